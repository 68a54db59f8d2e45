"""Round numbers along an axis."""

from math import ceil, floor, log10


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Three to ``most`` round numbers that span low…high."""
    span = max(high - low, 1e-9)
    size = 10.0 ** floor(log10(span / (most - 1)))
    step = next(size * m for m in (1, 2, 2.5, 5, 10, 20) if span / (size * m) <= most - 1)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def round_above(high: float) -> float:
    """Where an axis ends that begins at nought and holds ``high``: on a round number."""
    return ticks(0, high)[-1] if high > 0 else 1.0
