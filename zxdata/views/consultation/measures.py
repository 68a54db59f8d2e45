"""The measures by which districts can be compared, and whether partial adoption counts."""

from zxdata.metrics import metric
from zxdata.views.asking import Asking
from zxdata.views.coverage.measures import Measure

STRICT, PARTIAL = "consultation.adoption_rate", "consultation.adoption_rate_with_partial"
DEFAULT = "per_100"
MEASURES: dict[str, Measure] = {
    "per_100": Measure("consultation.meetings_per_100_members", "协商 ÷ 在任委员 × 100", "low", "委员数"),
    "meetings": Measure("consultation.meetings", "跨区域的各计一场", "low", ""),
    "per_township": Measure("consultation.meetings_per_township", "协商 ÷ 乡镇街道", "low", "镇街数"),
    "per_10k": Measure("consultation.meetings_per_10k_people", "协商 ÷ 人口 × 10000", "low", "人口"),
    "adoption": Measure(STRICT, "采纳 ÷ 全部建议", "low", "建议数"),
    "implementation": Measure("consultation.implementation_rate", "落实 ÷ 采纳（含部分采纳）", "low", "采纳数"),
}


def chosen(asking: Asking) -> tuple[Measure, tuple[str, ...]]:
    """The measure that the option names, and what must be said where it names none or cannot be told."""
    wanted = asking.option("measure") or DEFAULT
    if wanted not in MEASURES:
        known = "、".join(f"{name}（{m.title}）" for name, m in MEASURES.items())
        default = MEASURES[DEFAULT]
        return default, (f"没有名为“{wanted}”的地图指标，已显示{default.title}。可用：{known}。",)
    if wanted == "adoption" and counts_partial(asking):
        return Measure(PARTIAL, "采纳与部分采纳 ÷ 全部建议", "low", "建议数"), ()
    return MEASURES[wanted], ()


def counts_partial(asking: Asking) -> bool:
    """Whether 部分采纳 counts as adopted: the reader's choice (``partial`` = yes or no), else the rules'."""
    wanted = asking.option("partial")
    return wanted == "yes" if wanted in ("yes", "no") else asking.rules.consultation.partial


def adoption(asking: Asking) -> str:
    """The key of the adoption rate that is shown."""
    return PARTIAL if counts_partial(asking) else STRICT


def in_words(asking: Asking) -> str:
    """Which adoption rate it is: never left to be guessed."""
    return "部分采纳计入采纳" if counts_partial(asking) else "部分采纳不计入采纳"


def target(asking: Asking, key: str) -> float | None:
    """The line that a rate is to reach; both readings of adoption are held to one."""
    found = asking.rules.targets.get(STRICT if key == PARTIAL else metric(key).key)
    return found.least if found else None
