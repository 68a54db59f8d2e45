"""The swatch row above the few figures that need one: maps, Gantt charts, stacked bars."""

from ui import words
from ui.markup import Markup, fill, join
from ui.paint.bars import series_colours
from ui.paint.gantt import phase_colours
from zxdata.figures import COLOURS, Figure, Gantt, RegionMap, Stacked
from zxdata.figures.layout.shading import classes
from zxdata.figures.media.canvas import Look

SWATCH = '<span class="swatch"><i style="background:$colour"></i>$name</span>'
HATCHED = '<span class="swatch"><i class="hatch"></i>$name</span>'
MARK = '<span class="swatch"><em class="ink-$colour">$symbol</em>$name</span>'


def legend(figure: Figure, look: Look) -> Markup:
    """Empty for figures that name themselves at the line or the bar."""
    match figure:
        case RegionMap():
            return _ramp(figure, look)
        case Gantt():
            parts = [
                fill(HATCHED, name=phase.name) if phase.over else fill(SWATCH, name=phase.name, colour=colour)
                for phase, colour in zip(figure.phases, phase_colours(figure, look), strict=True)
            ]
            return _row([*parts, fill('<span class="swatch"><em>┃</em>$name</span>', name="答复期限")])
        case Stacked():
            return _row(
                [
                    fill(MARK, colour=s, symbol=COLOURS[s][0], name=COLOURS[s][1])
                    if s in COLOURS
                    else fill(SWATCH, colour=c, name=s)
                    for s, c in zip(figure.series, series_colours(figure, look), strict=True)
                ]
            )
    return Markup("")


def _ramp(figure: RegionMap, look: Look) -> Markup:
    """From the end that needs action to the end that recedes."""
    steps = classes(figure)
    low, high = (
        words.number(v, figure.value_format).removesuffix("%").removesuffix(".0") for v in (steps.low, steps.high)
    )
    low, high = (f"{end}%" if figure.value_format == "percent" else end for end in (low, high))
    strong, weak = (f"低于 {low}", high) if figure.gap == "low" else (f"{high} 以上", low)
    if figure.value_format != "percent" and figure.gap == "low":
        strong, weak = low, f"{high} 以上"
    boxes = join([fill('<i style="background:$c"></i>', c=c) for c in reversed(look.tokens.ramp)])
    aid = f"越{'亮' if look.tokens.dark else '深'}{'缺口越大' if figure.gap == 'low' else '越需关注'}"
    marks = [
        fill(MARK, colour=c, symbol=COLOURS[c][0], name=COLOURS[c][1])
        for c in ("red", "yellow")
        if (figure.frame[c].fillna(0) > 0).any()
    ]
    return _row(
        [
            fill(
                "<span>$strong</span><span class='ramp'>$boxes</span><span>$weak</span><span class='quiet'>$aid</span>",
                strong=strong,
                boxes=boxes,
                weak=weak,
                aid=aid,
            ),
            *marks,
        ]
    )


def _row(parts: list[Markup]) -> Markup:
    return fill('<div class="legend">$parts</div>', parts=join(parts))
