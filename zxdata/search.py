"""The search box: a number or words of a title → the things that carry it, of every subject."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, literal, or_, select

from zxdata.filters import Filters, Scope
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.coverage.stations import STATION
from zxdata.metrics.duty.matching import SERVING
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.programmes.items import ITEM
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.metrics.voices import BULLETIN, VOICE
from zxdata.regions import LADDER
from zxdata.rules.book import Rules
from zxdata.snapshot import facts
from zxdata.store import Reading, Store

MOST, A_KIND = 12, 4
KINDS = {
    "proposal": "提案",
    "matter": "监督事项",
    "meeting": "协商活动",
    "voice": "民情",
    "station": "阵地",
    "item": "清单事项",
    "bulletin": "社情民意信息",
    "member": "委员",
    "unit": "承办单位",
    "region": "区划",
}
SOURCES = (
    ("proposal", PROPOSAL, "title"),
    ("matter", MATTER, "title"),
    ("meeting", MEETING, "title"),
    ("voice", VOICE, "title"),
    ("station", STATION, "name"),
    ("item", ITEM, "title"),
    ("bulletin", BULLETIN, "title"),
)
OF_MEMBERS = (("member", SERVING, "name"),)  # whose card only those with the right to what is personal may open


@dataclass(frozen=True)
class Hit:
    """One thing: ``kind`` as in KINDS, ``no`` its number (a unit's name, a region's code), ``title`` how it is called."""

    kind: str
    no: str
    title: str

    @property
    def kind_name(self) -> str:
        return KINDS[self.kind]


def search_all(store: Store, words: str, day: date, scope: Scope, rules: Rules, most: int = MOST) -> tuple[Hit, ...]:
    """What carries the number or every one of the words, within the scope and known on ``day``; the number itself first.

    Raises NoSnapshot, TooSlow.
    """
    wanted = words.split()
    if not wanted:
        return ()
    with store.reading(scope) as reading:
        at = as_of(reading, Filters(as_of=day), rules)
        found = [*_regions(reading, wanted, day), *_units(reading, wanted, at), *_things(reading, wanted, at)]
    whole = words.strip().lower()
    found.sort(key=lambda thing: (thing.no.lower() != whole, thing.title.lower() != whole))
    return tuple(found[:most])


def _things(reading: Reading, wanted: list[str], at: AsOf) -> list[Hit]:
    looked = []
    for kind, fact, title in (*SOURCES, *(OF_MEMBERS if reading.scope.personal else ())):
        t = fact.source(at)
        hit = and_(
            *(or_(t.c.no.icontains(w, autoescape=True), t.c[title].icontains(w, autoescape=True)) for w in wanted)
        )
        looked.append(
            select(
                literal(kind).label("kind"),
                t.c.no.label("no"),
                t.c[title].label("title"),
                case((func.lower(t.c.no) == " ".join(wanted).lower(), 0), else_=1).label("exact"),
            )
            .where(hit, *conditions(reading, fact, t, at))
            .order_by("exact", t.c.no.desc())
            .limit(A_KIND)
        )
    rows = [row for asked in looked for row in reading.rows(asked)]
    return [Hit(str(kind), str(no), str(title)) for kind, no, title, _ in rows]


def _units(reading: Reading, wanted: list[str], at: AsOf) -> list[Hit]:
    t = facts.proposal
    hit = [t.c.unit.icontains(w, autoescape=True) for w in wanted]
    asked = (
        select(t.c.unit).distinct().where(*hit, *conditions(reading, PROPOSAL, t, at)).order_by(t.c.unit).limit(A_KIND)
    )
    return [Hit("unit", str(name), str(name)) for (name,) in reading.rows(asked)]


def _regions(reading: Reading, wanted: list[str], day: date) -> list[Hit]:
    regions, scope = reading.version.regions, reading.scope
    allowed = {regions.in_force(code, day) for code in scope.regions}
    return [
        Hit("region", r.code, "　".join(step.name for step in regions.path(r.code, day)[1:]))
        for level in LADDER[2:4]
        for r in regions.valid_on(day, level)
        if all(w in r.name or w == r.code for w in wanted)
        and (scope.everything or allowed & {step.code for step in regions.path(r.code, day)})
    ]
