"""Which metrics a figure shows, and what each means: what stands in the notes of a slide."""

from zxdata.figures import Card, Figure, RegionMap, Table
from zxdata.metrics import METRICS
from zxdata.metrics.model import Metric


def metrics_of(figure: Figure, cards: tuple[Card, ...] = ()) -> tuple[Metric, ...]:
    """By the keys of its columns, else by the names it carries; else the metrics of the view's cards."""
    if isinstance(figure, Table):
        return tuple(METRICS[column.name] for column in figure.columns if column.name in METRICS)
    said = f"{figure.title} {figure.unit} {figure.note} {getattr(figure, 'series', '')}"
    named = figure.value_name if isinstance(figure, RegionMap) else ""
    found = {m.key: m for m in METRICS.values() if m.name == named or (len(m.name) > 3 and m.name in said)}
    return tuple(found.values()) or metrics_on(cards)


def metrics_on(cards: tuple[Card, ...]) -> tuple[Metric, ...]:
    return tuple(METRICS[card.metric] for card in cards if card.metric in METRICS)


def in_words(metric: Metric) -> str:
    """``镇街覆盖率（%）：… 分子：…；分母：…；按…``, one metric a line."""
    base = f"分子：{metric.numerator}；分母：{metric.denominator}。" if metric.denominator else ""
    unit = f"（{metric.unit}）" if metric.unit else ""
    axis = f"期间按{metric.axis}计。" if metric.axis else ""
    return f"{metric.name}{unit}：{metric.definition}{base}{axis}"
