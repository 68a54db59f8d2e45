"""Which of the seven steps of the ramp a region's value takes."""

from dataclasses import dataclass

from zxdata.figures.region_map import RegionMap


@dataclass(frozen=True)
class Classes:
    """Seven even steps from ``low`` to ``high``; what lies outside belongs to the end step."""

    low: float
    high: float
    strong_end: str

    def step(self, value: float) -> int:
        """0 recedes … 6 stands out."""
        share = (value - self.low) / ((self.high - self.low) or 1)
        rank = min(6, max(0, int(share * 7)))
        return 6 - rank if self.strong_end == "low" else rank


def classes(figure: RegionMap) -> Classes:
    """Round ends: the lowest tenth and what few exceed do not stretch the steps; where all is 0%, nothing lies below."""
    values = figure.frame["value"].dropna()
    if values.empty:
        return Classes(0.0, 1.0, figure.gap)
    if figure.value_format == "percent":
        low = int(values.quantile(0.1) * 10) / 10
        high = min(-(-round(float(values.max()) * 10, 6) // 1) / 10, 1.0) or 0.1
        return Classes(min(low, high - 0.1), high, figure.gap)
    top = float(values.quantile(0.95))
    size = 10 ** max(len(str(int(top))) - 2, 0)
    return Classes(0.0, max(-(-top // size) * size, 1.0), figure.gap)
