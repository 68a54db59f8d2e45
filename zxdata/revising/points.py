"""The points of the members in office under changed rules, from the snapshot in force."""

from statistics import median

from zxdata.configuration import Settings
from zxdata.errors import NoSnapshot, SnapshotDamaged
from zxdata.filters import Filters, Scope
from zxdata.metrics.duty.members import MemberPoints, points_of_members
from zxdata.revising.effect import PointsMove
from zxdata.rules.book import Rules
from zxdata.store import Store


class JudgedPoints:
    """The points of the members in office: under the old rules, and what others would move. Without a snapshot, nothing."""

    def __init__(self, settings: Settings, old: Rules) -> None:
        self._settings = settings
        self._now = self._points(old)

    def under(self, rules: Rules) -> PointsMove | None:
        then = self._points(rules)
        if not self._now or not then:
            return None
        both = [(self._now[no], then[no]) for no in self._now if no in then]
        met = [[row.met for row in rows if row.met is not None] for rows in zip(*both, strict=True)]
        names = dict.fromkeys(grade.name for scheme in rules.duty.schemes for grade in scheme.ranked)
        names |= dict.fromkeys(row.assessed for pair in both for row in pair if row.assessed)
        return PointsMove(
            members=len(both),
            up=sum(b.points > a.points for a, b in both),
            down=sum(b.points < a.points for a, b in both),
            median=(median(a.points for a, _ in both), median(b.points for _, b in both)),
            met=(sum(met[0]), sum(met[1])) if all(met) else None,
            grades=tuple(
                (str(name), sum(a.assessed == name for a, _ in both), sum(b.assessed == name for _, b in both))
                for name in names
            ),
        )

    def _points(self, rules: Rules) -> dict[str, MemberPoints]:
        store = Store.of(self._settings)
        try:
            with store.reading(Scope.whole(personal=True), seconds=120) as reading:
                found = points_of_members(reading, Filters(self._settings.day()), rules)
            return {row.no: row for row in found.rows}
        except (NoSnapshot, SnapshotDamaged):
            return {}
        finally:
            store.close()
