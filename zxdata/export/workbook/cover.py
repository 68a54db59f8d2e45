"""The cover sheet: what the figures are of, as of when, from which version, and what each number means."""

from collections.abc import Mapping
from typing import Any

from zxdata import words
from zxdata.export.naming import DEMO
from zxdata.figures import View
from zxdata.metrics import METRICS

HEADERS = ("指标", "数值", "单位", "分子 / 分母", "变化", "口径", "分子", "分母", "按哪个日期")
WIDTHS = (20, 10, 8, 24, 20, 44, 16, 22, 16)


def write_cover(sheet: Any, view: View, paper: Mapping[str, Any]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, f"{view.cockpit}　{view.title}", paper["title"])
    about = [
        ("单位", view.body),
        ("范围", view.subtitle),
        ("截至", words.day(view.as_of)),
        ("数据版本", view.version),
    ]
    row = 2
    if view.demo:
        sheet.write_string(1, 0, DEMO, paper["mark"])
    for name, value in about:
        sheet.write_string(row, 0, name, paper["aid"])
        sheet.write_string(row, 1, value, paper["text"])
        row += 1
    for sentence in (view.headline, *view.notices):
        if sentence:
            sheet.write_string(row, 0, sentence, paper["aid"])
            row += 1
    row += 1
    if not view.indicators:
        return
    for at, header in enumerate(HEADERS):
        sheet.write_string(row, at, header, paper["header"])
    for indicator in view.indicators:
        row += 1
        of = METRICS.get(indicator.metric)
        change = f"{indicator.change.name} {indicator.change.text}" if indicator.change else ""
        basis = view.question.filters.basis
        read = "；".join(f"{name}：{date}" for name, date in of.readings) if of else ""
        meaning = (of.numerator, of.denominator_by(basis), read) if of else ("", "", "")
        cells = (
            indicator.name,
            indicator.value,
            indicator.unit,
            indicator.base,
            change,
            indicator.definition,
            *meaning,
        )
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, cell, paper["wrapped"])
