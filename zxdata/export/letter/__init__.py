"""View → docx: a 简报 in the layout of official documents, its sentences computed from the figures."""

from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document

from zxdata import words
from zxdata.configuration import ASSETS, settings
from zxdata.export.advice import advice
from zxdata.export.letter.page import Letter
from zxdata.export.letter.tables import add_table
from zxdata.export.meaning import in_words, metrics_of, metrics_on
from zxdata.export.naming import DEMO, subject
from zxdata.export.pictures import picture
from zxdata.export.sentences import of_indicator, sentences
from zxdata.export.shown import blank
from zxdata.figures import Figure, Findings, View

TEMPLATE = ASSETS / "office" / "letter.docx"


def write(view: View, template: Path = TEMPLATE) -> bytes:
    """The letter in the styles and on the page of ``template``."""
    letter = Letter(Document(str(template)))
    if view.demo:
        letter.header(DEMO)
    letter.add(f"{settings().body}{subject(view)}", "Title")
    letter.add(f"（{view.subtitle}）", "Subtitle")
    letter.chapter("总体情况")
    for sentence in filter(None, (view.headline, *view.notices)):
        letter.add(sentence)
    if view.indicators:
        letter.add("".join(of_indicator(indicator) for indicator in view.indicators))
    figures = (*view.figures, *((view.table,) if view.table else ()))
    if figures:
        letter.chapter("分项情况")
    for figure in figures:
        _figure(letter, figure)
    letter.chapter("下一步工作建议")
    for number, step in enumerate(advice(view), start=1):
        letter.add(f"{number}. {step}")
    _meanings(letter, view, figures)
    letter.properties(f"{subject(view)}　{view.subtitle}", settings().body)
    file = BytesIO()
    letter.save(file)
    return file.getvalue()


def _figure(letter: Letter, figure: Figure) -> None:
    letter.section(figure.title)
    said = sentences(figure)
    for sentence in said:
        letter.add(sentence)
    if blank(figure):
        letter.add(figure.empty)
        return
    if isinstance(figure, Findings):
        _findings(letter, figure)
        return
    drawn = picture(figure)
    if drawn is not None:
        letter.picture(drawn, figure.title, f"图：{figure.title}（{figure.unit_line}）")
    else:
        left_out = add_table(letter, figure)
        if left_out:
            letter.add(left_out, "说明")
    if figure.note:
        letter.add(figure.note, "说明")


def _findings(letter: Letter, figure: Findings) -> None:
    """Each as a sentence, under it what it rests on and where to look."""
    for row in figure.frame.itertuples():
        letter.add(f"{row.rank}. {row.sentence}")
        rows = f"，明细指标 {row.rows}" if row.rows else ""
        letter.add(f"{row.kind}，n={row.n:,}，确定程度：{row.certainty}，页面 {row.page}{rows}", "说明")
    letter.add(figure.note, "说明")


def _meanings(letter: Letter, view: View, figures: tuple[Figure, ...]) -> None:
    """What each number means, each metric once; cut-off and version."""
    found: dict[str, Any] = {m.key: m for m in metrics_on(view.indicators)}
    for figure in figures:
        found |= {m.key: m for m in metrics_of(figure)}
    letter.chapter("口径和来源")
    letter.add(f"数据截至{words.day(view.as_of)}，数据版本 {view.version}，范围：{view.subtitle}。")
    for metric in found.values():
        letter.add(in_words(metric), "说明")
