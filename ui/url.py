"""The URL is the only state of a view: reading Filters from it and writing them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ui import words
from ui.contents import CONTENTS, Entry
from zxdata.dimensions import DIMENSIONS
from zxdata.errors import WrongUse
from zxdata.filters import BASES, Basis, Filters
from zxdata.periods import presets, read_day
from zxdata.rules.opening import Opening

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
    "write",
    "missing",
    "part",
    "import",
    "present",
    "slide",
)
EMBEDDING = ("embed", "embed_options")
FILTERS = (
    "region",
    "from",
    "to",
    "as_of",
    "basis",
    *dict.fromkeys(dimension for page in CONTENTS for dimension in page.dimensions),
)

ALL, UNBOUNDED = "all", "不限期间"
"""The URL's short word for no period, on a page whose own default is one, and its name; and for all bodies."""
BODY = "body"

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """What a URL asks for: ``region`` as written there, the rest as Filters and options, and sentences on what was ignored."""

    filters: Filters
    options: tuple[tuple[str, str], ...]
    region: str
    notices: tuple[str, ...]


def read(query: Query, entry: Entry, today: date, opening: Opening | None = None, term: date | None = None) -> Asked:
    """Filters of a URL; what cannot be used is named in ``notices`` and left out. Regions are not looked up here.

    opening: the period and the basis of a page whose URL asks for none; without one a page opens unbounded, as a cohort.
    term: the first day of the present term, if known.
    """
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
    if entry.period and not (since or until):
        since, until = _named(query, entry, presets(as_of, term), opening, notices)
    filters = Filters(as_of=as_of, since=since, until=until, basis=_basis(query, opening, notices))
    for name in query:
        values = tuple(dict.fromkeys(v for v in query[name] if v))
        if name == BODY and values == (ALL,):
            continue  # which is what no filter comes to
        elif name in entry.dimensions and values:
            filters = filters.only(name, *values)
        elif name in entry.options and values:
            options[name] = values[-1]
        elif name in (*FILTERS[:5], *MODES, *EMBEDDING, *entry.dimensions, *entry.options):
            continue  # read elsewhere, or empty
        elif name not in FILTERS:
            notices.append(f"链接中的参数“{name}”不认识，已忽略。")
        elif values:
            notices.append(f"{entry.title}不按{DIMENSIONS[name].name}筛选，“{'、'.join(values)}”已忽略。")
    return Asked(filters, tuple(sorted(options.items())), _one(query, "region"), tuple(notices))


def _named(
    query: Query,
    entry: Entry,
    known: Mapping[str, tuple[date | None, date | None]],
    opening: Opening | None,
    notices: list[str],
) -> tuple[date | None, date | None]:
    """The period that ``period=`` names, else the one that the page takes of itself."""
    asked = _one(query, "period")
    named = UNBOUNDED if asked == ALL else asked
    if named in known:
        return known[named]
    usual = entry.usual_period or (opening.period if opening else UNBOUNDED)
    usual = usual if usual in known else "近12个月"
    if asked:
        notices.append(
            f"没有名为“{asked}”的期间，已按{usual}显示；可用：{'、'.join(known)}，或以 from、to 写明起止日期。"
        )
    return known[usual]


def _basis(query: Query, opening: Opening | None, notices: list[str]) -> Basis:
    asked = _one(query, "basis")
    for basis in BASES:
        if basis == asked:
            return basis
    if asked:
        notices.append(f"期间的读法没有“{asked}”，已忽略；可用 period（按期间）、cohort（按批次）。")
    return opening.basis if opening else Filters.basis


def of_own_body(filters: Filters, entry: Entry, bodies: Sequence[str], own: str) -> Filters:
    """Where several bodies keep one ledger, a page that tells them apart opens with the records of the installation's own."""
    return filters.only(BODY, own) if BODY in entry.dimensions and own in bodies else filters


def within(query: Query, filters: Filters) -> Filters:
    """The filters of a number's rows: the page's, and the values that ``within=dimension:value`` adds, any of each."""
    values: dict[str, list[str]] = {}
    for text in query.get("within", ()):
        dimension, _, value = text.partition(":")
        values.setdefault(dimension, []).append(value)
    for dimension, wanted in values.items():
        filters = filters.only(dimension, *wanted)
    return filters


def write(
    filters: Filters, today: date, options: Mapping[str, str] = MappingProxyType({}), basis: Basis = Filters.basis
) -> dict[str, str | list[str]]:
    """The shortest query that reads as these filters and options where pages open on that ``basis``."""
    query: dict[str, str | list[str]] = {}
    if filters.region:
        query["region"] = filters.region
    if filters.since:
        query["from"] = filters.since.isoformat()
    if filters.until:
        query["to"] = filters.until.isoformat()
    if filters.as_of != today:
        query["as_of"] = filters.as_of.isoformat()
    if filters.basis != basis:
        query["basis"] = filters.basis
    return query | {dimension: list(values) for dimension, values in filters.where} | dict(options)


def _one(query: Query, name: str) -> str:
    return query[name][-1].strip() if query.get(name) else ""


def _day(query: Query, name: str, notices: list[str]) -> date | None:
    text = _one(query, name)
    try:
        return read_day(text) if text else None
    except WrongUse as fault:
        notices.append(f"链接中的 {name}={str(fault).removesuffix('。')}，已忽略。")
        return None
