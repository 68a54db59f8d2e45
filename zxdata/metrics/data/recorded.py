"""What districts hand in: for each dataset its rows, the day of each, and what they should say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, literal, select

from zxdata.datasets import BY_NAME
from zxdata.errors import BadSetting
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.coverage.stations import is_open, serves
from zxdata.metrics.data.contradictions import (
    before,
    never_assigned,
    outlying,
    outside_station,
    repeated,
    replied_before_assigned,
    reported_before_assigned,
    with_early,
    with_event,
)
from zxdata.metrics.expressions import AsOf, Condition, happened
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.supervision.cases import MATTER
from zxdata.snapshot.facts import (
    activity,
    base_visit,
    bulletin,
    contact,
    matter,
    matter_progress,
    meeting,
    member,
    place_at,
    place_set,
    programme_record,
    proposal,
    proposal_event,
    station,
    telling,
    topic,
)


@dataclass(frozen=True, eq=False)
class Recorded:
    """One dataset as districts hand it in.

    rows     its table in the snapshot; ``alive``: those that count on a day
    dated    the day that a row is of, "" for a state
    named    the names of columns that the table calls differently from the ledger
    wrong    what a row cannot truly say
    """

    dataset: str
    rows: Table
    alive: Condition
    dated: str = ""
    named: Mapping[str, str] | None = None
    wrong: tuple[Condition, ...] = ()

    @property
    def title(self) -> str:
        return BY_NAME[self.dataset].title

    def column(self, name: str) -> ColumnElement[Any]:
        """The column that a field of the ledger is called by here; raises BadSetting where it is not kept."""
        called = (self.named or {}).get(name, name)
        if called not in self.rows.c:
            raise BadSetting(f"规则文件的 quality.score.fields：{self.title}的 {name} 不在数据快照里，不能计完整程度。")
        return self.rows.c[called]

    def by_district(self, at: AsOf, *columns: ColumnElement[Any], by: Iterable[ColumnElement[Any]] = ()) -> Select[Any]:
        """SELECT dataset, place of the district (of the whole for its own level), and aggregates of the rows alive; a row
        of several districts counts in each of them.
        """
        t, current = self.rows, place_at.c.epoch == at.epoch
        placed = select(func.abs(place_at.c.district).label("place"))
        if "places" in t.c:
            sets = placed.add_columns(place_set.c.places).join_from(
                place_set, place_at, and_(place_at.c.place == place_set.c.place, current)
            )
            where = sets.distinct().subquery("where")
            on = where.c.places == t.c.places
        else:
            where = placed.add_columns(place_at.c.place.label("of")).where(current).subquery("where")
            on = where.c.of == t.c.place
        asked = select(literal(self.title).label("dataset"), where.c.place, *columns).join_from(t, where, on)
        return asked.where(self.alive(t, at), where.c.place.is_not(None)).group_by(where.c.place, *by)


# fmt: off
RECORDED: Mapping[str, Recorded] = {each.dataset: each for each in (
    Recorded("workstations", station, is_open,
             wrong=(before("opened_on", "closed_on"), repeated(is_open, "name", "place", "kind"))),
    Recorded("activities", activity, happened("held_on"), "held_on", {"kind": "activity_kind"},
             (outside_station, outlying("held_on"))),
    Recorded("members", member, serves, named={"role": "post"},
             wrong=(repeated(serves, "name", "place", "sector", "committee", "term_from"),)),
    Recorded("proposals", proposal, PROPOSAL.alive, "submitted_on",
             wrong=(with_early(proposal_event, "交办", "submitted_on"), outlying("submitted_on"),
                    repeated(PROPOSAL.alive, "title", "proposers", "place", "submitted_on"),
                    with_event(proposal_event, replied_before_assigned), with_event(proposal_event, never_assigned))),
    Recorded("supervisions", matter, MATTER.alive, "opened_on",
             wrong=(with_early(matter_progress, "销号", "opened_on"), outlying("opened_on"),
                    with_event(matter_progress, reported_before_assigned))),
    Recorded("consultations", meeting, MEETING.alive, "held_on", wrong=(outlying("held_on"),)),
    Recorded("topics", topic, happened("raised_on"), "raised_on", wrong=(outlying("raised_on"),)),
    Recorded("voices", telling, happened("raised_on"), "raised_on", wrong=(outlying("raised_on"),)),
    Recorded("bulletins", bulletin, happened("submitted_on"), "submitted_on", wrong=(outlying("submitted_on"),)),
    Recorded("contacts", contact, happened("held_on"), "held_on", wrong=(outlying("held_on"),)),
    Recorded("programme_records", programme_record, happened("held_on"), "held_on", wrong=(outlying("held_on"),)),
    Recorded("base_visits", base_visit, happened("held_on"), "held_on", wrong=(outlying("held_on"),)),
)}
# fmt: on


def recorded(dataset: str) -> Recorded:
    """What is handed in as ``dataset``; raises BadSetting where the cockpit does not know which district a row is of."""
    if dataset not in RECORDED:
        known = "、".join(each.title for each in RECORDED.values())
        raise BadSetting(f"规则文件：{BY_NAME[dataset].title}还不能按区县计填报和质量；可用：{known}。")
    return RECORDED[dataset]
