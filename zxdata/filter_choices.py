"""What can be chosen in the filters: the divisions of the day below the scope, and the dictionaries in use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from zxdata.dimensions import DIMENSIONS, OFFERED
from zxdata.filters import Filters, Scope
from zxdata.metrics.bodies import BODY, bodies
from zxdata.metrics.consultation.agenda import TOPIC
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.consultation.suggestions import SUGGESTION
from zxdata.metrics.coverage.people import MEMBER, MEMBERSHIP
from zxdata.metrics.coverage.stations import STATION
from zxdata.metrics.duty.records import RECORD
from zxdata.metrics.places import region_in_force
from zxdata.metrics.programmes.items import ITEM
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.proposals.duties import DUTY
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.metrics.voices import BULLETIN, VOICE
from zxdata.regions import LADDER, Region
from zxdata.rules.book import Rules
from zxdata.snapshot import facts
from zxdata.store import Reading, Store
from zxdata.words import some

SOURCES = (
    STATION,
    MEMBER,
    MEMBERSHIP,
    RECORD,
    PROPOSAL,
    DUTY,
    MATTER,
    MEETING,
    SUGGESTION,
    TOPIC,
    VOICE,
    BULLETIN,
    ITEM,
)
NAMED = 3  # regions by name; of more, how many there are
Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """path: (code, name) from the top down to the region chosen; districts and townships as (code, name);
    values: dimension → the words in use; units: number or name → the word of a unit; term_from: the day on which most members' present term began, if any says.
    """

    path: Named
    districts: Named
    townships: Named
    values: dict[str, tuple[str, ...]]
    term_from: date | None = None
    units: Mapping[str, str] = field(default_factory=dict)


def choices(store: Store, filters: Filters, scope: Scope, rules: Rules) -> Choices:
    """Raises Unknown or WrongUse where ``filters.region`` does not stand on the day or lies outside the scope."""
    with store.reading(scope) as reading:
        regions, day = reading.version.regions, filters.as_of
        chosen = region_in_force(reading, filters.region, day) if filters.region else top(reading, filters)
        path = regions.path(chosen, day) if chosen else ()
        district = next((r.code for r in path if r.level == LADDER[2]), None)
        words = _in_use(reading, day, rules)
        seen = set(words["unit"])
        return Choices(
            _named(path),
            _named(_seen(reading, regions.valid_on(day, LADDER[2]), filters)),
            _named(regions.valid_on(day, LADDER[3], below=district)) if district else (),
            words,
            term_from(reading, day, rules),
            {given: name for given, name in reading.version.units.items() if name in seen},
        )


def top(reading: Reading, filters: Filters) -> str | None:
    """The region that stands for everything the reader sees: the one allowed, else the root of the divisions."""
    regions = reading.version.regions
    allowed = reading.scope.regions
    if not reading.scope.everything and len(allowed) == 1:
        return regions.in_force(allowed[0], filters.as_of)
    return root(reading, filters.as_of)


def scopes(store: Store, day: date) -> dict[str, str]:
    """What the scope of an account can be: code → name of every region of the day below the root and above villages, with
    the names of those above it."""
    with store.reading(Scope.whole()) as reading:
        regions = reading.version.regions
        found = [region for level in LADDER[:4] for region in regions.valid_on(day, level)]
        paths = {region.code: regions.path(region.code, day)[1:] for region in found}
    return {code: "".join(region.name for region in path) for code, path in paths.items() if path}


def several(reading: Reading, day: date) -> tuple[str, ...]:
    """The names of the regions that the reader sees, where they are more than one and not all there are."""
    regions, scope = reading.version.regions, reading.scope
    seen = dict.fromkeys(regions.in_force(code, day) for code in scope.regions)
    names = tuple(regions.name(code) for code in seen if code)
    return names if not scope.everything and len(names) > 1 else ()


def place_in_words(reading: Reading, filters: Filters) -> str:
    """What a question is about, by name: the region chosen, else what the reader sees; nothing where there is no region."""
    if not filters.region and (names := several(reading, filters.as_of)):
        return some(names, NAMED) + ("区划" if len(names) > NAMED else "")
    code = filters.region or top(reading, filters)
    return reading.version.regions.name(code) if code else ""


def root(reading: Reading, day: date) -> str | None:
    """The region that is above all others on the day."""
    regions = reading.version.regions
    roots = [r.code for r in regions.all if r.parent is None and regions.valid(r.code, day)]
    return roots[0] if roots else None


def _seen(reading: Reading, found: tuple[Region, ...], filters: Filters) -> tuple[Region, ...]:
    if reading.scope.everything:
        return found
    regions, day = reading.version.regions, filters.as_of
    allowed = {regions.in_force(code, day) for code in reading.scope.regions}
    return tuple(r for r in found if allowed & {step.code for step in regions.path(r.code, day)})


def _named(found: tuple[Region, ...]) -> Named:
    return tuple((r.code, r.name) for r in found)


def _in_use(reading: Reading, day: date, rules: Rules) -> dict[str, tuple[str, ...]]:
    """The words that someone who sees everything may choose; within a scope those that its own rows have by ``day``."""
    several = bodies(reading, Filters(as_of=day), rules)
    told = {BODY: several if len(several) > 1 else ()}  # where there is one, nothing is to be chosen
    offered = [w for w in OFFERED if w != BODY and (reading.scope.personal or not DIMENSIONS[w].personal)]
    if reading.scope.everything:
        return {word: reading.version.words[word] for word in offered} | told
    found: dict[str, set[str]] = {word: set() for word in offered}
    at = as_of(reading, Filters(as_of=day), rules)
    for fact in SOURCES:
        t = fact.source(at)
        named = [(word, fact.dims[word](t, at)) for word in offered if word in fact.dims]
        asked = select(*(dimension.label(word) for word, dimension in named)).distinct()
        rows = reading.rows(asked.where(*conditions(reading, fact, t, at)))
        for (word, _), values in zip(named, zip(*rows, strict=True), strict=False):
            found[word] |= {str(value) for value in values if value}
    return {word: tuple(sorted(values)) for word, values in found.items()} | told


def term_from(reading: Reading, day: date, rules: Rules) -> date | None:
    """The day on which most members in office, of those whom the reader may see, began their term."""
    at = as_of(reading, Filters(as_of=day), rules)
    t = facts.member
    began = select(t.c.term_from).where(*conditions(reading, MEMBER, t, at), t.c.term_from.is_not(None))
    rows = reading.rows(began.group_by(t.c.term_from).order_by(func.count().desc(), t.c.term_from).limit(1))
    return rows[0][0] if rows else None
