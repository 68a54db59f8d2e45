"""Figure → picture (png or svg) without a browser, in a Chinese font that travels with the cockpit."""

from io import BytesIO
from threading import Lock
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas

from zxdata.errors import Unknown
from zxdata.export.pictures import comparisons, courses, maps
from zxdata.export.pictures.axes import draw, height
from zxdata.export.pictures.font import face
from zxdata.export.shown import blank
from zxdata.figures import Figure
from zxdata.figures.palette import tokens

__all__ = ["comparisons", "courses", "maps", "picture"]

KINDS = ("png", "svg")
WIDTH = 6.2  # inches: the width of a page's text
_DRAWING = Lock()  # matplotlib's text layout is not made for threads


def picture(figure: Figure, kind: str = "png", *, titled: bool = False) -> bytes | None:
    """The drawn figure, or None for a kind that is shown as a table; raises Unknown for another kind of file."""
    if kind not in KINDS:
        raise Unknown("图片格式", kind, KINDS)
    if blank(figure):
        return None
    with _DRAWING:
        face()
        canvas = Canvas(figsize=(WIDTH, height(figure)), layout="tight", facecolor=tokens().surface)
        FigureCanvasAgg(canvas)
        axes: Any = canvas.add_subplot()
        if not draw(figure, axes):
            return None
        if titled:
            canvas.suptitle(f"{figure.title}（{figure.unit_line}）", fontsize=11, x=0.02, ha="left")
        file = BytesIO()
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        canvas.savefig(file, format=kind, dpi=170, metadata=metadata)
    return file.getvalue()
