"""Cases by colour: one column a colour, the most urgent first, each with its reason in words."""

from collections.abc import Sequence

import pandas as pd

from ui import ask, words
from ui.drill import rows as behind
from ui.markup import Markup, fill, join
from ui.per_figure import PerFigure
from ui.show.picks import BEHIND, carried, handled
from zxdata.figures import Board, Table, View
from zxdata.figures.media.canvas import fitting
from zxdata.figures.media.names import short
from zxdata.rules.palette import Palette

OPEN = ("red", "yellow", "green", "unknown")
COLUMN = (
    '<section class="cases edge-$colour"><h3><button type="button" data-pick="$all"><span>'
    '<span class="ink-$colour">$symbol</span> $word $meaning</span><b>$count</b></button></h3>$rows$more</section>'
)
MORE = '<button type="button" class="more" data-pick="$all">另有 $left 件</button>'
NONE = '<p class="more">没有事项</p>'
ROW = (
    '<button type="button" class="case" data-pick="$no"><span><b>$region$name</b><b>$days</b></span>'
    '<span class="quiet">$reason</span></button>'
)
COUNT = '<div class="count $colour"><b>$count</b><p><span class="ink-$colour">$symbol</span> $word $meaning</p></div>'
WALL_ROW = (
    '<article><p><span class="ink-$colour">$symbol</span><b>$region$name</b><b>$days</b></p>'
    '<p class="quiet">$reason</p></article>'
)
_COLUMNS: PerFigure[Markup] = PerFigure()
WALL_COUNTS, WALL_HEADING, WALL_CASE, WALL_MORE, WALL_TEXT = 230, 44, 76, 40, 22
WALL_FEWEST = 2  # cases due next, below which they have no list of their own


def board(found: Board) -> Markup:
    """The desk: a heading opens all cases of its colour, a case its card."""
    return _COLUMNS.get(found, lambda: columns(found))


def picked(view: View, found: Board, texts: Sequence[str]) -> None:
    """A callback: open the cases of a colour, or whatever else is answered in the figure."""
    if texts[0] == BEHIND and texts[-1] in found.metrics.values():
        ask.change(**behind(texts[-1]))
    else:
        handled(view, found, texts)


def columns(board: Board, most: int = 6) -> Markup:
    """Red, yellow, green and what cannot be judged, side by side."""
    parts = []
    for colour in OPEN:
        count = board.counts.get(colour, 0)
        cases = board.frame[board.frame["colour"] == colour].head(most)
        rows = join([fill(ROW, **_case(case), no=carried(str(case["no"]))) for case in cases.to_dict("records")])
        every, left = carried(BEHIND, board.metrics.get(colour, "")), f"{count - len(cases):,}"
        more = fill(MORE, all=every, left=left) if count > len(cases) else NONE if not count else ""
        tone = board.palette.tone(colour)
        parts.append(
            fill(
                COLUMN,
                colour=colour,
                symbol=tone.symbol,
                word=tone.word,
                meaning=tone.meaning,
                rows=rows,
                count=words.number(count, "integer"),
                more=Markup(more),
                all=every,
            )
        )
    return fill('<div class="board">$parts</div>', parts=join(parts))


def wall_board(board: Board, room: float, width: float) -> Markup:
    """The wall: four counts over one proportional bar, then as many red cases as ``room`` px leave, and where they leave room,
    what falls due next."""
    counts = join(
        [
            fill(
                COUNT,
                colour=c,
                count=words.number(board.counts.get(c, 0), "integer"),
                symbol=board.palette.tone(c).symbol,
                word=board.palette.word(c),
                meaning=board.palette.tone(c).meaning,
            )
            for c in OPEN
        ]
    )
    word = board.palette.adjective("red")
    share = join(
        [
            fill('<i class="fill-$colour" style="flex:$count"></i>', colour=c, count=board.counts[c])
            for c in OPEN
            if board.counts.get(c)
        ]
    )
    red, left = board.frame[board.frame["colour"] == "red"], room - WALL_COUNTS
    return fill(
        '<div class="wall-board"><div class="figure-head"><h2>$title</h2></div><div class="counts">$counts</div><div class="share">$share</div>'
        '<p class="quiet">$changes</p><div class="figure-head"><h2>$word清单</h2><p>超期工作日</p></div>$rows$next</div>',
        title=board.title,
        counts=counts,
        share=share,
        changes=_changes(board),
        word=word,
        rows=_wall_rows(red, board.palette, board.counts.get("red", 0), left, width)
        if len(red)
        else fill('<p class="quiet">现在没有$word事项。</p>', word=word),
        next=_due_next(board, left - (len(red) * WALL_CASE if len(red) else WALL_MORE), width)
        if board.counts.get("red", 0) <= len(red)
        else "",
    )


def _due_next(board: Board, room: float, width: float) -> Markup:
    """The yellow and green cases that fall due first, where ``room`` px hold two of them at least; one without a due day is
    none of them."""
    due = pd.concat([board.frame[board.frame["colour"] == colour] for colour in ("yellow", "green")])
    due = due[due["days"] != words.MISSING]
    fit = int((room - WALL_HEADING) // WALL_CASE)
    if fit < WALL_FEWEST or due.empty:
        return Markup("")
    rows = _wall_cases(due.head(fit), board.palette, width)
    return fill('<div class="figure-head"><h2>接着到期</h2><p>按剩余工作日</p></div>$rows', rows=rows)


def wall_list(table: Table, room: float, width: float) -> Markup:
    """The wall: the first cases of a table that has their colour, region, name, days and reason."""
    colour = next(column.name for column in table.columns if column.kind == "colour")
    rows = _wall_rows(
        table.frame.rename(columns={colour: "colour", "ground": "reason"}), table.palette, len(table.frame), room, width
    )
    return fill('<div class="wall-board">$rows</div>', rows=rows)


def _wall_rows(cases: pd.DataFrame, states: Palette, total: int, room: float, width: float) -> Markup:
    """As many cases as ``room`` px hold, in two lines each, and how many more there are."""
    shown = cases.head(max(1, int((room - WALL_MORE) // WALL_CASE)))
    more = fill('<p class="quiet">另有 $left 件</p>', left=total - len(shown)) if total > len(shown) else Markup("")
    return join([_wall_cases(shown, states, width), more])


def _wall_cases(cases: pd.DataFrame, states: Palette, width: float) -> Markup:
    rows = [
        fill(
            WALL_ROW,
            colour=case["colour"],
            symbol=states.tone(case["colour"]).symbol,
            **_case(case | {"reason": fitting(case["reason"], WALL_TEXT, width)}),
        )
        for case in cases.to_dict("records")
    ]
    return join(rows)


def _case(case: dict[str, object]) -> dict[str, object]:
    return {name: case[name] for name in ("name", "days", "reason")} | {
        "region": f"{short(str(case['region']))}　" if case["region"] else ""
    }


def _changes(board: Board) -> str:
    parts = [
        f"{board.palette.word(c)} {words.signed(n, 'integer')} {board.unit}"
        for c, n in board.changes.items()
        if c in OPEN
    ]
    return "　".join([board.compared_with, *parts]) if parts else ""
