"""The address of the page that shows the same number, with its definition and its rows open."""

from urllib.parse import urlencode

from zxdata.filters import Question
from zxdata.metrics.model import Metric

HOME = "overview"
# By what each page can be filtered; other filters narrow the rows that stand open on it.
PAGES: dict[str, tuple[str, ...]] = {
    HOME: (),
    "coverage": ("kind", "tier", "channel"),
    "proposals": ("category", "sector", "unit", "session", "leader", "colour"),
    "supervision": ("form", "channel", "category", "unit", "leader", "colour"),
    "consultation": ("platform", "form", "channel", "category"),
}


def page_of(metric: Metric) -> str:
    return metric.subject if metric.subject in PAGES else HOME


def link(question: Question, metric: Metric) -> str:
    """``/proposals?region=500107&from=2025-01-01&…&rows=proposals.on_time_rate``"""
    page, filters = page_of(metric), question.filters
    pairs: list[tuple[str, str]] = []
    if filters.region:
        pairs.append(("region", filters.region))
    if filters.since:
        pairs.append(("from", filters.since.isoformat()))
    if filters.until:
        pairs.append(("to", filters.until.isoformat()))
    if not (filters.since or filters.until):
        pairs.append(("period", "all"))
    pairs += [("as_of", filters.as_of.isoformat()), ("basis", filters.basis)]
    for dimension, values in filters.where:
        for value in values:
            pairs.append((dimension, value) if dimension in PAGES[page] else ("within", f"{dimension}:{value}"))
    pairs.append(("rows", metric.key))
    return f"/{'' if page == HOME else page}?{urlencode(pairs)}"
