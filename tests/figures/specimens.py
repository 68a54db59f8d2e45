"""One figure of every kind, those whose values in every medium were typed by hand."""

from dataclasses import replace

from tests.figures import (
    test_area,
    test_bars,
    test_columns,
    test_funnel,
    test_gantt,
    test_maps,
    test_matrix,
    test_radar,
    test_ranking,
    test_sankey,
    test_scatter,
    test_stacked,
    test_strips,
    test_survival,
    test_tables,
    test_trend,
    test_waterfall,
)
from zxdata.figures import Figure

SPECIMENS: dict[type[Figure], Figure] = {
    type(figure): figure
    for figure in (
        test_area.FIGURE,
        test_bars.FIGURE,
        test_columns.FIGURE,
        test_funnel.FIGURE,
        test_gantt.FIGURE,
        test_maps.PLACES,
        replace(
            test_maps.REGIONS,
            inset=tuple(test_maps.REGIONS.shapes)[:1],
            inset_title="放大",
            selected=next(iter(test_maps.REGIONS.shapes)),
        ),
        test_matrix.FIGURE,
        test_radar.FIGURE,
        test_ranking.FIGURE,
        test_sankey.FIGURE,
        test_scatter.FIGURE,
        test_stacked.FIGURE,
        test_strips.FIGURE,
        test_survival.FIGURE,
        test_tables.BOARD,
        test_tables.FINDINGS,
        test_tables.PROFILE,
        test_tables.TABLE,
        test_trend.FIGURE,
        test_waterfall.FIGURE,
    )
}
