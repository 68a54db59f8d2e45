"""A letter: the page of an official document, sentences that follow from the figures, pictures without a browser."""

import io
import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests import sample_districts as districts
from tests import sample_figures as sample
from tests import sample_shapes as shapes
from tests import sample_view
from zxdata.export import export_file
from zxdata.export.advice import NOTHING, advice
from zxdata.export.indicators import of_indicator
from zxdata.export.letter.page import numeral
from zxdata.export.pictures import picture
from zxdata.export.shown import left_out
from zxdata.figures import Figure, View, sentences_of
from zxdata.figures.grid import grid_of

# fmt: off
DRAWN = ("region_map", "ranking", "funnel", "trend", "daily_trend", "gantt", "survival", "waterfall", "bars",
         "due_columns", "stacked", "sankey", "matrix", "area", "strips", "point_map")
# fmt: on


def opened(view: View) -> Any:
    return Document(io.BytesIO(export_file(view, "docx")))


def text(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_page_follows_the_standard_for_official_documents() -> None:
    document = opened(sample_view.view())
    page = document.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(m / 36000) for m in margins] == [37, 35, 28, 26]
    assert (page.page_width, page.page_height) == pytest.approx((Mm(210), Mm(297)), abs=1000)
    body = document.styles["Normal"]
    assert body.font.size == Pt(16)
    assert body.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert body.paragraph_format.line_spacing == pytest.approx(Pt(28.95), abs=Pt(0.06))
    assert body.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert document.settings.odd_and_even_pages_header_footer
    assert "PAGE" in page.footer._element.xml


def test_headings_are_numbered_in_the_chinese_way_under_their_fonts() -> None:
    document = opened(sample_view.view())
    first = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [heading[:2] for heading in first] == ["一、", "二、", "三、", "四、"]
    second = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert second[:2] == ["（一）镇街阵地覆盖率与红黄事项", "（二）监督事项三色"]
    faces = {
        name: document.styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Heading 2", "Normal")
    }
    assert faces == {
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "Normal": "仿宋_GB2312",
    }


def test_every_run_with_text_names_an_east_asian_font() -> None:
    document = opened(sample_view.view("coverage"))
    told = [run for run in document.element.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert len(told) > 100
    for run in told:
        fonts = run.find(qn("w:rPr")).find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia"))


def test_a_demonstration_is_marked_on_every_page_and_a_real_ledger_is_not() -> None:
    for demo in (True, False):
        page = opened(replace(sample_view.view(), demo=demo)).sections[0]
        for header in (page.header, page.even_page_header):
            assert ("演示数据" in "".join(p.text for p in header.paragraphs)) is demo


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_drawn_without_a_browser(name: str) -> None:
    figure = shapes.NAMED[name]
    png, svg = picture(figure()), picture(figure(), "svg")
    assert png is not None and png.startswith(b"\x89PNG")
    assert svg is not None and b"<svg" in svg[:600]


def test_pictures_are_set_in_the_font_that_travels_along() -> None:
    from zxdata.export.pictures.font import face

    assert face() == "Noto Sans SC"


def test_a_table_stays_a_table_with_the_numbers_of_the_view() -> None:
    view = sample_view.view("coverage")
    (table,) = opened(replace(view, figures=())).tables
    assert view.table is not None
    shown = [row.cells[2].text for row in table.rows][1:]
    assert shown == [f"{value * 100:.1f}%" for value in view.table.frame["value"]]


def test_a_card_is_a_sentence_with_base_and_change() -> None:
    first, *_, last = sample_view.indicators()
    assert of_indicator(first) == "镇街覆盖率 89.0%（918 / 1,031 个镇街），同比上升 1.8 百分点，向好。"
    assert of_indicator(last) == "建议采纳率 61.5%（2,214 / 3,600 条），同比下降 0.9 百分点，变差。"


def test_a_ranking_names_first_and_last_three_and_warns_of_chance() -> None:
    ranking = districts.ranking()
    said = "".join(sentences_of(ranking))
    worst = ranking.frame.nsmallest(3, "value")
    last = (f"{r.name} {r.value * 100:.1f}%（{r.numerator} / {r.denominator}）" for r in worst.itertuples())
    assert f"末 3 位是{'、'.join(last)}。" in said
    outside = ranking.frame[ranking.frame["outside"] == "worse"]["name"]
    assert f"越出控制限、不能用偶然解释的有 {len(outside)} 个，都差于控制限：{'、'.join(outside)}" in said
    tied = (ranking.frame["value"] == 1).sum()
    assert f"{tied} 个并列第一（100.0%）" in said


def test_a_ranking_within_its_limits_is_not_to_be_read_as_merit() -> None:
    ranking = districts.ranking()
    calm = replace(ranking, frame=ranking.frame.assign(outside=""))
    assert "都在控制限内" in "".join(sentences_of(calm))


def test_a_funnel_tells_high_from_low() -> None:
    funnel = districts.funnel()
    low = funnel.frame[(funnel.frame["outside"] == "worse") & (funnel.frame["value"] < funnel.mean)]
    (said,) = sentences_of(funnel)
    assert said.startswith(f"38 个区县中 {len(low)} 个越出控制限，都差于控制限：")


def test_a_curve_says_how_many_and_what_is_left_at_the_limit() -> None:
    """In the sample 0.5 ** ((90 / 58) ** 1.8) of this year's cases are still open on day 90, the last before day 92."""
    medians, limit = sentences_of(sample.survival())
    assert medians == "把尚未完成的也算在内，2025年 1,369 件，中位 58 天；2024年 1,288 件，中位 61 天。"
    assert f"2025年仍有 {0.5 ** ((90 / 58) ** 1.8) * 100:.1f}% 未完成" in limit


def test_days_are_compared_with_the_day_before_and_named_as_days() -> None:
    red, _ = sentences_of(sample.daily_trend())
    assert red.startswith("2025年9月30日红") and "较前一日" in red
    figure = sample.due_columns()
    (due,) = sentences_of(figure)
    assert due == "合计 125 件，最多的是2025年10月23日、2025年11月3日，各 14 件。"


def test_a_matrix_names_what_is_framed() -> None:
    figure = shapes.matrix()
    (said,) = sentences_of(figure)
    assert said.startswith("框出的有") and said.endswith(f"等 {int(figure.frame['outside'].sum())} 处。")


def test_a_trend_compares_whole_periods_only() -> None:
    """The sample's September is unfinished, so August is the last: 104 after 118."""
    first, second = sentences_of(sample.trend())
    assert first.startswith("2025年8月办复 104 件，环比减少 14 件（11.9%）")
    assert "，2024年10月以来最高的是2025年5月，170 件" in first
    assert second.startswith("2025年8月立案 88 件，环比减少 10 件（10.2%）")


def test_the_same_month_a_year_before_is_compared_where_it_is_known() -> None:
    months = [*(f"2024-{m:02d}" for m in range(1, 13)), "2025-01"]
    frame = pd.DataFrame({"period": months, "series": "办复", "value": [50.0, *[60.0] * 11, 80.0], "complete": True})
    (said,) = sentences_of(replace(sample.trend(), series=("办复",), frame=frame))
    assert "环比增加 20 件（33.3%），同比增加 30 件（60.0%）" in said


def test_the_red_list_names_each_case_and_how_many_more_there_are() -> None:
    counts, red = sentences_of(sample.board())
    assert counts.startswith("红 7 件（较上周 +2 件）、黄 19 件（较上周 +4 件）、绿 212 件（较上周 −6 件）")
    assert red.startswith("红色清单（超期按工作日）：万州区“三峡库区支流消落带垃圾清运”超 17 日（整改期限 8月28日")
    assert red.endswith("；另有 1 件。")


def test_advice_follows_from_what_is_late_and_beyond_limits() -> None:
    steps = advice(sample_view.view("overview"))
    assert steps[0].startswith("对 7 件红色事项逐件催办，先办万州区“三峡库区支流消落带垃圾清运”")
    assert "核实变差的原因：建议采纳率 61.5%，同比下降 0.9 百分点。" in steps
    assert advice(replace(sample_view.view(), figures=(), indicators=())) == (NOTHING,)


def test_control_characters_of_the_data_do_not_break_the_file() -> None:
    table = districts.table()
    frame = table.frame.copy()
    frame.loc[0, "name"] = "甲\x0b乙=1+1"
    (shown,) = opened(replace(sample_view.view(), figures=(), table=replace(table, frame=frame))).tables
    assert shown.rows[1].cells[0].text == "甲 乙=1+1"


def test_an_empty_figure_is_said_in_words_and_has_no_picture() -> None:
    figure: Figure = sample.trend()
    document = opened(replace(sample_view.view(), figures=(replace(figure, frame=figure.frame.iloc[:0]),), table=None))
    assert figure.empty in text(document)
    assert not document.inline_shapes


def test_numerals() -> None:
    assert [numeral(n) for n in (1, 9, 10, 11, 20, 21, 35)] == ["一", "九", "十", "十一", "二十", "二十一", "三十五"]


def test_no_sentence_leaves_a_number_undefined() -> None:
    said = text(opened(sample_view.view("proposals")))
    assert not re.search(r"\bnan\b|None", said)


def test_rare_characters_are_set_and_what_no_font_has_is_said() -> None:
    """𠮷 is of the Japanese font; U+2B5B8 of neither, so 〓 stands for it."""
    cases = pd.DataFrame({"name": ["𠮷水桥", "\U0002b5b8家院"], "value": [2.0, 1.0], "base": ""})
    drawn = picture(sample.bars(frame=cases), "svg")
    assert drawn is not None
    assert b"NotoSansJP-Regular-" in drawn and "𠮷水桥".encode() in drawn and "〓家院".encode() in drawn


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        (
            205,
            ("工作日", "最近节点", "已催办"),
            "另有 165 行和“最近节点”、“已催办”列没有列出，见驾驶舱这一页导出的 Excel。",
        ),
        (40, ("落实率", "最近节点"), "“最近节点”列没有列出，见驾驶舱这一页导出的 Excel。"),
        (41, ("落实率",), "另有 1 行没有列出，见驾驶舱这一页导出的 Excel。"),
        (40, ("落实率",), ""),
    ],
)
def test_what_a_table_in_a_letter_leaves_out_is_one_sentence(rows: int, columns: tuple[str, ...], said: str) -> None:
    held = pd.DataFrame({name: [1] * rows for name in columns})
    assert left_out(grid_of(held, *((name, name, "integer") for name in columns)), 40, 1) == said
