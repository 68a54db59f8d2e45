"""指标口径: what each number means."""

import pandas as pd

from zxdata.dimensions import DIMENSIONS
from zxdata.figures import Table, TableColumn, View
from zxdata.metrics import METRICS, SUBJECTS
from zxdata.views.asking import Asking
from zxdata.views.frame import framed


def view(asking: Asking) -> View:
    rows = [
        (
            SUBJECTS[m.key.split(".")[0]],
            m.name,
            m.unit,
            m.definition,
            m.numerator or "",
            m.denominator or "",
            "；".join(f"{name}：{date}" for name, date in m.readings),
            "、".join(DIMENSIONS[d].name for d in m.dims),
            m.key,
        )
        for m in METRICS.values()
    ]
    columns = (
        TableColumn("subject", "主题"),
        TableColumn("name", "指标"),
        TableColumn("unit", "单位"),
        TableColumn("definition", "口径"),
        TableColumn("numerator", "分子"),
        TableColumn("denominator", "分母"),
        TableColumn("axis", "期间按哪个日期"),
        TableColumn("dims", "可分组"),
        TableColumn("key", "命令行名称"),
    )
    table = Table(
        key="table",
        title="指标口径",
        aid=f"{len(rows)} 个指标",
        note="页面、简报与命令行用同一口径",
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        columns=columns,
    )
    headline = f"共 {len(rows)} 个指标；三色规则 {asking.rules.version} 版。"
    return framed(asking, "definitions", "指标口径", headline, (), (), table)
