"""来源与合并: through which channels voices came, and which of them seem to say the same."""

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Matrix, Table, TableColumn, View
from zxdata.metrics.voices.similar import likenesses
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.voices.landing import channels

TELLINGS, LISTED, CHANNELS = "voices.tellings", 200, 8


def view(asking: Asking) -> View:
    asked, said = asking.letting_go("来源", "unit", "colour")
    pairs, found = similar(asking)
    figures: tuple[Figure, ...] = (channels(asked), by_district(asked), pairs)
    now = asked.answer([TELLINGS, "voices.merged"])
    told, merged = (int(now.value(key) or 0) for key in (TELLINGS, "voices.merged"))
    headline = f"来源 {told:,} 条，并入 {merged:,} 条；另有 {found:,} 对疑似说的是同一件事，待人确认。"
    cards = asked.indicators((TELLINGS, "voices.merged", "voices.merged_rate", "voices.collected"))
    return framed(asked, "voices.sources", "民情·来源与合并", headline, cards, figures, None, said)


def by_district(asking: Asking) -> Matrix:
    """Districts by channel; a click shows those of a cell."""
    frame = asking.answer([TELLINGS], by=("district", "channel"), filters=asking.beside("district", "channel")).frame
    frame = frame[(frame[TELLINGS] > 0) & frame["district_code"].notna()]
    total = frame.groupby("channel")[TELLINGS].sum().sort_values(ascending=False, kind="stable")
    columns = tuple(str(name) for name in total.index[:CHANNELS])
    rows = tuple(dict.fromkeys(frame["district"]))
    cells = [
        (row.district, row.channel, float(row.value), f"{int(row.value):,}", False)
        for row in frame.rename(columns={TELLINGS: "value"}).itertuples()
        if row.channel in columns
    ]
    return Matrix(
        key="by_district",
        title="各区县的民情来源",
        kind="区县",
        unit="条",
        aid=f"最多的 {len(columns)} 种渠道",
        value_format="integer",
        rows=rows,
        columns=columns,
        metric=TELLINGS,
        row_dimension="district",
        column_dimension="channel",
        selected=(
            *((asking.reading.version.regions.name(asking.district),) if asking.district else ()),
            *asking.filters.values("channel"),
        ),
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
        empty="所选条件下没有民情。",
    )


def similar(asking: Asking) -> tuple[Table, int]:
    """Pairs that may be one, with their ground; and how many there are."""
    alike = likenesses(asking.reading, asking.filters, asking.rules, LISTED)
    rule = asking.rules.voices.similar
    columns = (
        TableColumn("likeness", "相似", "percent"),
        TableColumn("title", "民情"),
        TableColumn("other_title", "疑似重复的民情"),
        TableColumn("ground", "依据"),
        TableColumn("region", "区划"),
        TableColumn("day", "反映日期", "date"),
        TableColumn("no", "民情编号"),
        TableColumn("other", "另一件编号"),
    )
    cut = f"，只列最像的 {LISTED} 对" if alike.found > LISTED else ""
    table = Table(
        key="similar",
        title="疑似重复",
        aid=f"{alike.found:,} 对{cut}",
        note=f"比较了最近的 {alike.compared:,} 件：同一区县、相隔 {rule.days} 日以内、去掉地名后相似 {words.percent(rule.least, 0)} 以上（地点不同的打七折）。"
        "只作提示；确认后在“并入编号”填写另一件的编号，重新导入即合并",
        columns=columns,
        frame=alike.pairs.frame[[c.name for c in columns]],
        opens="voice",
        empty=f"比较了最近的 {alike.compared:,} 件，没有疑似重复的。",
    )
    return table, alike.found
