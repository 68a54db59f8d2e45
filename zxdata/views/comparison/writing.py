"""A number in a cell, and a metric at the head of its row."""

from zxdata import words
from zxdata.metrics.answer import Result
from zxdata.metrics.model import Metric


def written(answered: Result, of: Metric) -> str:
    return words.with_unit(answered.value(of.key), of.value_format)


def headed(of: Metric) -> str:
    return of.name if of.value_format == "percent" else f"{of.name}（{of.unit}）"
