"""What no file can hold is taken out of text where it leaves: whatever a ledger carries, every document opens."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from docx import Document
from lxml import etree
from pptx import Presentation

from tests import sample_districts as districts
from tests import sample_figures as sample
from tests import sample_view
from zxdata.export import export_file, export_name
from zxdata.export.printable import printable
from zxdata.figures import View

BAD = "甲\x0b乙\x00丙\x1b丁\x7f戊\ud800己\ufffe"


def hostile() -> View:
    """A view whose title, sentence, figures and cells all carry what a terminal or Word may leave in a cell."""
    view = sample_view.view()
    table = districts.table()
    cell = BAD.replace("\ud800", "")  # no frame holds half of a pair
    frame = table.frame.assign(name=[f"{name}{cell}" for name in table.frame["name"]])
    figures = (replace(sample.bars(), title=f"界别{BAD}", note=BAD), replace(sample.trend(), title=BAD))
    cards = tuple(replace(card, name=f"{card.name}{BAD}", base=BAD) for card in view.indicators)
    return replace(
        view, headline=BAD, notices=(BAD,), figures=figures, indicators=cards, table=replace(table, frame=frame)
    )


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_every_document_of_a_hostile_ledger_opens(kind: str) -> None:
    written = io.BytesIO(export_file(hostile(), kind))
    opened = {"docx": Document, "pptx": Presentation, "xlsx": openpyxl.load_workbook}[kind](written)
    assert opened is not None
    texts = []
    with zipfile.ZipFile(written) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                texts.append("".join(str(text) for text in etree.fromstring(parts.read(name)).itertext()))
    assert "甲 乙丙丁戊己" in "".join(texts) and "_x00" not in "".join(texts)


def test_text_keeps_its_lines_and_what_has_nothing_to_take_out_is_itself() -> None:
    lines, frame = "一\n二\t三　四", pd.DataFrame({"name": ["甲", None], "value": [1.0, 2.0]})
    assert printable(lines) is lines and printable(frame) is frame
    assert printable(("甲\x0b乙", 3, None)) == ("甲 乙", 3, None)


def test_a_region_whose_name_is_a_path_names_no_folder() -> None:
    view = sample_view.view()
    filters = replace(view.question.filters, region="500107")
    named = replace(view, region_name="甲/../../乙", question=replace(view.question, filters=filters))
    assert "/" not in export_name(named, "docx") and "甲....乙" in export_name(named, "docx")
