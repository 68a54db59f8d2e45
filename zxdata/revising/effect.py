"""What changed rules would do to the cases and members of today, said before they are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import Select, func, literal, select, union_all

from zxdata import words
from zxdata.configuration import Settings
from zxdata.errors import NoSnapshot, SnapshotDamaged
from zxdata.filters import Filters, Scope
from zxdata.ledger.places import open_ledger
from zxdata.metrics.clocked import ClockedCases
from zxdata.metrics.duty.members import MemberPoints, points_of_members
from zxdata.metrics.expressions import AsOf
from zxdata.metrics.programmes.items import ITEMS
from zxdata.metrics.proposals.cases import PROPOSALS
from zxdata.metrics.supervision.cases import MATTERS
from zxdata.metrics.supervision.following import CLOCK
from zxdata.metrics.voices.cases import VOICES
from zxdata.rules.book import Rules
from zxdata.rules.colours import ORDER
from zxdata.rules.differing import Difference, alone, clock_of, differences
from zxdata.rules.palette import Palette
from zxdata.snapshot.trial import Trial, trial
from zxdata.store import Store

CASES: dict[str, ClockedCases] = {
    "proposals": PROPOSALS,
    "supervision": MATTERS,
    "voices": VOICES,
    "programmes": ITEMS,
}
"""Kinds of case with colours, by the section of the rules file that has their clock."""
SUGGESTIONS, SUGGESTED = "suggestions", "意见建议的时限"
"""Section of the clocks that each suggestion has, and what one of them is called; they are judged when asked for."""
NAMED = {**{section: of.subject for section, of in CASES.items()}, SUGGESTIONS: SUGGESTED}
COUNTERS = {SUGGESTED: "项"}
JUDGED_BY = {**{section: (section,) for section in NAMED}, "procedure": ("proposals",)}
"""Section of the rules file → whose colours it can move."""
POINTS = "duty"
MOST = 12  # rules that are tried one by one
NOT_JUDGED = "none"


@dataclass(frozen=True)
class Move:
    """So many cases of one kind (监督) that would have another colour; ``none``: not judged."""

    subject: str
    before: str
    after: str
    count: int


@dataclass(frozen=True)
class PointsMove:
    """Members in office and their points of the year, now and then. up, down: how many would have more, less; met: how many
    have enough, None where no line is drawn; grades: (grade, now, then)."""

    members: int
    up: int
    down: int
    median: tuple[float, float]
    met: tuple[int, int] | None
    grades: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Effect:
    """Of one rule, or of all together. cases: how many were judged again, by kind; points: None where no points depend on it."""

    moves: tuple[Move, ...]
    cases: tuple[tuple[str, int], ...] = ()
    points: PointsMove | None = None


@dataclass(frozen=True)
class Change:
    """A rule that differs, what it said and would say, and what that does by itself; effect: None where it moves neither
    colours nor points, or does not go without the others (``untried`` says so)."""

    where: str
    before: str
    after: str
    effect: Effect | None
    untried: str = ""


@dataclass(frozen=True)
class Preview:
    """What a changed rules file would do today. ``doubts``: sentences on rules that would turn most cases red."""

    changes: tuple[Change, ...]
    whole: Effect
    doubts: tuple[str, ...]
    palette: Palette


def preview(settings: Settings, old: Rules, new: Rules) -> Preview:
    """Colours by replaying the ledger as it is now under both; points from the snapshot in force. Raises LedgerUnavailable."""
    found = differences(old, new)
    subjects = tuple(section for section in NAMED if any(section in JUDGED_BY.get(d.section, ()) for d in found))
    points = _Points(settings, old) if any(d.section == POINTS for d in found) else None
    if not subjects:
        changes = tuple(_change(old, new, d, None, points, n) for n, d in enumerate(found))
        return Preview(changes, Effect((), (), points.under(new) if points else None), (), new.colours)
    with trial(open_ledger(settings), settings) as ledger:
        cases = _Cases(ledger, settings, old, subjects)
        moves, judged, red = cases.under(new, subjects)
        whole = Effect(moves, judged, points.under(new) if points else None)
        changes = tuple(_change(old, new, d, cases, points, n) for n, d in enumerate(found))
    return Preview(changes, whole, tuple(_doubts(new, judged, red)), new.colours)


class _Cases:
    """The colours of today: under the old rules, and what others would move."""

    def __init__(self, ledger: Trial, settings: Settings, old: Rules, subjects: Sequence[str]) -> None:
        self._ledger, self._day, self._old = ledger, settings.day(), old
        self._now: dict[str, dict[str, str]] = {}
        self._told(old, subjects, self._now)

    def under(
        self, rules: Rules, subjects: Iterable[str]
    ) -> tuple[tuple[Move, ...], tuple[tuple[str, int], ...], dict[str, int]]:
        """What moves, how many were judged, how many would be red, by kind."""
        then: dict[str, dict[str, str]] = {}
        subjects = tuple(subjects)
        self._told(rules, subjects, then)
        counts: dict[tuple[str, str, str], int] = {}
        for section in subjects:
            before, after = self._now[section], then[section]
            for no in before.keys() | after.keys():
                pair = (before.get(no, NOT_JUDGED), after.get(no, NOT_JUDGED))
                if pair[0] != pair[1]:
                    key = (NAMED[section], *pair)
                    counts[key] = counts.get(key, 0) + 1
        order = {colour: n for n, colour in enumerate(ORDER)}
        moves = sorted((Move(*key, n) for key, n in counts.items()), key=lambda m: (m.subject, order.get(m.after, 9)))
        judged = tuple((NAMED[section], len(then[section])) for section in subjects)
        red = {NAMED[section]: sum(c == "red" for c in then[section].values()) for section in subjects}
        return tuple(moves), judged, red

    def _told(self, rules: Rules, subjects: Sequence[str], into: dict[str, dict[str, str]]) -> None:
        for section in subjects:
            into[section] = {}
        for section, no, colour in self._ledger.rows(rules, subjects, self._question(rules, subjects)):
            into[section][no] = colour

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


class _Points:
    """The points of the members in office: under the old rules, and what others would move. Without a snapshot, nothing."""

    def __init__(self, settings: Settings, old: Rules) -> None:
        self._settings = settings
        self._now = self._told(old)

    def under(self, rules: Rules) -> PointsMove | None:
        then = self._told(rules)
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

    def _told(self, rules: Rules) -> dict[str, MemberPoints]:
        store = Store.of(self._settings)
        try:
            with store.reading(Scope.whole(personal=True), seconds=120) as reading:
                found = points_of_members(reading, Filters(self._settings.day()), rules)
            return {row.no: row for row in found.rows}
        except (NoSnapshot, SnapshotDamaged):
            return {}
        finally:
            store.close()


def _change(old: Rules, new: Rules, of: Difference, cases: _Cases | None, points: _Points | None, n: int) -> Change:
    before, after = _said(old, new, of)
    moved = JUDGED_BY.get(of.section, ()) if cases else ()
    if not moved and of.section != POINTS:
        return Change(of.where, before, after, None)
    if n >= MOST:
        return Change(of.where, before, after, None, f"一次改得多，只逐条试算前 {MOST} 条")
    rules = alone(old, new, of)
    if rules is None:
        return Change(of.where, before, after, None, "要和别的改动一起才成立，见合计")
    if cases and moved:
        moves, judged, _ = cases.under(rules, moved)
        return Change(of.where, before, after, Effect(moves, judged))
    return Change(of.where, before, after, Effect((), (), points.under(rules) if points else None))


def _said(old: Rules, new: Rules, of: Difference) -> tuple[str, str]:
    """What a rule says now and then: of a clock in whole words, ``剩 7 个工作日及以内为黄``."""
    clocks = [clock_of(rules, of.section) for rules in (old, new)]
    name = str(of.path[-1])
    if len(of.path) == 2 and all(clocks):
        if name.startswith("yellow_"):
            pair = [
                f"剩 {c.yellow_words}为{r.colours.yellow.word}" for c, r in zip(clocks, (old, new), strict=True) if c
            ]
            return pair[0], pair[1]
        if name.startswith("limit_"):
            pair = [f"期限 {clock.limit_words}" for clock in clocks if clock]
            return pair[0], pair[1]
    return of.before, of.after


def _doubts(rules: Rules, judged: Iterable[tuple[str, int]], red: dict[str, int]) -> Iterable[str]:
    section = {subject: name for name, subject in NAMED.items()}
    for subject, count in judged:
        doubt = rules.flooding.doubt(
            f"{subject}的期限和三色", red[subject], count, COUNTERS.get(subject, "件"), f"中 [{section[subject]}] 一节"
        )
        if doubt:
            yield doubt


def effect_in_words(effect: Effect, palette: Palette) -> str:
    """``监督 12 件转黄、3 件转红；积分：中位数由 45 分变为 47 分……``; 件的颜色不变 where none moves."""
    said = [*_moves_in_words(effect, palette)]
    if effect.cases and not said:
        said = ["件的颜色不变"]
    if effect.points:
        said.append(points_in_words(effect.points))
    return "；".join(said)


def _moves_in_words(effect: Effect, palette: Palette) -> Iterable[str]:
    for subject in dict.fromkeys(move.subject for move in effect.moves):
        counts: dict[str, int] = {}
        for move in effect.moves:
            if move.subject == subject:
                counts[move.after] = counts.get(move.after, 0) + move.count
        counter = COUNTERS.get(subject, "件")
        yield f"{subject} " + "、".join(f"{n:,} {counter}{_turned(after, palette)}" for after, n in counts.items())


def _turned(colour: str, palette: Palette) -> str:
    if colour == NOT_JUDGED:
        return "不再判色"
    return f"转{palette.word(colour)}" if colour in ("red", "yellow", "green") else f"判为{palette.word(colour)}"


def points_in_words(moved: PointsMove) -> str:
    """``积分：在任委员 87 人中 12 人增、3 人减，中位数由 45 分变为 47 分，达标由 40 人变为 43 人，优秀由 5 人变为 6 人``"""
    now, then = (words.rounded(value, 1) for value in moved.median)
    said = [f"在任委员 {moved.members:,} 人中 {moved.up:,} 人增、{moved.down:,} 人减"]
    said.append(f"中位数由 {now} 分变为 {then} 分" if now != then else f"中位数仍是 {now} 分")
    if moved.met and "达标" not in {name for name, _, _ in moved.grades}:
        said.append(f"达标由 {moved.met[0]:,} 人变为 {moved.met[1]:,} 人")
    said += [f"{name}由 {a:,} 人变为 {b:,} 人" for name, a, b in moved.grades if a != b]
    return f"积分：{'，'.join(said)}"
