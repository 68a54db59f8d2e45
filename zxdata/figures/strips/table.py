"""The table behind cases as bands of days."""

from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.layout.spans import of_spans
from zxdata.figures.strips import Strips
from zxdata.figures.strips.days import spans
from zxdata.words import short_day


def table(figure: Strips) -> Grid:
    marks = figure.marks
    within = [
        marks[(marks["no"] == row.no) & (marks["day"] >= row.since) & (marks["day"] <= row.until)]
        for row in figure.frame.itertuples()
    ]
    remarks = [
        "；".join(f"{short_day(day)}{word}" for day, word in held[["day", "word"]].itertuples(index=False))
        for held in within
    ]
    return grid_of(
        figure.frame.assign(events=remarks),
        ("no", "编号", "text"),
        ("name", "题目", "text"),
        ("colour", "颜色", "colour"),
        ("since", "起", "date"),
        ("until", "止", "date"),
        ("state", "今日", "text"),
        ("events", "记事", "text"),
        aside=of_spans(spans(figure)),
    )
