"""A part of a page that is figures in rows under its own numbers."""

from ui import ask
from ui.show.chart import grid
from ui.show.lead import lead


def part(key: str, *rows: tuple[str, ...], height: int = 0) -> None:
    """The view ``key``: its numbers and headline, then each row of its figures, those that share one ``height`` px high."""
    view = ask.view(key)
    lead(view)
    for row in rows:
        grid(view, *row, columns=len(row), height=height if len(row) > 1 else 0)


def pairs(key: str, height: int) -> None:
    """The view ``key`` whose figures come in twos, a picture and its table: its headline, then each two side by side."""
    view = ask.view(key)
    lead(view)
    names = [figure.key for figure in view.figures]
    for row in zip(names[::2], names[1::2], strict=True):
        grid(view, *row, columns=2, height=height)
