"""联组: which of them have held the meetings that they owe in the year."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from zxdata.filters import Filters
from zxdata.metrics.consultation.meetings import MEETING
from zxdata.metrics.question import as_of, conditions
from zxdata.rules.book import Rules
from zxdata.snapshot.facts import attendance, meeting, member
from zxdata.store import Reading


@dataclass(frozen=True)
class Duty:
    """One 联组 in the calendar year of the day asked for."""

    group: str
    held: int
    owed: int

    @property
    def met(self) -> bool:
        return self.held >= self.owed


def joint_duties(reading: Reading, filters: Filters, rules: Rules) -> tuple[Duty, ...]:
    """In the order of the rules. A meeting is a 联组's where a member of its sectors is on the list of participants; one
    of two 联组 counts for both.
    """
    since = date(filters.as_of.year, 1, 1)
    at = as_of(reading, Filters(filters.as_of, filters.region, since, filters.as_of), rules)
    joined = attendance.join(meeting, meeting.c.no == attendance.c.no).join(
        member, member.c.no == attendance.c.member_no
    )
    asked = (
        select(func.count(meeting.c.no.distinct()))
        .select_from(joined)
        .where(*conditions(reading, MEETING, meeting, at))
    )
    found = []
    for group in rules.consultation.joint_groups:
        own = asked.where(member.c.sector.in_(group.sectors))
        own = own.where(meeting.c.platform.in_(group.platforms)) if group.platforms else own
        found.append(Duty(group.name, int(reading.rows(own)[0][0]), group.each_year))
    return tuple(found)
