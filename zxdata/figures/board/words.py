"""What a board says."""

from zxdata import words
from zxdata.figures.board import Board
from zxdata.figures.media.phrases import PRESSED
from zxdata.rules.palette import ORDER

RED_LISTED = 10


def sentences(figure: Board) -> tuple[str, ...]:
    counts = []
    for state in ORDER:
        if state in figure.counts:
            moved = figure.changes.get(state)
            change = f"（{figure.compared_with} {moved:+d} 件）".replace("-", words.MINUS) if moved else ""
            counts.append(f"{figure.palette.word(state)} {figure.counts[state]:,} 件{change}")
    said = [f"{'、'.join(counts)}。"] if counts else []
    red = figure.frame[figure.frame["colour"] == "red"]
    if len(red):
        more = figure.counts.get("red", len(red)) - min(len(red), RED_LISTED)
        listed = "；".join(f"{r.region}“{r.name}”{r.days}（{r.reason}）" for r in red.head(RED_LISTED).itertuples())
        said.append(
            f"{figure.palette.adjective('red')}清单（超期按工作日）：{listed}{f'；另有 {more} 件' if more > 0 else ''}。"
        )
    return tuple(said)


def advice(figure: Board) -> tuple[str, ...]:
    """Whom to press first."""
    red = figure.frame[figure.frame["colour"] == "red"]
    count = figure.counts.get("red", len(red))
    listed = "、".join(f"{r.region}“{r.name}”" for r in red.head(PRESSED).itertuples())
    return (f"对 {count} 件{figure.palette.adjective('red')}事项逐件催办，先办{listed}。",) if count and listed else ()
