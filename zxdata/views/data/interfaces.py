"""数据接口: with whom data are exchanged, what is due and has not come, by counterpart and direction."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Matrix, Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.data.interfaces import OVERDUE, STATES
from zxdata.metrics.listing import listing
from zxdata.views.asking import Asking, indicator
from zxdata.views.frame import framed

KEY = "data.interfaces"
INDICATORS = (KEY, "data.interfaces_overdue", "data.interfaces_late")
NOTE = (
    "应到日期是下一次应当交换的日子，当日到为正常，次日起为应到未到；台账没有续写的按频次顺延"
    "（频次的含义见规则文件）；迟 n 天为最近一次交换比应到日期晚的天数"
)


def view(asking: Asking) -> View:
    listed = table(asking)
    late = listed.frame[listed.frame["overdue_days"].notna()]
    headline = _none(asking) if listed.frame.empty else f"{len(listed.frame)} 个接口都没有逾期。"
    if len(late):
        worst = late.iloc[0]
        headline = (
            f"{len(late)} 个接口应到未到，最久的是{worst['counterpart']}的{worst['dataset']}（{worst['direction']}），"
            f"已过 {int(worst['overdue_days'])} 天。"
        )
    if not asking.reading.scope.everything:
        headline = "接口不分区划，只告诉看得到全部区划的人。"
    # Of an earlier day little is known: an interface has only its last exchange, so nothing is compared with it.
    now = asking.answer(INDICATORS)
    counts = tuple(indicator(metric(key), now) for key in INDICATORS)
    if asking.filters.region or not asking.reading.scope.everything:  # there is no number of these, not none
        counts = tuple(replace(each, value=words.MISSING) for each in counts)
    figures = (listed, by_counterpart(asking))
    return framed(asking, "data.interfaces", "数据归集·数据接口", headline, counts, figures, None)


def table(asking: Asking) -> Table:
    """Every interface, those longest overdue first; idle ones too."""
    of = metric(KEY).fact
    frame = listing(asking.reading, metric(KEY), asking.filters, asking.rules).frame
    columns = tuple(TableColumn(d.name, d.header, d.kind) for d in of.details)
    frame = frame.sort_values(["overdue_days", "counterpart", "no"], ascending=[False, True, True], na_position="last")
    return Table(
        key="interfaces",
        title="数据接口",
        aid="停用的不列" if asking.filters.region else f"{len(frame)} 个，停用的不列",
        note=NOTE,
        columns=columns,
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        metric=KEY,
        empty=_none(asking, "；在模板“数据接口”里填好导入后，这里显示每个接口到没到、迟几天"),
    )


def _none(asking: Asking, remedy: str = "") -> str:
    return "接口不分区划，选了区划时不列。" if asking.filters.region else f"没有登记数据接口{remedy}。"


def by_counterpart(asking: Asking) -> Matrix:
    """How many interfaces of each counterpart and direction are in which state."""
    frame = asking.answer((KEY,), ("counterpart", "direction", "state")).frame
    frame = frame[frame[KEY] > 0]
    cells = pd.DataFrame(
        [
            (f"{counterpart}（{direction}）", state, float(n), str(int(n)), state == OVERDUE)
            for counterpart, direction, state, n in frame[["counterpart", "direction", "state", KEY]].itertuples(index=False)
        ],
        columns=["row", "column", "value", "text", "outside"],
    )
    found = set(cells["column"])
    return Matrix(
        key="states",
        title="各对方、各方向的接口状态",
        unit="个",
        aid="框为应到未到",
        frame=cells,
        value_format="integer",
        rows=tuple(dict.fromkeys(cells["row"])),
        columns=tuple(state for state in STATES if state in found),
        kind="对方（方向）",
        empty=_none(asking),
    )
