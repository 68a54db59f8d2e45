"""The table behind cases as bands of days."""

from zxdata.figures.grid import Grid, laid
from zxdata.figures.layout.spans import of_spans
from zxdata.figures.strips import Strips
from zxdata.figures.strips.days import spans


def table(figure: Strips) -> Grid:
    return laid(
        figure.frame,
        ("no", "编号", "text"),
        ("name", "题目", "text"),
        ("colour", "颜色", "colour"),
        ("since", "起", "date"),
        ("until", "止", "date"),
        ("state", "今日", "text"),
        aside=of_spans(spans(figure)),
    )
