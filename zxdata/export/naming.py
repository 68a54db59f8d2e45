"""What a briefing is called, on its cover and as a file."""

from zxdata.figures import View
from zxdata.periods import period_of

DEMO = "演示数据，不代表任何单位的真实情况"


def subject(view: View) -> str:
    """``提案办理情况``"""
    if view.title.endswith(("报告", "报表", "明细")):
        return view.title
    return "履职情况总览" if view.key == "overview" else f"{view.title}情况"


def file_name(view: View, kind: str, title: str = "") -> str:
    """``2026年9月提案办理情况_截至20260930.docx``, ``2026年第三季度九龙坡区提案办理情况_截至20260930.docx``

    The period that the view was asked for, else the month of the cut-off; the region where one was chosen; ``title``
    instead of the view's subject.
    """
    day, filters = view.as_of, view.question.filters
    period, region = period_of(filters), view.region_name if filters.region else ""
    named = period.name if period else f"{day.year}年{day.month}月"
    return f"{named}{region}{title or subject(view)}_截至{day:%Y%m%d}.{kind}"
