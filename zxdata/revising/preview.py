"""A changed rules file tried on today's cases and members, rule by rule and whole, before it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from zxdata.configuration import Settings
from zxdata.ledger.places import open_ledger
from zxdata.revising.effect import COUNTERS, Effect
from zxdata.revising.judged import NAMED, JudgedCases, Judgement
from zxdata.revising.points import JudgedPoints
from zxdata.rules.book import Rules
from zxdata.rules.differing import Difference, alone, clock_of, differences
from zxdata.rules.palette import Palette
from zxdata.snapshot.trial import trial

JUDGED_BY = {**{section: (section,) for section in NAMED}, "procedure": ("proposals",)}
"""Section of the rules file → whose colours it can move."""
POINTS = "duty"
MOST = 12  # rules that are tried one by one


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
    points = JudgedPoints(settings, old) if any(d.section == POINTS for d in found) else None
    if not subjects:
        changes = tuple(_change(old, new, d, None, points, n) for n, d in enumerate(found))
        return Preview(changes, Effect((), (), points.under(new) if points else None), (), new.colours)
    with trial(open_ledger(settings), settings) as ledger:
        cases = JudgedCases(ledger, settings.day(), old, subjects)
        judged = cases.under(new, subjects)
        whole = Effect(judged.moves, judged.cases, points.under(new) if points else None)
        changes = tuple(_change(old, new, d, cases, points, n) for n, d in enumerate(found))
    return Preview(changes, whole, tuple(_doubts(new, judged)), new.colours)


def _change(
    old: Rules, new: Rules, of: Difference, cases: JudgedCases | None, points: JudgedPoints | None, n: int
) -> Change:
    before, after = _in_force(old, new, of)
    moved = JUDGED_BY.get(of.section, ()) if cases else ()
    if not moved and of.section != POINTS:
        return Change(of.where, before, after, None)
    if n >= MOST:
        return Change(of.where, before, after, None, f"一次改得多，只逐条试算前 {MOST} 条")
    rules = alone(old, new, of)
    if rules is None:
        return Change(of.where, before, after, None, "要和别的改动一起才成立，见合计")
    if cases and moved:
        judged = cases.under(rules, moved)
        return Change(of.where, before, after, Effect(judged.moves, judged.cases))
    return Change(of.where, before, after, Effect((), (), points.under(rules) if points else None))


def _in_force(old: Rules, new: Rules, of: Difference) -> tuple[str, str]:
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


def _doubts(rules: Rules, judged: Judgement) -> Iterable[str]:
    section = {subject: name for name, subject in NAMED.items()}
    for subject, count in judged.cases:
        doubt = rules.flooding.doubt(
            f"{subject}的期限和三色",
            judged.red[subject],
            count,
            COUNTERS.get(subject, "件"),
            f"中 [{section[subject]}] 一节",
        )
        if doubt:
            yield doubt
