"""What a briefing is called, on its cover and as a file."""

import re

from zxdata.figures import View
from zxdata.filters import BASES, Filters
from zxdata.periods import period_of, presets

_UNNAMED = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
DEMO = "演示数据，不代表任何单位的真实情况"


def file_safe(text: str) -> str:
    """The text without what a file name cannot hold: a region that is called ``甲/乙`` names no folder."""
    return _UNNAMED.sub("", text).lstrip(".")


def subject(view: View) -> str:
    """``提案办理情况``"""
    if view.title.endswith(("报告", "报表", "明细")):
        return view.title
    return "履职情况总览" if view.key == "overview" else f"{view.title}情况"


def file_name(view: View, kind: str, title: str = "") -> str:
    """``2026年9月提案办理情况_截至20260930.docx``, ``2026年第三季度九龙坡区提案办理情况_截至20260930.docx``

    The period that the view was asked for, without one its cut-off only; the region where one was chosen; that it is
    of one batch of cases; ``title`` instead of the view's subject.
    """
    filters, region = view.question.filters, view.region_name if view.question.filters.region else ""
    batch = BASES["cohort"].name if _period(filters) and filters.basis == "cohort" else ""
    named = f"{_period(filters)}{region}{title or subject(view)}"
    return f"{file_safe(named)}{f'（{batch}）' if batch else ''}_截至{view.as_of:%Y%m%d}.{kind}"


def _period(filters: Filters) -> str:
    """The month, quarter or year; a named period; else its first and last day."""
    since, until = filters.since, filters.until
    if since is None and until is None:
        return ""
    if period := period_of(filters):
        return period.name
    named = next((name for name, span in presets(filters.as_of).items() if span == (since, until)), "")
    return named or f"{f'{since:%Y%m%d}' if since else ''}至{until or filters.as_of:%Y%m%d}"
