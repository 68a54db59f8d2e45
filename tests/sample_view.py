"""Views with a figure of every kind, as pages and painters receive them."""

import pandas as pd

from tests.sample_districts import TODAY, funnel, ranking, region_map, table
from tests.sample_figures import bars, board, daily_trend, due_columns, gantt, stacked, survival, trend, waterfall
from zxdata.configuration import load_settings
from zxdata.figures import (
    Change,
    Indicator,
    View,
)
from zxdata.filters import Filters, Question, Scope
from zxdata.rules.book import read_rules


def indicators() -> tuple[Indicator, ...]:
    return (
        Indicator(
            "coverage.township_rate",
            "镇街覆盖率",
            "89.0",
            "%",
            "918 / 1,031 个镇街",
            Change("同比", "▲ 1.8 百分点", True),
            "有开放阵地的乡镇街道 ÷ 全部乡镇街道。",
        ),
        Indicator(
            "proposals.replied", "提案办复率", "86.4", "%", "1,183 / 1,369 件", Change("同比", "▲ 2.1 百分点", True)
        ),
        Indicator(
            "proposals.handling_days_median",
            "办理用时中位",
            "58",
            "天",
            "含在办 186 件",
            Change("同比", "▼ 3 天", True),
        ),
        Indicator(
            "proposals.satisfaction_rate",
            "委员满意率",
            "94.2",
            "%",
            "1,021 / 1,084 份",
            Change("同比", "▲ 0.4 百分点", True),
        ),
        Indicator("consultation.meetings", "协商活动", "4,812", "场", "本年累计", Change("同比", "▲ 6.3%", None)),
        Indicator(
            "consultation.adoption_rate",
            "建议采纳率",
            "61.5",
            "%",
            "2,214 / 3,600 条",
            Change("同比", "▼ 0.9 百分点", False),
        ),
    )


def view(key: str = "overview", region: str = "重庆市") -> View:
    title, figures, rows = {
        "overview": (
            "总览",
            (
                region_map(title="镇街阵地覆盖率与红黄事项"),
                board(),
                ranking(title="覆盖率排名", unit="%", aid="灰带为控制限"),
                trend(),
                bars(),
                bars(
                    "late_units",
                    title="逾期提案最多的单位",
                    aid="逾期件数，右为在办",
                    note="",
                    frame=pd.DataFrame(
                        [
                            ("市住房城乡建委", 9, "41"),
                            ("市交通运输委", 6, "38"),
                            ("万州区政府", 5, "27"),
                            ("市卫生健康委", 2, "33"),
                        ],
                        columns=["name", "value", "base"],
                    ),
                ),
            ),
            None,
        ),
        "coverage": (
            "阵地覆盖",
            (region_map(), ranking(), funnel(), trend(title="阵地活动", unit="场", aid="")),
            table(),
        ),
        "proposals": ("提案办理", (gantt(), survival(), waterfall(), trend()), table()),
        "supervision": ("监督预警", (board(), daily_trend(), due_columns(), stacked()), table()),
        "consultation": (
            "协商活动",
            (
                region_map(title="协商活动", unit="场"),
                ranking(),
                bars(),
                trend(title="协商活动", unit="场", aid=""),
                bars("platforms", title="平台", unit="场", note=""),
            ),
            table(),
        ),
        "data": ("数据归集", (), None),
        "definitions": ("指标口径", (), None),
    }[key]
    return View(
        question=Question(Filters(TODAY), Scope.whole(), key),
        palette=read_rules(load_settings().rules).colours,
        cockpit=load_settings().title,
        body=load_settings().body,
        key=key,
        title=title,
        subtitle=f"{region}，截至2025年9月30日",
        version="v318",
        region_name=region,
        headline="本周新增红色事项 2 件，共 7 件超期，3 件在万州区；镇街覆盖率 89.0%，城口县、秀山县、巫溪县低于控制限。",
        as_of=TODAY,
        indicators=indicators(),
        figures=figures,
        table=rows,
        demo=True,
    )
