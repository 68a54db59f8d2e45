"""The page 指标口径 of the documentation, made from the registry."""

from zxdata.dimensions import DIMENSIONS
from zxdata.metrics import METRICS, SUBJECTS
from zxdata.metrics.model import Metric

HEAD = """# 指标口径

共 {count} 个指标。点页面上的“口径”，看到的与这里相同。

同一个数在大屏、页面、文件、命令行和接口里是同一个。比率是分子之和除以分母之和，不是各地比率的平均；没有定义的写“—”，不是 0。
“期间”一栏是按期间读时哪一天算数；按批次读时，是这一批的日期。
"""
FOOT = "本页由登记的指标生成，不要手改：`python -m zxdata metrics --markdown > docs/指标口径.md`。\n"
COLUMNS = "| 名称 | 单位 | 口径 | 期间 | 键 |\n| --- | --- | --- | --- | --- |"


def documented() -> str:
    """Every metric, a table a subject, in Markdown."""
    parts = [HEAD.format(count=len(METRICS))]
    for subject, title in SUBJECTS.items():
        rows = [_row(one) for one in METRICS.values() if one.subject == subject]
        parts.append("\n".join([f"## {title}\n", COLUMNS, *rows, ""]))
    named = "、".join(f"{one.name}（`{key}`）" for key, one in DIMENSIONS.items())
    return "\n".join([*parts, f"## 维度\n\n{named}。\n", FOOT])


def _row(one: Metric) -> str:
    says = one.definition
    if one.numerator and one.denominator:
        says += f"分子：{one.numerator}；分母：{one.denominator}。"
    decided = one.decided.words if one.decided else one.axis
    return "| " + " | ".join(_cell(text) for text in (one.name, one.unit, says, decided, f"`{one.key}`")) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
