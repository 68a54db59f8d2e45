"""A part of a page that is figures in rows under its own numbers."""

from ui import ask
from ui.show.chart import grid
from ui.show.lead import lead

PICTURE = "_made_of"  # what the key of a picture adds to that of its table


def part(key: str, *rows: tuple[str, ...], height: int = 0) -> None:
    """The view ``key``: its numbers and headline, then each row of its figures, those that share one ``height`` px high."""
    view = ask.view(key)
    lead(view)
    for row in rows:
        grid(view, *row, columns=len(row), height=height if len(row) > 1 else 0)


def pairs(key: str, height: int) -> None:
    """The view ``key`` whose figures come in twos, a picture and its table: its headline, then each two side by side; one
    whose other is absent stands alone.
    """
    view = ask.view(key)
    lead(view)
    for table in dict.fromkeys(figure.key.removesuffix(PICTURE) for figure in view.figures):
        grid(view, f"{table}{PICTURE}", table, columns=2, height=height)
