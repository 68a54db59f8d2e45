"""Which metrics a figure shows, and what each means: what stands in the notes of a slide."""

from collections.abc import Iterable

from zxdata.figures import Figure, Indicator, Table, numbers
from zxdata.filters import Basis
from zxdata.metrics import METRICS, called
from zxdata.metrics.model import Metric


def metrics_of(figure: Figure, indicators: tuple[Indicator, ...] = ()) -> tuple[Metric, ...]:
    """Those that it names; of a figure that names none those of the view's indicators."""
    named = {key: METRICS[key] for key in numbers(figure) if key in METRICS}
    return tuple(named.values()) if named or isinstance(figure, Table) else metrics_on(indicators)


def metrics_on(indicators: tuple[Indicator, ...]) -> tuple[Metric, ...]:
    return tuple(METRICS[indicator.metric] for indicator in indicators if indicator.metric in METRICS)


def meanings(metrics: Iterable[Metric], basis: Basis) -> list[str]:
    """``镇街覆盖率（%）：… 分子：…；分母：…。期间：…。``, one metric a line; those of one name with their subjects:
    ``监督预警·在办事项（件）：…``."""
    metrics = tuple(metrics)
    names = called(metrics)
    return [_meaning(names[metric.key], metric, basis) for metric in metrics]


def _meaning(name: str, metric: Metric, basis: Basis) -> str:
    base = f"分子：{metric.numerator}；分母：{metric.denominator_by(basis)}。" if metric.denominator else ""
    unit = f"（{metric.unit}）" if metric.unit else ""
    return f"{name}{unit}：{metric.definition}{base}期间：{metric.dated(basis)}。"
