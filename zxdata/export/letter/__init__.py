"""View → docx: a 简报 in the layout of official documents, its sentences computed from the figures."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document

from zxdata import words
from zxdata.configuration import ASSETS
from zxdata.export.advice import advice
from zxdata.export.indicators import of_indicator
from zxdata.export.letter.chart import add_chart
from zxdata.export.letter.page import Letter
from zxdata.export.letter.tables import add_table
from zxdata.export.meaning import meanings, metrics_of, metrics_on
from zxdata.export.naming import DEMO, subject
from zxdata.export.pictures import picture
from zxdata.export.screens import Screen
from zxdata.figures import Figure, View, kind_of, sentences_of

TEMPLATE = ASSETS / "office" / "letter.docx"


def write(view: View, template: Path = TEMPLATE, mark: str = "") -> bytes:
    """The letter in the styles and on the page of ``template``."""
    letter = Letter(Document(str(template)))
    if view.demo:
        letter.header(DEMO)
    letter.add(f"{view.body}{subject(view)}", "Title")
    letter.add(f"（{view.subtitle}）", "Subtitle")
    letter.chapter("总体情况")
    for sentence in filter(None, (view.headline, *view.notices)):
        letter.add(sentence)
    if view.indicators:
        letter.add("".join(of_indicator(indicator) for indicator in view.indicators))
    figures = _figures_of(view)
    if figures:
        letter.chapter("分项情况")
    for figure in figures:
        _figure(letter, figure)
    letter.chapter("下一步工作建议")
    for number, step in enumerate(advice(view), start=1):
        letter.add(f"{number}. {step}")
    _meanings(letter, view)
    letter.properties(f"{subject(view)}　{view.subtitle}", view.body)
    file = BytesIO()
    letter.save(file, mark)
    return file.getvalue()


def write_presentation(name: str, screens: Sequence[Screen], template: Path = TEMPLATE, mark: str = "") -> bytes:
    """One chapter a screen: its sentence, its note, its main figures, its figures; last what the numbers mean."""
    letter, first = Letter(Document(str(template))), screens[0].view
    if first.demo:
        letter.header(DEMO)
    letter.add(name, "Title")
    letter.add(f"（{first.body}　截至{words.day(first.as_of)}）", "Subtitle")
    for screen in screens:
        view = screen.view
        letter.chapter(screen.title)
        letter.add(f"范围：{view.subtitle}。", "说明")
        for sentence in filter(None, (view.headline, screen.note, *view.notices)):
            letter.add(sentence)
        if view.indicators:
            letter.add("".join(of_indicator(indicator) for indicator in view.indicators))
        for figure in _figures_of(view):
            _figure(letter, figure)
    letter.chapter("口径和来源")
    letter.add(f"数据截至{words.day(first.as_of)}，数据版本 {first.version}。")
    found: dict[str, Any] = {}
    for screen in screens:
        found |= _metrics(screen.view)
    for meaning in meanings(found.values(), first.question.filters.basis):
        letter.add(meaning, "说明")
    letter.properties(name, first.body)
    file = BytesIO()
    letter.save(file, mark)
    return file.getvalue()


def _figures_of(view: View) -> tuple[Figure, ...]:
    return (*view.figures, *((view.table,) if view.table else ()))


def _figure(letter: Letter, figure: Figure) -> None:
    letter.section(figure.title)
    kind = kind_of(figure)
    for sentence in sentences_of(figure):
        letter.add(sentence)
    if kind.blank(figure):
        letter.add(figure.empty)
        return
    if kind.paragraphs:
        for text, style in kind.paragraphs.do(figure):
            letter.add(text, style)
    elif kind.native:
        add_chart(letter, figure)
        letter.caption(f"图：{figure.title}（{figure.unit_line}）")
    elif (drawn := picture(figure)) is not None:
        letter.picture(drawn, figure.title, f"图：{figure.title}（{figure.unit_line}）")
    elif left_out := add_table(letter, figure):
        letter.add(left_out, "说明")
    if figure.note:
        letter.add(figure.note, "说明")


def _metrics(view: View) -> dict[str, Any]:
    """The metrics behind the numbers of a view, each once."""
    found: dict[str, Any] = {m.key: m for m in metrics_on(view.indicators)}
    for figure in _figures_of(view):
        found |= {m.key: m for m in metrics_of(figure)}
    return found


def _meanings(letter: Letter, view: View) -> None:
    """What each number means, each metric once; cut-off and version."""
    letter.chapter("口径和来源")
    letter.add(f"数据截至{words.day(view.as_of)}，数据版本 {view.version}，范围：{view.subtitle}。")
    for meaning in meanings(_metrics(view).values(), view.question.filters.basis):
        letter.add(meaning, "说明")
