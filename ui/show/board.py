"""Cases by colour: one column a colour, the most urgent first, each with its reason in words."""

from collections.abc import Sequence
from functools import partial

from ui import ask, words
from ui.drill import rows as behind
from ui.markup import Markup, fill, join
from ui.names import short
from ui.show.clicks import follow
from ui.show.picks import BEHIND, carried, picks
from zxdata.figures import COLOURS, Board, View
from zxdata.rules.inforce import palette

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


def board(view: View, found: Board) -> None:
    """The desk: a heading opens all cases of its colour, a case its card."""
    picks(columns(found), f"board-{view.key}-{found.key}", partial(_picked, view, found))


def _picked(view: View, found: Board, texts: Sequence[str]) -> None:
    if texts[0] == BEHIND and texts[-1] in found.metrics.values():
        ask.change(**behind(texts[-1]))
    else:
        follow(view, found, texts)


def columns(board: Board, most: int = 6) -> Markup:
    """Red, yellow, green and what cannot be judged, side by side."""
    parts = []
    for colour in OPEN:
        count = board.counts.get(colour, 0)
        cases = board.frame[board.frame["colour"] == colour].head(most)
        rows = join([fill(ROW, **_case(case), no=carried(str(case["no"]))) for case in cases.to_dict("records")])
        every, left = carried(BEHIND, board.metrics.get(colour, "")), f"{count - len(cases):,}"
        more = fill(MORE, all=every, left=left) if count > len(cases) else NONE if not count else ""
        symbol, word = COLOURS[colour]
        parts.append(fill(COLUMN, colour=colour, symbol=symbol, word=word, meaning=palette().tone(colour).meaning, rows=rows,
                          count=words.number(count, "integer"), more=Markup(more), all=every))  # fmt: skip
    return fill('<div class="board">$parts</div>', parts=join(parts))


def wall_list(board: Board, most: int) -> Markup:
    """The wall: four counts over one proportional bar, then the red cases."""
    counts = join([
        fill(COUNT, colour=c, count=words.number(board.counts.get(c, 0), "integer"), symbol=COLOURS[c][0],
             word=COLOURS[c][1], meaning=palette().tone(c).meaning) for c in OPEN])  # fmt: skip
    share = join([fill('<i class="fill-$colour" style="flex:$count"></i>', colour=c, count=board.counts.get(c, 0))
                  for c in OPEN])  # fmt: skip
    red = board.frame[board.frame["colour"] == "red"].head(most)
    symbol = COLOURS["red"][0]
    rows = join([fill(WALL_ROW, colour="red", symbol=symbol, **_overrun(case)) for case in red.to_dict("records")])
    left = board.counts.get("red", 0) - len(red)
    return fill(
        '<div class="wall-board"><div class="figure-head"><h2>$title</h2></div><div class="counts">$counts</div><div class="share">$share</div>'
        '<p class="quiet">$changes</p><div class="figure-head"><h2>红色清单</h2><p>$unit</p></div>$rows'
        '<p class="quiet">$more</p></div>',
        title=board.title, counts=counts, share=share, changes=_changes(board), unit=board.unit, rows=rows,
        more=f"另有 {left} 件" if left > 0 else "" if len(red) else "现在没有红色事项。",
    )  # fmt: skip


def _case(case: dict[str, object]) -> dict[str, object]:
    return {name: case[name] for name in ("name", "days", "reason")} | {
        "region": f"{short(str(case['region']))}　" if case["region"] else ""
    }


def _overrun(case: dict[str, object]) -> dict[str, object]:
    """The wall's list says 超期工作日 in its head, so its rows only need the number."""
    return _case(case) | {"days": str(case["days"]).removeprefix("超 ").removesuffix(" 日")}


def _changes(board: Board) -> str:
    parts = [f"{COLOURS[c][1]} {words.signed(n, 'integer')}" for c, n in board.changes.items() if c in OPEN]
    return "　".join([board.compared_with, *parts]) if parts else ""
