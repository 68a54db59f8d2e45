"""One figure through every medium, and what the medium's own library then reads: the only place that knows the doors.

A figure alone in a view is exported by ``zx.export_file``; the picture of a letter and the specification of a screen have a
door of their own. What comes back are plain lists, to be compared with what someone typed.
"""

import re
from datetime import date
from typing import Any

import pandas as pd

import zxdata as zx
from tests.export.drawings import Drawing, in_step, read_drawing, to_scale
from tests.export.files import Chart, Letter, Row, Series, Sheet, Slide, read_letter, read_sheet, read_slide
from ui.paint import Look, paint
from zxdata.configuration import load_settings
from zxdata.export.pictures import picture
from zxdata.figures import Figure, PointMap, Table, View, kind_of
from zxdata.figures.palette import themes
from zxdata.filters import Filters, Question, Scope
from zxdata.rules.book import read_rules
from zxdata.rules.palette import SHIPPED_PALETTE

__all__ = [
    "NOTES",
    "TODAY",
    "Chart",
    "Row",
    "Series",
    "alone",
    "csv",
    "drawing",
    "frame",
    "ground",
    "in_step",
    "letter",
    "notes",
    "plain",
    "screen",
    "sheet",
    "slide",
    "to_scale",
    "traces",
]

TODAY = date(2025, 9, 30)
NOTES = "范围：全市，截至2025年9月30日\n截至：2025年9月30日　数据版本：v7"  # below every slide of ``alone``


def alone(figure: Figure) -> View:
    """A view of nothing but this figure; of a table both as a figure and as the view's table."""
    return View(
        question=Question(Filters(TODAY), Scope.whole(), "proposals"),
        palette=read_rules(load_settings().rules).colours,
        cockpit=load_settings().title,
        body=load_settings().body,
        key="proposals",
        title="提案办理",
        subtitle="全市，截至2025年9月30日",
        headline="",
        as_of=TODAY,
        version="v7",
        region_name="重庆市",
        indicators=(),
        figures=(figure,),
        table=figure if isinstance(figure, Table) else None,
    )


def frame(columns: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


def sheet(figure: Figure) -> Sheet:
    return read_sheet(zx.export_file(alone(figure), "xlsx"))


def slide(figure: Figure) -> Slide:
    return read_slide(zx.export_file(alone(figure), "pptx"))


def letter(figure: Figure) -> Letter:
    return read_letter(zx.export_file(alone(figure), "docx"), figure.title)


def csv(table: Table) -> list[str]:
    """The lines of the file, without its byte order mark."""
    content = zx.export_file(alone(table), "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    return content.decode("utf-8-sig").splitlines()


def drawing(figure: Figure) -> Drawing | None:
    """The figure's picture; None where the kind has none."""
    content = picture(figure, "svg")
    return None if content is None else read_drawing(content)


def screen(figure: Figure) -> dict[str, Any]:
    """The Plotly specification on a desk screen, 600 px wide."""
    spec: dict[str, Any] = paint(figure, Look(themes(SHIPPED_PALETTE)["light"], width=600))
    return spec


def ground(figure: PointMap) -> dict[str, list[Any]]:
    """The layers of a map of places on the screen, by their name: what each marks."""
    layers: list[dict[str, Any]] = kind_of(figure).screen.do(figure, Look(themes(SHIPPED_PALETTE)["light"], width=600))[
        "layers"
    ]
    return {layer["id"]: layer["data"] for layer in layers}


def traces(figure: Figure, *names: str) -> list[list[Any]]:
    """Of each trace on the screen the values of these attributes."""
    return [[trace.get(name) for name in names] for trace in screen(figure)["data"]]


def notes(figure: Figure) -> list[str]:
    """What is written over the marks of a screen, without its markup."""
    return [plain(note["text"]) for note in screen(figure)["layout"].get("annotations", ())]


def plain(markup: str) -> str:
    """The words of a screen's text, without its markup and the blanks around them."""
    return re.sub("<[^>]+>", "", markup).strip()
