"""The measures by which districts can be compared on the page 民情."""

from zxdata.views.asking import Asking
from zxdata.views.coverage.measures import Measure

DEFAULT = "overall"
MEASURES: dict[str, Measure] = {
    "overall": Measure("voices.overall_rate", "办结 ÷ 收集", "low", "收集民情"),
    "on_time": Measure("voices.on_time_rate", "按期反馈 ÷ 已反馈与超期", "low", "已到期民情"),
    "satisfaction": Measure("voices.satisfaction_rate", "满意 ÷ 已评价", "low", "评价民情"),
    "per_100": Measure("voices.per_100_members", "委员收集的民情 ÷ 在任委员 × 100", "low", "委员数"),
    "coverage": Measure("voices.member_coverage", "收集过民情的委员 ÷ 在任委员", "low", "委员数"),
}


def chosen(asking: Asking) -> tuple[Measure, tuple[str, ...]]:
    """The measure that the option names, and what must be said where it names none."""
    wanted = asking.option("measure") or DEFAULT
    if wanted in MEASURES:
        return MEASURES[wanted], ()
    known = "、".join(f"{name}（{m.title}）" for name, m in MEASURES.items())
    return MEASURES[DEFAULT], (f"没有名为“{wanted}”的地图指标，已显示{MEASURES[DEFAULT].title}。可用：{known}。",)
