"""The URL is the only state of a view: reading Filters from it and writing them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from ui import words
from ui.contents import Entry
from zxdata.dimensions import DIMENSIONS, TIME_DIMENSIONS
from zxdata.filters import Filters
from zxdata.periods import presets

MODES = (
    "period",
    "screen",
    "rotate",
    "pages",
    "theme",
    "rows",
    "within",
    "find",
    "sort",
    "compare",
    "missing",
    "part",
    "import",
    "present",
    "slide",
)
EMBEDDING = ("embed", "embed_options")
FILTERS = ("region", "from", "to", "as_of", *(d for d in DIMENSIONS if d not in (*TIME_DIMENSIONS, "district")))

ALL = "all"
"""The URL's word for no period, on a page whose own default is one."""

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """What a URL asks for: ``region`` as written there, the rest as Filters and options, and sentences on what was ignored."""

    filters: Filters
    options: tuple[tuple[str, str], ...]
    region: str
    notices: tuple[str, ...]


def read(query: Query, entry: Entry, today: date) -> Asked:
    """Filters of a URL; what cannot be used is named in ``notices`` and left out. Regions are not looked up here."""
    notices: list[str] = []
    options: dict[str, str] = {}
    as_of = _day(query, "as_of", notices) or today
    if as_of > today:
        notices.append(f"截至日期 {words.day(as_of)} 还没有到，已按 {words.day(today)} 显示。")
        as_of = today
    since, until = _day(query, "from", notices), _day(query, "to", notices)
    if since and until and since > until:
        notices.append(f"起始日期 {words.day(since)} 晚于结束日期 {words.day(until)}，期间已忽略。")
        since = until = None
    if since and since > as_of:
        notices.append(f"起始日期 {words.day(since)} 晚于截至日期 {words.day(as_of)}，期间已忽略。")
        since = until = None
    if entry.usual_period and not (since or until) and _one(query, "period") != ALL:
        since, until = presets(as_of)[entry.usual_period]
    filters = Filters(as_of=as_of, since=since, until=until)
    for name in query:
        values = tuple(dict.fromkeys(v for v in query[name] if v))
        if name in FILTERS[4:] and values:
            if name in entry.dimensions:
                filters = filters.only(name, *values)
            else:
                notices.append(f"{entry.title}不按{DIMENSIONS[name].name}筛选，“{'、'.join(values)}”已忽略。")
        elif name in entry.options and values:
            options[name] = values[-1]
        elif name not in (*FILTERS, *MODES, *EMBEDDING, *entry.options):
            notices.append(f"链接中的参数“{name}”不认识，已忽略。")
    return Asked(filters, tuple(sorted(options.items())), _one(query, "region"), tuple(notices))


def within(query: Query, filters: Filters) -> Filters:
    """The filters of a number's rows: the page's, and the values that ``within=dimension:value`` adds, any of each."""
    values: dict[str, list[str]] = {}
    for text in query.get("within", ()):
        dimension, _, value = text.partition(":")
        values.setdefault(dimension, []).append(value)
    for dimension, wanted in values.items():
        filters = filters.only(dimension, *wanted)
    return filters


def stated(filters: Filters, entry: Entry) -> Filters:
    """The filters without the period that a page takes of itself: nobody chose it."""
    usual = presets(filters.as_of)[entry.usual_period] if entry.usual_period else None
    return replace(filters, since=None, until=None) if usual == (filters.since, filters.until) else filters


def write(
    filters: Filters, today: date, options: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str | list[str]]:
    """The shortest query that reads as these filters and options."""
    query: dict[str, str | list[str]] = {}
    if filters.region:
        query["region"] = filters.region
    if filters.since:
        query["from"] = filters.since.isoformat()
    if filters.until:
        query["to"] = filters.until.isoformat()
    if filters.as_of != today:
        query["as_of"] = filters.as_of.isoformat()
    return query | {dimension: list(values) for dimension, values in filters.where} | dict(options)


def _one(query: Query, name: str) -> str:
    return query[name][-1].strip() if query.get(name) else ""


def _day(query: Query, name: str, notices: list[str]) -> date | None:
    text = _one(query, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        notices.append(f"链接中的 {name}={text} 不是日期（应如 2025-01-31），已忽略。")
        return None
