"""The board: counts by colour, the most urgent matters with their reasons, and the one sentence above."""

import pandas as pd

from zxdata import words
from zxdata.figures import Board
from zxdata.filters import UNFILLED
from zxdata.metrics.supervision.matters import matters_by_colour
from zxdata.rules.colours import OPEN, ORDER
from zxdata.views.asking import Asking

ROWS_A_COLOUR = 6


def matters_board(asking: Asking, rows: int, cases: pd.DataFrame | None = None) -> Board:
    """Counts by colour, their change within a week, and the most urgent matters of each open colour.

    ``cases``: at least so many rows of each colour, where the caller has them already.
    """
    now, week_ago = (_counts(asking, days) for days in (0, 7))
    if cases is None:
        cases = matters_by_colour(asking.reading, asking.filters, asking.rules, OPEN, rows)
    frame = cases.groupby("colour", sort=False).head(rows).reset_index(drop=True)
    red, yellow = map(asking.colours.word, ("red", "yellow"))
    return Board(
        key="board",
        title="监督事项三色",
        unit="件",
        aid="剩余与超期按工作日",
        frame=frame,
        counts=now,
        opens="matter",
        metric="supervision.matters",
        metrics={c: f"supervision.{c}" for c in OPEN},
        changes={c: now[c] - week_ago[c] for c in ORDER},
        compared_with="较上周",
        note=f"{red}：期限次日起未销号；{yellow}：剩 {asking.rules.supervision.yellow_words}；{_more(asking)}"
        f"三色规则 {asking.rules.version} 版",
        empty="所选条件下没有监督事项。",
    )


def _more(asking: Asking) -> str:
    """The rules that are set beyond the shipped ones."""
    rule = asking.rules.supervision
    yellow, red = map(asking.colours.word, ("yellow", "red"))
    sentences = [*(idle.words(yellow, red) for idle in rule.idle), *(pause.words for pause in rule.pauses)]
    if rule.recovery_workdays:
        sentences.append(f"由{red}转好先{yellow} {rule.recovery_workdays} 个工作日")
    return "".join(f"{sentence}；" for sentence in sentences)


def _counts(asking: Asking, days_ago: int) -> dict[str, int]:
    filters = asking.days_before(days_ago) if days_ago else asking.filters
    found = asking.answer(["supervision.matters"], by=("colour",), filters=filters).frame
    return dict.fromkeys(ORDER, 0) | {c: int(n) for c, n in found.itertuples(index=False)}


def since_last_week(board: Board, colour: str) -> str:
    step = board.changes[colour]
    return "较上周持平" if not step else f"较上周 {'+' if step > 0 else words.MINUS}{abs(step)}"


def headline(asking: Asking, board: Board) -> str:
    """What a leader should know first: how many are red, where most of them are, which is longest over."""
    red = board.frame[board.frame["colour"] == "red"]
    if red.empty:
        return f"{asking.region_name}没有{asking.colours.meant('red')}的监督事项，{board.counts['yellow']} 件{asking.colours.meant('yellow')}。"
    sentence = f"监督事项 {board.counts['red']} 件{asking.colours.meant('red')}，{since_last_week(board, 'red')}"
    worst = red.iloc[0]
    return f"{sentence}{'' if asking.district else _most(asking)}；“{worst['name']}”{worst['days']}。"


def _most(asking: Asking) -> str:
    """Where most of the red ones are, if that is more than one."""
    district = asking.answer(["supervision.red"], by=("district",)).frame
    most = district.sort_values("supervision.red", ascending=False, kind="stable").iloc[0]
    sentences = most["supervision.red"] > 1 and most["district"] != UNFILLED
    return f"，{most['district']}最多（{most['supervision.red']} 件）" if sentences else ""
