"""A number beside what it was: the difference in words, and whether it is for better or worse."""

from math import erfc, sqrt

from zxdata import words
from zxdata.figures import Change
from zxdata.metrics.answer import Result
from zxdata.metrics.chances import chance_of_halves
from zxdata.metrics.model import Count, Metric, Ratio
from zxdata.rules.comparing import Comparing


def change(name: str, of: Metric, now: Result, before: Result, comparing: Comparing) -> Change:
    """What became of a number since ``before``, both answers without breakdown; no base → —.

    It is judged only where it is more than chance brings (``Comparing``).
    """
    after, was = now.value(of.key), before.value(of.key)
    text = difference(of, after, was, comparing)
    if after is None or was is None or not of.better or text in (words.MISSING, SAME):
        return Change(name, text)
    judged = _more_than_chance(of, now, before, comparing)
    return Change(name, text, (after > was) == (of.better > 0) if judged else None)


SAME = "持平"


def difference(of: Metric, now: float | None, before: float | None, comparing: Comparing) -> str:
    """``▲ 1.8 百分点``, ``▼ 3 天``, ``▲ 12.5%``: 百分点 for rates, days for durations, percent for counts that were not
    small; — without a base, 持平 where the words would say nought.
    """
    if now is None or before is None:
        return words.MISSING
    apart = now - before
    if of.value_format == "percent":
        size = words.points(apart)
    elif of.value_format == "days":
        size = f"{words.rounded(abs(apart))} 天"
    elif of.unit == "分":
        size = f"{words.rounded(abs(apart), 1)} 分"
    elif of.stock or (of.value_format == "integer" and before < comparing.small):
        size = words.with_unit(abs(apart), of.value_format, of.unit)
    elif not before:
        return words.MISSING
    else:
        size = f"{words.rounded(abs(apart) / before * 100, 1)}%"
    if not apart or not any(c in "123456789" for c in size):
        return SAME
    return f"{words.arrow(apart)} {size}"


def chance_of_shares(a: float, n: float, b: float, m: float) -> float:
    """Two-sided, of as large a difference of a/n and b/m where both are draws from one share (pooled z)."""
    pooled = (a + b) / (n + m)
    spread = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return erfc(abs(a / n - b / m) / spread / sqrt(2)) if spread else float(a / n == b / m)


def chance_of_counts(a: int, b: int) -> float:
    """Two-sided, of numbers as far apart where as many are to be expected in both (exact conditional test of two Poisson
    means: J. Przyborowski and H. Wilenski, Biometrika 31, 1940)."""
    return chance_of_halves(a, b) if a + b else 1.0


def _more_than_chance(of: Metric, now: Result, before: Result, comparing: Comparing) -> bool:
    after, was = (result.value(of.key) or 0.0 for result in (now, before))
    unlikely = 1 - comparing.confidence
    if of.value_format == "percent":
        if not isinstance(of.measure, Ratio) or of.fact.axis is None:
            return abs(after - was) * 100 >= comparing.least_points
        a, n, b, m = (
            result.value(f"{of.key}.{part}") or 0.0 for result in (now, before) for part in ("numerator", "denominator")
        )
        return chance_of_shares(a, n, b, m) < unlikely
    if isinstance(of.measure, Count) and not of.stock and of.fact.axis is not None:
        return chance_of_counts(int(after), int(was)) < unlikely
    if isinstance(of.measure, Count) and chance_of_counts(abs(int(after - was)), 0) >= unlikely:
        return False  # as few cases as came or went may have done so either way
    return abs(after - was) >= comparing.least_share * abs(was)
