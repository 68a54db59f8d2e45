"""Several views as one document: each under its own title, with its sentence and note; each number's meaning once."""

import io

import pytest
from docx import Document

from tests.demonstration import TODAY, demonstration
from zxdata.errors import Unknown
from zxdata.export import presentation_file, presentation_name
from zxdata.export.screens import Screen
from zxdata.filters import Filters, Scope
from zxdata.views import view


@pytest.fixture(scope="module")
def screens() -> list[Screen]:
    demo = demonstration()
    asked = [("proposals.rounds", Filters(TODAY)), ("proposals.rounds", Filters(TODAY, region="500107"))]
    views = [view(demo.store, key, filters, Scope.whole(), demo.settings) for key, filters in asked]
    return [Screen("全市", "", views[0]), Screen("九龙坡", "问清两件应转未转的", views[1])]


def test_a_document_has_a_chapter_a_screen_and_each_meaning_once(screens: list[Screen]) -> None:
    document = Document(io.BytesIO(presentation_file("九月主席会议", screens, "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "九月主席会议"
    chapters = [text for text in texts if text.startswith(("一、", "二、", "三、"))]
    assert chapters == ["一、全市", "二、九龙坡", "三、口径和来源"]
    second = texts.index("二、九龙坡")
    assert texts[second + 1 : second + 4] == [
        f"范围：{screens[1].view.subtitle}。",
        screens[1].view.headline,
        "问清两件应转未转的",
    ]
    assert texts.index(screens[0].view.headline) < second
    assert len([text for text in texts if text.startswith("二次办理（")]) <= 1


def test_a_file_name_holds_no_sign_that_a_folder_refuses(screens: list[Screen]) -> None:
    assert presentation_name("三季度：提案/监督?", screens[0].view, "pptx") == "三季度：提案监督_截至20260331.pptx"


def test_a_workbook_holds_no_presentation(screens: list[Screen]) -> None:
    with pytest.raises(Unknown):
        presentation_file("甲", screens, "xlsx")
