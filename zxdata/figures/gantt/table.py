"""The table behind cases on their way."""

from zxdata.figures.gantt import Gantt
from zxdata.figures.gantt.days import spans
from zxdata.figures.grid import Grid, grid_of
from zxdata.figures.layout.spans import of_spans
from zxdata.words import short_day


def table(figure: Gantt) -> Grid:
    """A phase that a case goes through again has columns of its own for each time."""
    frame = figure.frame.copy()
    columns = [
        ("no", "编号", "text"),
        ("name", "题目", "text"),
        ("colour", "颜色", "colour"),
        ("due", "期限", "date"),
        ("state", "状态", "text"),
    ]
    times = figure.bars.groupby(["no", "phase"]).cumcount()
    for phase in figure.phases:
        for time in sorted(set(times[figure.bars["phase"] == phase.name]) or {0}):
            bars = figure.bars[(figure.bars["phase"] == phase.name) & (times == time)].set_index("no")
            for end, word in (("since", "起"), ("until", "止")):
                name = f"{phase.name}{end}{time}"
                frame[name] = frame["no"].map(bars[end]).astype(object)
                columns.append((name, f"{phase.name}{word}{f'（第 {time + 1} 次）' if time else ''}", "date"))
    if figure.marks is not None and len(figure.marks):
        events = figure.marks.groupby("no")[["day", "words"]].agg(list)
        remarks = {
            row.Index: "；".join(f"{short_day(d)}{w}" for d, w in zip(row.day, row.words, strict=True))
            for row in events.itertuples()
        }
        frame["events"] = frame["no"].map(remarks)
        columns.append(("events", "记事", "text"))
    return grid_of(frame, *columns, aside=of_spans(spans(figure)))
