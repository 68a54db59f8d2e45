"""Figure → picture (png or svg) without a browser, in a Chinese font that travels with the cockpit."""

from functools import partial
from io import BytesIO
from threading import Lock
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, Formatter, FuncFormatter

from zxdata.errors import Unknown
from zxdata.export.pictures.font import face, settable
from zxdata.figures import Figure, kind_of
from zxdata.figures.palette import PAPER

KINDS = ("png", "svg")
WIDTH = 6.2  # inches: the width of a page's text
_DRAWING = Lock()  # matplotlib's text layout is not made for threads


def picture(figure: Figure, kind: str = "png", *, titled: bool = False) -> bytes | None:
    """The drawn figure, or None for a kind that is shown as a table; raises Unknown for another kind of file."""
    if kind not in KINDS:
        raise Unknown("图片格式", kind, KINDS)
    drawn = kind_of(figure)
    if not drawn.picture or drawn.blank(figure):
        return None
    with _DRAWING:
        face()
        canvas = Canvas(figsize=(WIDTH, drawn.height(figure)), layout="tight", facecolor=PAPER.surface)
        FigureCanvasAgg(canvas)
        axes: Any = canvas.add_subplot()
        drawn.picture.do(figure, axes)
        if titled:
            canvas.suptitle(f"{figure.title}（{figure.unit_line}）", fontsize=11, x=0.02, ha="left")
        for text in canvas.findobj(Text):
            text.set_text(settable(text.get_text()))
        for axis in (axes.xaxis, axes.yaxis):
            if isinstance(named := axis.get_major_formatter(), FixedFormatter | FuncFormatter):
                axis.set_major_formatter(FuncFormatter(partial(_named, named)))
        file = BytesIO()
        metadata = {"Date": None} if kind == "svg" else {"Software": None}
        canvas.savefig(file, format=kind, dpi=170, metadata=metadata)
    return file.getvalue()


def _named(names: Formatter, place: float, position: int | None = None) -> str:
    """What an axis writes at a place, as far as the fonts can."""
    return settable(str(names(place, position)))
