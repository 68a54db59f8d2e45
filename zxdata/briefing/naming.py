"""What a briefing is called, on its cover and as a file."""

from zxdata.figures import View


def subject(view: View) -> str:
    """``提案办理情况``"""
    if view.title.endswith(("报告", "报表")):
        return view.title
    return "履职情况总览" if view.key == "overview" else f"{view.title}情况"


def file_name(view: View, kind: str, period: str = "") -> str:
    """``2026年9月提案办理情况_截至20260930.docx``; ``period`` instead of the month of the cut-off."""
    day = view.as_of
    return f"{period or f'{day.year}年{day.month}月'}{subject(view)}_截至{day:%Y%m%d}.{kind}"
