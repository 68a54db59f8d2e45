"""The colours of today's cases under changed rules, by replaying the ledger as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, literal, select, union_all

from zxdata.filters import Filters
from zxdata.metrics.clocked import ClockedCases
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.programmes.items import ITEMS
from zxdata.metrics.proposals.cases import PROPOSALS
from zxdata.metrics.supervision.cases import MATTERS
from zxdata.metrics.supervision.following import CLOCK
from zxdata.metrics.voices.cases import VOICES
from zxdata.revising.effect import NOT_JUDGED, SUGGESTED, Move
from zxdata.rules.book import Rules
from zxdata.rules.colours import ORDER
from zxdata.snapshot.trial import Trial

CASES: dict[str, ClockedCases] = {
    "proposals": PROPOSALS,
    "supervision": MATTERS,
    "voices": VOICES,
    "programmes": ITEMS,
}
"""Kinds of case with colours, by the section of the rules file that has their clock."""
SUGGESTIONS = "suggestions"
"""Section of the clocks that each suggestion has; they are judged when asked for."""
NAMED = {**{section: of.subject for section, of in CASES.items()}, SUGGESTIONS: SUGGESTED}
Colours = dict[str, dict[str, str]]  # by section and number


@dataclass(frozen=True)
class Judgement:
    """moves: what has another colour; cases: how many were judged, red: how many are red, by kind."""

    moves: tuple[Move, ...]
    cases: tuple[tuple[str, int], ...]
    red: dict[str, int]


class JudgedCases:
    """The colours of today: under the old rules, and what others would move."""

    def __init__(self, ledger: Trial, day: date, old: Rules, subjects: Sequence[str]) -> None:
        self._ledger, self._day = ledger, day
        self.now = self._colours(old, subjects)

    def under(self, rules: Rules, subjects: Sequence[str]) -> Judgement:
        """What these rules move of those subjects."""
        then = self._colours(rules, subjects)
        counts: dict[tuple[str, str, str], int] = {}
        for section in subjects:
            before, after = self.now[section], then[section]
            for no in before.keys() | after.keys():
                pair = (before.get(no, NOT_JUDGED), after.get(no, NOT_JUDGED))
                if pair[0] != pair[1]:
                    key = (NAMED[section], *pair)
                    counts[key] = counts.get(key, 0) + 1
        order = {colour: n for n, colour in enumerate(ORDER)}
        moves = sorted((Move(*key, n) for key, n in counts.items()), key=lambda m: (m.subject, order.get(m.after, 9)))
        judged = tuple((NAMED[section], len(then[section])) for section in subjects)
        red = {NAMED[section]: sum(c == "red" for c in then[section].values()) for section in subjects}
        return Judgement(tuple(moves), judged, red)

    def _colours(self, rules: Rules, subjects: Sequence[str]) -> Colours:
        found: Colours = {section: {} for section in subjects}
        for section, no, colour in self._ledger.rows(rules, subjects, self._question(rules, subjects)):
            found[section][no] = colour
        return found

    def _question(self, rules: Rules, subjects: Sequence[str]) -> Select[tuple[str, str, str]]:
        each = []
        for section in subjects:
            if section == SUGGESTIONS:
                each.append(self._clocks(rules))
                continue
            of = CASES[section]
            shade = of.colour(of.table, self._day).label("colour")
            rows = select(literal(section).label("section"), of.table.c.no, shade)
            each.append(rows.where(of.alive(of.table, self._day), shade.is_not(None)))
        whole = union_all(*each).subquery("judged")
        return select(whole.c.section, whole.c.no, whole.c.colour)

    def _clocks(self, rules: Rules) -> Select[tuple[str, str, str]]:
        """Each clock of each suggestion, as 闭环与转化 shows them."""
        at = AsOf(self._day, 0, 0, rules, Filters(self._day))
        t = CLOCK.source(at)
        rows = select(
            literal(SUGGESTIONS).label("section"),
            func.concat(t.c.stage, " ", t.c.no).label("no"),
            t.c.colour.label("colour"),
        )
        return rows.where(CLOCK.alive(t, at), t.c.colour.is_not(None))
