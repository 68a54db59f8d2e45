"""The board: counts by colour, the most urgent cases with their reasons, and the one sentence above."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Board, Indicator
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.clocked.cases import cases_by_colour
from zxdata.rules.colours import OPEN, ORDER
from zxdata.rules.palette import Palette
from zxdata.views.asking import Asking
from zxdata.views.clocked.subject import Subject, frame_of

ROWS_A_COLOUR = 6


def board(asking: Asking, of: Subject, rows: int, cases: pd.DataFrame | None = None) -> Board:
    """Counts by colour, their change within a week, and the most urgent cases of each open colour.

    ``cases``: at least so many rows of each colour, where the caller has them already.
    """
    now, week_ago = (_counts(asking, of, days) for days in (0, 7))
    if cases is None:
        cases = frame_of(cases_by_colour(asking.reading, of.cases, asking.filters, asking.rules, OPEN, rows))
    frame = cases.groupby("colour", sort=False).head(rows).reset_index(drop=True)
    frame = frame.drop(columns="reason").rename(columns={"ground": "reason"})
    red, yellow = map(asking.colours.word, ("red", "yellow"))
    clock = of.cases.clock(asking.rules)
    return Board(
        key="board",
        title=f"{of.noun}三色",
        unit="件",
        aid="剩余与超期按工作日",
        frame=frame,
        counts=now,
        opens=of.opens,
        metric=of.whole,
        metrics={c: of.metric(c) for c in OPEN},
        changes={c: now[c] - week_ago[c] for c in ORDER},
        compared_with="较上周",
        note=f"{red}：期限次日起未{of.finish}；{yellow}：剩 {clock.yellow_words}；{_more(asking, of)}{of.remark}"
        f"三色规则 {asking.rules.version} 版",
        empty=f"所选条件下没有{of.noun}。",
    )


def _more(asking: Asking, of: Subject) -> str:
    """The rules that are set beyond the shipped ones."""
    rule = of.cases.clock(asking.rules)
    yellow, red = map(asking.colours.word, ("yellow", "red"))
    sentences = [*(idle.words(yellow, red) for idle in rule.idle), *(pause.words for pause in rule.pauses)]
    if rule.recovery_workdays:
        sentences.append(f"由{red}转好先{yellow} {rule.recovery_workdays} 个工作日")
    return "".join(f"{sentence}；" for sentence in sentences)


def _counts(asking: Asking, of: Subject, days_ago: int) -> dict[str, int]:
    filters = asking.days_before(days_ago) if days_ago else asking.filters
    found = asking.answer([of.metric(c) for c in ORDER], filters=filters)
    return {c: int(found.value(of.metric(c)) or 0) for c in ORDER}


def open_in_all(found: Board) -> int:
    """How many cases the board's colours hold that are not finished."""
    return sum(found.counts.get(colour, 0) for colour in OPEN)


def since_last_week(found: Board, colour: str) -> str:
    step = found.changes[colour]
    return "较上周持平" if not step else f"较上周 {'+' if step > 0 else words.MINUS}{abs(step)} {found.unit}"


def headline(asking: Asking, of: Subject, found: Board) -> str:
    """What a leader should know first: how many are red, where most of them are, which is longest over."""
    red = found.frame[found.frame["colour"] == "red"]
    if red.empty:
        if not open_in_all(found) and not found.counts["unknown"]:
            return f"{asking.region_name}没有在办的{of.noun}。"
        late, soon, count = asking.colours.meant("red"), asking.colours.meant("yellow"), found.counts["yellow"]
        near = f"{count} 件{soon}" if count else f"也没有{soon}的"
        return f"{asking.region_name}没有{late}的{of.noun}，{near}。"
    sentence = f"{of.noun} {found.counts['red']} 件{asking.colours.meant('red')}，{since_last_week(found, 'red')}"
    worst = red.iloc[0]
    return f"{sentence}{'' if asking.district else _most(asking, of)}；“{worst['name']}”{worst['days']}。"


def _most(asking: Asking, of: Subject) -> str:
    """Where most of the red ones are, if that is more than one."""
    red = of.metric("red")
    district = asking.answer([red], by=("district",)).frame
    most = district.sort_values(red, ascending=False, kind="stable").iloc[0]
    named = most[red] > 1 and most["district"] != UNFILLED
    return f"，{most['district']}最多（{most[red]} 件）" if named else ""


def doubt(asking: Asking, of: Subject, found: Board) -> str:
    """What must be said where the rules turn most of the open cases red; else nothing."""
    red, going = found.counts["red"], sum(found.counts[c] for c in ("red", "yellow", "green"))
    return asking.rules.flooding.doubt(
        found.title, red, going, found.unit, f"中{of.title}的期限", f"为{asking.colours.word('red')}"
    )


def under_own_words(cards: Iterable[Indicator], colours: Palette) -> tuple[Indicator, ...]:
    """The cards that count a colour, called as this body's rules call it."""
    named = ((card, metric(card.metric).colour) for card in cards)
    return tuple(replace(card, name=colours.named(colour)) if colour else card for card, colour in named)
