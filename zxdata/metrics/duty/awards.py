"""One member's records in a period, each with what it adds to their points, so that every point has its row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import FromClause, and_, case, func, select

from zxdata.errors import Unknown
from zxdata.filters import UNFILLED, Filters
from zxdata.metrics.duty.members import APPRAISED
from zxdata.metrics.duty.points import NumberedRow, bases, judged, numbered, part_points, parts, rule_of_sort
from zxdata.metrics.duty.tenure import Among, in_term, scheme_on, year_on
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.places import in_scope, region_name
from zxdata.metrics.question import as_of, conditions
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import duty_record
from zxdata.store import Reading


class Person(NamedTuple):
    """A member as they are judged: months of the period in office, points, whether these are enough, their grade."""

    no: str
    name: str
    sector: str
    committee: str
    post: str
    region: str | None
    term_from: date | None
    term_to: date | None
    months: int
    points: float
    met: bool | None
    assessed: str | None
    scheme: int


class Award(NamedTuple):
    """A record and what it adds to the points of its part; a part's base stands first, without a record."""

    held_on: date | None
    kind: str
    role: str | None
    attendance: str | None
    source: str | None
    no: str | None
    title: str | None
    part: str | None
    points: float


class PartPoints(NamedTuple):
    """One part: the member's points, the median of those in office of their sector, the most of a year."""

    name: str
    value: float
    beside: float
    full: float | None


def _of_number(number: str) -> Among:
    def theirs(t: FromClause) -> Any:
        return t.c["member_no" if "member_no" in t.c else "no"] == number

    return theirs


def _of_sector(sector: str) -> Among:
    return lambda t: t.c.sector.is_(None) if sector == UNFILLED else t.c.sector == sector


def person(reading: Reading, filters: Filters, rules: Rules, number: str) -> Person:
    """Raises Unknown where the reader knows of no such member in office, or may not see what is personal."""
    at = as_of(reading, filters, rules)
    t = judged(at, _of_number(number))
    rows = []
    if reading.scope.personal:
        asked = select(
            t.c.no, t.c.name, t.c.sector, t.c.committee, t.c.post, t.c.place, t.c.term_from, t.c.term_to, t.c.months,
            t.c.points, t.c.met, t.c.assessed, t.c.scheme,
        )  # fmt: skip
        rows = reading.rows(asked.where(*conditions(reading, APPRAISED, t, at)))
    if not rows:
        raise Unknown("委员", number, ())
    no, name, sector, committee, post, place, term_from, term_to, months, points, met, assessed, scheme = rows[0]
    return Person(
        no, name, sector or UNFILLED, committee or UNFILLED, post or UNFILLED, region_name(reading, place, at), term_from,
        term_to, int(months), float(points), met, assessed, int(scheme),
    )  # fmt: skip


class _Recorded(NamedTuple):
    held_on: date
    kind: str
    role: str | None
    attendance: str | None
    source: str
    no: str | None
    title: str | None
    case_no: str | None
    year: int
    rule: int | None


def awards(reading: Reading, filters: Filters, rules: Rules, number: str) -> Records[Award]:
    """The records of the period within the member's term, the first first. What concerns a case that lies beyond the
    reader's scope is told without its number and title.
    """
    at = as_of(reading, filters, rules)
    t, by_sort = duty_record, rule_of_sort(at)
    here = t.c.case_place.is_(None) | in_scope(reading, t.c.case_place, at)
    year = year_on(t, at).label("year")
    asked = (
        select(
            t.c.held_on, t.c.kind, t.c.role, t.c.attendance, t.c.source, case((here, t.c.no)).label("no"),
            case((here, t.c.title)).label("title"), t.c.case_no, year, by_sort.c.rule,
        )
        .select_from(t.outerjoin(by_sort, and_(by_sort.c.sort == t.c.sort, by_sort.c.scheme == scheme_on(t, at))))
        .where(t.c.member_no == number, in_term(t, at))
        .order_by(t.c.held_on, t.c.kind, t.c.no, t.c.role, t.c.level)
    )  # fmt: skip
    found = [_Recorded._make(row) for row in reading.rows(asked)]
    given = bases(at, _of_number(number)).subquery("given")
    base = reading.rows(select(given.c.year, given.c.part, given.c.amount))
    return Records(Award, tuple(_awarded(at, found, [(int(y), int(p), Decimal(a)) for y, p, a in base])))


def _awarded(at: AsOf, found: Iterable[_Recorded], base: list[tuple[int, int, Decimal]]) -> Iterator[Award]:
    """Sums are told apart as they grow: what a record adds is the sum with it less the sum without it."""
    rows = {one.number: one for one in numbered(at)}
    limits = {n: (Decimal(str(part.floor)), part.cap, part.name) for n, _, part in parts(at)}

    def held(part: int, amount: Decimal) -> Decimal:
        floor, cap, _ = limits[part]
        amount = max(amount, floor)
        return amount if cap is None else min(amount, Decimal(str(cap)))

    sums: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for year, part, amount in base:
        sums[year, part] += amount
    for (_, part), amount in sums.items():
        yield Award(None, "基本分", None, None, None, None, None, limits[part][2], float(held(part, amount)))
    seen: dict[tuple[int, int], int] = defaultdict(int)
    best: dict[tuple[int, int, str, str], Decimal] = {}
    for each in found:
        told = (each.held_on, str(each.kind), each.role, each.attendance, each.source, each.no, each.title)
        if each.rule is None:
            yield Award(*told, None, 0.0)
            continue
        rule = rows[each.rule]
        at_part = each.year, rule.part_number
        before = sums[at_part]
        sums[at_part] += _adds(rule, each, seen, best)
        yield Award(
            *told, rule.part.name, float(held(rule.part_number, sums[at_part]) - held(rule.part_number, before))
        )


def _adds(
    rule: NumberedRow,
    each: _Recorded,
    seen: dict[tuple[int, int], int],
    best: dict[tuple[int, int, str, str], Decimal],
) -> Decimal:
    row = rule.row
    first = Decimal(str(row.of_first))
    if row.counting != "sum":
        key = each.year, rule.part_number, row.counting, "" if row.counting == "once" else str(each.case_no)
        before = best.get(key)
        best[key] = first if before is None else max(before, first)
        return best[key] - (before or Decimal(0))
    count = seen[each.year, rule.number] = seen[each.year, rule.number] + 1

    def whole(n: int) -> Decimal:
        amount = first + (n - 1) * Decimal(str(row.of_next)) if n else Decimal(0)
        return amount if row.cap is None else min(amount, Decimal(str(row.cap)))

    return whole(count) - whole(count - 1)


def by_part(reading: Reading, filters: Filters, rules: Rules, of: Person) -> Records[PartPoints]:
    """The parts of the member's rule, each beside the median of those in office of the same sector within the scope."""
    at = as_of(reading, filters, rules)
    alike = _of_sector(of.sector)
    t, given, own = judged(at, alike), part_points(at, alike), part_points(at, _of_number(of.no))
    peers = select(t.c.no).where(*conditions(reading, APPRAISED, t, at))
    of_peers = select(given.c.part, given.c.points, func.count()).where(given.c.member_no.in_(peers))
    count = int(reading.rows(select(func.count()).select_from(peers.subquery()))[0][0])
    points: dict[int, list[float]] = defaultdict(list)
    for part, value, members in reading.rows(of_peers.group_by(given.c.part, given.c.points)):
        points[int(part)] += [float(value)] * int(members)
    theirs = {int(part): float(value) for part, value in reading.rows(select(own.c.part, own.c.points))}
    return Records(
        PartPoints,
        tuple(
            PartPoints(part.name, theirs.get(n, 0.0), median(points[n] + [0.0] * (count - len(points[n]))), part.cap)
            for n, scheme, part in parts(at)
            if scheme == of.scheme and count
        ),
    )
