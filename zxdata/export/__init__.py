"""A view to take along: the same values as on the page, in a file that can be edited further.

An exporter is one file with ``write(view, mark) -> bytes``.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from zxdata.errors import Unknown
from zxdata.export.libreoffice import MISSING, libreoffice
from zxdata.export.naming import file_name, file_safe
from zxdata.export.printable import printable
from zxdata.export.screens import Screen
from zxdata.figures import View
from zxdata.filters import Filters
from zxdata.periods import period_of, read_period

# A service without a folder of its own to write to is no fault, and cron mails every word.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

EXPORTERS = {
    "xlsx": "zxdata.export.workbook",
    "csv": "zxdata.export.plain",
    "pptx": "zxdata.export.slides",
    "docx": "zxdata.export.letter",
    "pdf": "zxdata.export.pdf",
}
PRESENTED = ("pptx", "docx", "pdf")


@dataclass(frozen=True)
class Document:
    """One of the documents of a period: the view it shows, its title, and the kinds of file it is written as; ``yearly``:
    of a whole year alone.
    """

    view: str
    title: str
    kinds: tuple[str, ...] = ("docx", "pptx")
    yearly: bool = False


DOCUMENTS = (
    Document("overview", "履职情况总览"),
    Document("coverage", "阵地覆盖情况"),
    Document("proposals", "提案办理情况"),
    Document("supervision", "监督预警情况"),
    Document("consultation", "协商活动情况"),
    Document("voices", "民情情况"),
    Document("programmes", "清单行动情况"),
    Document("party", "党建情况"),
    Document("diagnosis", "智能诊断报告", ("docx",)),
    Document("annual", "民主监督年度报告", yearly=True),
    Document("statistics", "业务统计报表", ("xlsx",)),
)


def documents(filters: Filters) -> tuple[Document, ...]:
    """The documents of the period that is asked for; those of a year only where it is a calendar year."""
    period = period_of(filters)
    year = period is not None and period == read_period(str(period.since.year))
    return tuple(each for each in DOCUMENTS if year or not each.yearly)


def export_file(view: View, kind: str, mark: str = "") -> bytes:
    """The view as a file of ``kind`` (xlsx, csv …), with ``mark`` as a watermark; raises Unknown for a kind without exporter."""
    written: bytes = import_module(EXPORTERS[check_kind(kind)]).write(printable(view), mark=printable(mark))
    return written


def presentation_file(name: str, screens: Sequence[Screen], kind: str, mark: str = "") -> bytes:
    """A presentation as one deck or document (pptx, docx, pdf): each screen under its title with its sentence, its note
    and its figures. Raises Unknown for a kind that cannot hold one.
    """
    if kind not in PRESENTED:
        raise Unknown("汇报的导出格式", kind, PRESENTED)
    exporter = import_module(EXPORTERS[kind])
    written: bytes = exporter.write_presentation(printable(name), printable(tuple(screens)), mark=printable(mark))
    return written


def presentation_name(name: str, view: View, kind: str) -> str:
    """``九月主席会议_截至20260930.pptx``"""
    return f"{file_safe(name) or '汇报'}_截至{view.as_of:%Y%m%d}.{check_kind(kind)}"


def export_name(view: View, kind: str) -> str:
    """``2026年9月提案办理情况_截至20260930.xlsx``, with the period and region that the view answers."""
    return file_name(view, check_kind(kind))


def package_name(view: View) -> str:
    """``2026年9月简报_截至20260930.zip``: all documents of a period in one file."""
    return file_name(view, "zip", "简报")


def export_kinds() -> tuple[str, ...]:
    """The kinds of file that can be written on this machine."""
    return tuple(kind for kind in EXPORTERS if kind != "pdf" or not export_lacks())


def export_lacks() -> str:
    """Why a kind of file cannot be written on this machine, and what would help; "" where all can."""
    return "" if libreoffice() else MISSING


def check_kind(kind: str) -> str:
    """The kind in lower case; raises Unknown."""
    if kind.lower() not in EXPORTERS:
        raise Unknown("导出格式", kind, EXPORTERS)
    return kind.lower()
