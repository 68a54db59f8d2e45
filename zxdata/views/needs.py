"""What a part needs of the ledger, and the sentence that says what to bring in where it has no row of that at all."""

from dataclasses import dataclass, replace

from sqlalchemy import literal, select

from zxdata import words
from zxdata.datasets import BY_NAME
from zxdata.figures import View
from zxdata.filters import Filters
from zxdata.metrics.consultation.agenda import TOPIC
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.consultation.suggestions import SUGGESTION
from zxdata.metrics.coverage.people import MEMBERSHIP
from zxdata.metrics.duty.learning import CREDIT
from zxdata.metrics.duty.matching import SERVING
from zxdata.metrics.duty.records import RECORD
from zxdata.metrics.duty.relations import RELATION
from zxdata.metrics.expressions import always
from zxdata.metrics.fact import Fact
from zxdata.metrics.party.bases import VISIT
from zxdata.metrics.party.covering import UNIT
from zxdata.metrics.party.talks import LINKER
from zxdata.metrics.programmes.homes import HOME, HOME_QUARTER
from zxdata.metrics.programmes.items import ITEM
from zxdata.metrics.programmes.records import PROGRAMME
from zxdata.metrics.question import as_of, conditions
from zxdata.metrics.supervision.company import PARTNER
from zxdata.metrics.voices.bulletins import BULLETIN
from zxdata.metrics.voices.contacts import CONTACT
from zxdata.metrics.voices.sources import TELLING
from zxdata.rules.book import Rules
from zxdata.store import Reading
from zxdata.views.asking import Asking


@dataclass(frozen=True)
class Needs:
    """``noun``: what is missing, in words; ``facts``: a row of any of them is enough; ``datasets``: what to bring in;
    ``keeps``: figures that say something without it.
    """

    noun: str
    facts: tuple[Fact, ...]
    datasets: tuple[str, ...]
    keeps: frozenset[str] = frozenset()


_ITEMS = Needs("清单事项", (ITEM,), ("checklists", "checklist_items", "checklist_events"))
_VOICES = Needs("民情", (TELLING,), ("voices", "voice_events"))
_DONE = Needs("履职记录", (RECORD,), ("members", "duties", "proposal_members", "consultation_members", "contacts"))
_MEMBERS = Needs("委员", (SERVING,), ("members",))
# fmt: off
NEEDS: dict[str, Needs] = {
    **dict.fromkeys(("programmes", *(f"programmes.{part}" for part in ("standing", "targets", "schedule", "replay", "press"))), _ITEMS),
    "programmes.actions": Needs("行动", (PROGRAMME,), ("programmes", "programme_records")),
    "programmes.homes": Needs("“六有”一类的清单，也没有委员之家", (HOME, HOME_QUARTER), ("checklists", "checklist_items", "workstations", "activities")),
    "programmes.planning": Needs("议题", (TOPIC,), ("topics", "topic_events"), frozenset({"clock"})),
    "programmes.company": Needs("监督协同单位和特约监督员", (PARTNER, MEMBERSHIP), ("partners", "member_groups")),
    "consultation.topics": Needs("协商活动和意见建议", (MEETING, SUGGESTION), ("consultations", "suggestions")),
    "consultation.agenda": Needs("议题", (TOPIC,), ("topics", "topic_events")),
    "party": Needs("党组织和联系关系", (UNIT, RELATION), ("members", "party_units", "party_unit_members", "relations")),
    "party.talks": Needs("应联系谈心的关系", (LINKER,), ("relations", "contacts")),
    "party.organisations": Needs("党组织", (UNIT,), ("party_units", "party_unit_members")),
    "party.promises": _ITEMS,
    "party.bases": Needs("基地打卡", (VISIT,), ("workstations", "base_visits")),
    **dict.fromkeys(("members", "members.spread"), _DONE),
    **dict.fromkeys(("members.card", "members.matching"), _MEMBERS),
    "members.learning": Needs("学习记录", (CREDIT,), ("credits",)),
    "members.relations": Needs("联系关系", (RELATION,), ("relations",)),
    **dict.fromkeys(
        ("voices", *(f"voices.{part}" for part in ("colours", "replay", "press", "sources", "grading", "became", "lists", "index"))),
        _VOICES,
    ),
    "voices.reports": Needs("社情民意信息", (BULLETIN,), ("bulletins", "bulletin_uses")),
    "voices.library": Needs("民意", (TELLING, BULLETIN, TOPIC, SUGGESTION), ("voices", "bulletins", "topics", "suggestions")),
    "voices.visits": Needs("联系群众的记录", (CONTACT,), ("contacts",)),
}
# fmt: on


def needed(reading: Reading, key: str, filters: Filters, rules: Rules) -> str:
    """What to bring in before view ``key`` can show anything, whatever the filters; empty where there is something."""
    needs = NEEDS.get(key)
    if needs is None:
        return ""
    ever = Filters(filters.as_of)
    found = reading.once(("needs", key, ever, rules.fingerprint), lambda: _any(reading, needs, ever, rules))
    if found:
        return ""
    # Some facts, relations in force among them, are there on one day and not on another.
    where = "台账里" if reading.scope.everything else "所见的数据范围里"
    named = "".join(f"“{BY_NAME[name].title}”" for name in needs.datasets)
    return f"截至{words.day(filters.as_of)}，{where}还没有{needs.noun}；按模板{named}导入后显示。"


def _any(reading: Reading, needs: Needs, filters: Filters, rules: Rules) -> bool:
    """Also a row that has not begun yet, or counts no more."""
    at = as_of(reading, filters, rules)
    for fact in needs.facts:
        t = fact.source(at)
        seen = conditions(reading, replace(fact, alive=always), t, at)
        if reading.rows(select(literal(1)).select_from(t).where(*seen).limit(1)):
            return True
    return False


def without_panes(asking: Asking, found: View) -> View:
    """The view as it is; where the ledger has nothing that it needs, the sentence alone, under the cards of a page."""
    said = needed(asking.reading, found.key, asking.filters, asking.rules)
    if not said:
        return found
    keeps = NEEDS[found.key].keeps
    kept = tuple(figure for figure in found.figures if figure.key in keeps)
    gone = {figure.key for figure in found.figures} - keeps
    cards = found.indicators if "." not in found.key else ()
    return replace(
        found, headline=said, indicators=cards, figures=kept, table=None, notices=(), absent=found.absent | gone
    )
