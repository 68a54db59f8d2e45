"""The measures by which districts can be compared on the map, in the ranking and in the funnel plot."""

from dataclasses import dataclass, replace
from datetime import timedelta

from zxdata.filters import Filters
from zxdata.metrics import metric
from zxdata.periods import months_before
from zxdata.views.asking import Asking


@dataclass(frozen=True)
class Measure:
    """base: what is divided by what; gap: the end that needs action; sizes: what the denominator counts."""

    key: str
    base: str
    gap: str
    sizes: str
    bounded: bool = False

    @property
    def title(self) -> str:
        return metric(self.key).name

    def filters(self, asked: Filters) -> Filters:
        """Without a period, what happens is counted over the twelve months that end on the day."""
        if not self.bounded or asked.since or asked.until:
            return asked
        return replace(asked, since=months_before(asked.as_of, 12) + timedelta(days=1), until=asked.as_of)


MEASURES: dict[str, Measure] = {
    "township_rate": Measure("coverage.township_rate", "已有阵地的镇街 ÷ 全部镇街", "low", "镇街数"),
    "stations_per_100": Measure("coverage.stations_per_100", "开放阵地 ÷ 在任委员 × 100", "low", "委员数"),
    "activities_per_station": Measure("coverage.activities_per_station", "活动场次 ÷ 开放阵地", "low", "阵地数", True),
    "asleep_rate": Measure("coverage.asleep_rate", "休眠阵地 ÷ 开放阵地", "high", "阵地数"),
}


def chosen(asking: Asking) -> tuple[Measure, tuple[str, ...]]:
    """The measure that the option names, and what must be said where it names none."""
    wanted = asking.option("measure")
    if wanted and wanted not in MEASURES:
        known = "、".join(f"{name}（{m.title}）" for name, m in MEASURES.items())
        return MEASURES["township_rate"], (f"没有名为“{wanted}”的地图指标，已显示镇街覆盖率。可用：{known}。",)
    return MEASURES[wanted or "township_rate"], ()
