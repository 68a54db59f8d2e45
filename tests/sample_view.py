"""Views with a figure of every kind, as pages and painters receive them."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from zxdata.boundaries import boundaries
from zxdata.configuration import load_settings
from zxdata.figures import (
    Bars,
    Board,
    Change,
    ColumnsFigure,
    Funnel,
    Gantt,
    Indicator,
    Ranking,
    RegionMap,
    Stacked,
    Survival,
    Table,
    TableColumn,
    Trend,
    View,
    Waterfall,
    phases,
)
from zxdata.filters import Filters, Question, Scope
from zxdata.rules.book import read_rules

TODAY = date(2025, 9, 30)
_NAMES = (
    "万州区 涪陵区 渝中区 大渡口区 江北区 沙坪坝区 九龙坡区 南岸区 北碚区 綦江区 大足区 渝北区 巴南区 "
    "黔江区 长寿区 江津区 合川区 永川区 南川区 璧山区 铜梁区 潼南区 荣昌区 开州区 梁平区 武隆区 城口县 "
    "丰都县 垫江县 忠县 云阳县 奉节县 巫山县 巫溪县 石柱县 秀山县 酉阳县 彭水县"
)
NAMES = tuple(_NAMES.split())
CODES = tuple(f"5001{n:02d}" for n in (*range(1, 18), 18, 19, 20, 51, 52, 53, 54, 55, 56)) + tuple(
    f"5002{n}" for n in (29, 30, 31, 33, 35, 36, 37, 38, 40, 41, 42, 43)
)
# fmt: off
TOWNS = (52, 27, 11, 8, 12, 26, 19, 15, 17, 21, 27, 30, 23, 30, 19, 30, 30, 22, 34, 15, 28, 22, 21, 40, 33, 27, 25, 30,
         26, 29, 42, 33, 26, 32, 33, 27, 39, 39)
COVERED = (41, 27, 11, 7, 12, 26, 19, 15, 17, 20, 26, 29, 20, 28, 19, 29, 24, 21, 33, 15, 26, 22, 19, 35, 33, 26, 9, 29,
           24, 25, 39, 30, 19, 21, 33, 16, 34, 31)
# fmt: on
INNER = ("500103", "500104", "500105", "500106", "500107", "500108", "500109", "500112", "500113")
_TITLES = (
    "加快成渝中部崛起交通互联 完善社区嵌入式托育服务 推进老旧小区加装电梯 三峡库区消落带综合治理 "
    "支持专精特新企业融资 规范共享电单车停放 加强乡村医生队伍建设 推动火锅产业标准化 "
    "完善山城步道无障碍设施 建设川渝算力枢纽 提升轨道末班车覆盖 强化预制菜监管 加强长江文物数字化保护 "
    "优化公立幼儿园布局 扩大长护险试点 治理高空抛物"
)
TITLES = tuple(_TITLES.split())


def district_frame() -> pd.DataFrame:
    frame = pd.DataFrame({"code": CODES, "name": NAMES, "numerator": COVERED, "denominator": TOWNS})
    frame["value"] = frame["numerator"] / frame["denominator"]
    frame["red"] = [3 if n == "万州区" else int(n in ("城口县", "江津区", "开州区", "秀山县")) for n in NAMES]
    frame["yellow"] = [4 if n == "万州区" else 2 * int(n in ("江津区", "巫山县", "九龙坡区", "渝北区")) for n in NAMES]
    return frame


def region_map(**more: object) -> RegionMap:
    shipped = boundaries("500000", TODAY)
    frame = district_frame()
    given = {
        "key": "map",
        "title": "镇街覆盖率",
        "unit": "%",
        "aid": "已有阵地的镇街 ÷ 全部镇街",
        "note": "示意图，边界以官方发布为准　来源：阵地台账、行政区划（2025-09-30 版）",
        "frame": frame,
        "value_name": "镇街覆盖率",
        "value_format": "percent",
        "gap": "low",
        "shapes": shipped.shapes,
        "centres": shipped.centres,
        "labels": tuple(frame.nsmallest(6, "value")["code"]),
        "inset": INNER,
        "inset_title": "主城九区（放大）",
    }
    return RegionMap(**(given | more))  # type: ignore[arg-type]


def ranking(**more: object) -> Ranking:
    frame = district_frame()
    mean = float(frame["numerator"].sum() / frame["denominator"].sum())
    reach = 3.09 * np.sqrt(mean * (1 - mean) / frame["denominator"])
    frame["lower"], frame["upper"] = (mean - reach).clip(0, 1), (mean + reach).clip(0, 1)
    frame["outside"] = np.where(frame["value"] < frame["lower"], "worse", "")
    frame["small"] = frame["denominator"] < 10
    frame["rank"] = frame["value"].rank(ascending=False, method="min").astype(int)
    frame = frame.sort_values("value", ignore_index=True)
    given = {
        "key": "ranking",
        "title": "区县排名与控制限",
        "unit": "%",
        "aid": "灰带为控制限，实心点低于下限，末位在前",
        "frame": frame,
        "value_format": "percent",
        "mean": mean,
    }
    return Ranking(**(given | more))  # type: ignore[arg-type]


def funnel() -> Funnel:
    rows = ranking()
    assert rows.mean is not None
    sizes = np.arange(6, 56)
    reach = 3.09 * np.sqrt(rows.mean * (1 - rows.mean) / sizes)
    limits = pd.DataFrame({"n": sizes, "lower": rows.mean - reach, "upper": np.minimum(rows.mean + reach, 1)})
    return Funnel(
        key="funnel",
        title="规模与覆盖率",
        unit="%",
        aid="曲线为 99.8% 控制限",
        frame=rows.frame.rename(columns={"denominator": "n"}),
        value_format="percent",
        mean=rows.mean,
        mean_name="全市",
        limits=limits,
        x_title="镇街数",
        y_title="覆盖率",
    )


def trend(key: str = "trend", title: str = "提案立案与办复", unit: str = "件", aid: str = "9月未满") -> Trend:
    months = [f"2024-{m:02d}" for m in range(10, 13)] + [f"2025-{m:02d}" for m in range(1, 10)]
    replied = [96, 108, 60, 52, 70, 120, 166, 170, 142, 118, 104, 60]
    filed = [104, 110, 40, 95, 214, 180, 132, 118, 104, 98, 88, 40]
    rows = [
        (p, s, float(v), p != "2025-09")
        for s, vs in (("办复", replied), ("立案", filed))
        for p, v in zip(months, vs, strict=True)
    ]
    return Trend(
        key=key,
        title=title,
        unit=unit,
        per="月",
        aid=aid,
        value_format="integer",
        series=("办复", "立案"),
        frame=pd.DataFrame(rows, columns=["period", "series", "value", "complete"]),
    )


def daily_trend() -> Trend:
    days = [TODAY - timedelta(n) for n in range(89, -1, -1)]
    random = np.random.default_rng(7)
    red = np.clip(8 + np.cumsum(random.integers(-1, 2, 90)), 2, 20)
    yellow = np.clip(12 + np.cumsum(random.integers(-1, 2, 90)), 5, 24)
    rows = [
        (d.isoformat(), s, float(v), True)
        for s, vs in (("red", red), ("yellow", yellow))
        for d, v in zip(days, vs, strict=True)
    ]
    return Trend(
        key="trend",
        title="近 90 日每日在办红、黄件数",
        unit="件",
        aid="当日规则回放",
        value_format="integer",
        series=("red", "yellow"),
        step=True,
        note="规则版本 2025，过去各日按当日规则回放",
        days_off=frozenset(d.isoformat() for d in days if d.weekday() > 4),
        frame=pd.DataFrame(rows, columns=["period", "series", "value", "complete"]),
    )


def gantt() -> Gantt:
    left = (-21, -14, -9, -6, -3, -1, 0, 1, 2, 4, 5, 6, 8, 11, 15, 22)
    rows, bars = [], []
    for n, (title, days) in enumerate(zip(TITLES, left, strict=True)):
        due = TODAY + timedelta(round(days * 1.4))
        assigned = due - timedelta(92)
        accepted, submitted = assigned + timedelta(5), assigned - timedelta(20 + 7 * n % 30)
        state = "今日" if days == 0 else f"超 {-days} 日" if days < 0 else f"剩 {days} 日"
        no = f"2025{n:04d}"
        rows.append((no, title, due, "red" if days < 0 else "yellow" if days <= 7 else "green", state))
        bars += [
            (no, "审查立案", submitted, assigned),
            (no, "交办签收", assigned, accepted),
            (no, "承办", accepted, min(due, TODAY)),
        ]
        if due < TODAY:
            bars.append((no, "超期", due, TODAY))
    return Gantt(
        key="gantt",
        title="在办提案进度",
        aid="期限在今日前后的 16 件，按剩余工作日",
        note="期限＝交办日 + 3 个月（日历月），获准延期的按新期限　剩余与超期按工作日计，含调休",
        frame=pd.DataFrame(rows, columns=["no", "name", "due", "colour", "state"]),
        bars=pd.DataFrame(bars, columns=["no", "phase", "since", "until"]),
        today=TODAY,
        phases=phases("审查立案", "交办签收", "承办", "超期", over="超期"),
    )


def survival() -> Survival:
    rows = []
    for series, scale, last in (("2025年", 58, 107), ("2024年", 61, 143)):
        for day in range(0, last, 3):
            share = 0.5 ** ((day / scale) ** 1.8)
            rows.append((series, day, share, max(share - 0.03, 0), min(share + 0.03, 1), int(900 * share) + 15))
    return Survival(
        key="survival",
        title="多久能办复",
        aid="自交办起的天数，仍在办的件数 %，带为 95% 置信区间",
        frame=pd.DataFrame(rows, columns=["series", "days", "open_share", "lower", "upper", "at_risk"]),
        series=("2025年", "2024年"),
        medians=(("2025年", 58.0, 1369), ("2024年", 61.0, 1288)),
        limit_days=92.0,
    )


def waterfall() -> Waterfall:
    rows = [
        ("提交", 1702, True),
        ("不予立案", -148, False),
        ("转社情民意", -52, False),
        ("立案", 1502, True),
        ("并案", -133, False),
        ("交办", 1369, True),
        ("已办复", -1183, False),
        ("在办", 186, True),
    ]
    return Waterfall(
        key="waterfall",
        title="从提交到办复",
        unit="件",
        aid="2025 年",
        value_format="integer",
        frame=pd.DataFrame(rows, columns=["name", "value", "standing"]),
    )


def bars(key: str = "chain", **more: object) -> Bars:
    rows = [("提出建议", 3600, ""), ("已有答复", 3412, "94.8%"), ("采纳", 2214, "61.5%"), ("落实", 1387, "62.6%")]
    given = {
        "key": key,
        "title": "协商建议落到哪一步",
        "unit": "条",
        "aid": "百分比为占上一步",
        "frame": pd.DataFrame(rows, columns=["name", "value", "base"]),
        "value_format": "integer",
        "note": "采纳含部分采纳；落实另行确认",
    }
    return Bars(**(given | more))  # type: ignore[arg-type]


def due_columns() -> ColumnsFigure:
    days = [d.date() for d in pd.bdate_range(TODAY + timedelta(9), periods=20)]
    counts = [0, 3, 2, 4, 3, 4, 3, 7, 9, 4, 14, 8, 3, 7, 7, 5, 12, 14, 11, 5]
    rows = [
        (d.isoformat(), c, "yellow" if n < 7 else "green") for n, (d, c) in enumerate(zip(days, counts, strict=True))
    ]
    return ColumnsFigure(
        key="due",
        title="未来 20 个工作日到期",
        unit="件",
        per="日",
        aid="在办事项",
        value_format="integer",
        note="到期日当天办结算按期；期限未填的 4 件不在图中",
        frame=pd.DataFrame(rows, columns=["name", "value", "colour"]),
    )


def stacked() -> Stacked:
    rows = [
        (name, colour, float(value))
        for n, name in enumerate(NAMES[:12])
        for colour, value in (("red", (7 - n) // 3), ("yellow", 2 + n % 3), ("green", 5 + 3 * n % 11))
    ]
    return Stacked(
        key="districts",
        title="区县三色",
        unit="件",
        aid="红多在前",
        value_format="integer",
        series=("red", "yellow", "green"),
        dimension="district",
        frame=pd.DataFrame(rows, columns=["name", "series", "value"]),
    )


def board() -> Board:
    cases = {
        "red": (
            "万州区|三峡库区支流消落带垃圾清运|整改期限 8月28日，市生态环境局；35 日无进展|超 17 日",
            "万州区|老旧小区电梯加装审批提速|整改期限 9月6日，市住房城乡建委；已催办 2 次|超 10 日",
            "城口县|农村小规模学校供暖改造|整改期限 9月9日，市教委；供暖设备到货延迟|超 9 日",
            "江津区|长江岸线非法码头复绿|反馈后退回重办，市交通运输委；照片与点位不符|超 6 日",
            "开州区|乡镇卫生院影像设备闲置|整改期限 9月13日，市卫生健康委；责任科室调整|超 5 日",
            "秀山县|边贸市场冷链溯源断点|签收期限 9月16日，市市场监管局；未签收|超 4 日",
        ),
        "yellow": (
            "渝北区|轨道站点接驳步道贯通|10月9日到期，市交通运输委；已反馈未整改|剩 3 日",
            "九龙坡区|旧厂区危化品仓库搬迁|10月10日到期，市应急局；搬迁 7/9 栋|剩 4 日",
            "涪陵区|页岩气返排液处置|10月11日到期，市生态环境局；待复测|剩 5 日",
        ),
        "green": (
            "璧山区|秀湖水质提升|10月22日到期，区生态环境局；整改中|剩 12 日",
            "荣昌区|陶瓷园区用工培训|10月25日到期，市人力社保局；已反馈|剩 15 日",
        ),
        "unknown": ("石柱县|黄水民宿消防验收|未填整改期限，无法判定|—",),
    }
    rows = [
        (colour, f"J{n:04d}", *reversed(text.split("|")[:2]), *text.split("|")[2:])
        for colour, texts in cases.items()
        for n, text in enumerate(texts)
    ]
    return Board(
        key="board",
        title="监督事项三色",
        aid="超期工作日",
        frame=pd.DataFrame(rows, columns=["colour", "no", "name", "region", "reason", "days"]),
        counts={"red": 7, "yellow": 19, "green": 212, "unknown": 4, "done": 318},
        changes={"red": 2, "yellow": 4, "green": -6},
        compared_with="较上周",
    )


def table(key: str = "table") -> Table:
    frame = district_frame()
    frame["months"] = [[float((n * 7 + m * 5) % 13) for m in range(12)] for n in range(len(frame))]
    frame["colour"] = [
        "red" if r else "yellow" if y else "green" for r, y in zip(frame["red"], frame["yellow"], strict=True)
    ]
    return Table(
        key=key,
        title="区县明细",
        aid="38 个区县，官方顺序",
        frame=frame,
        columns=(
            TableColumn("name", "区县"),
            TableColumn("colour", "状态", "colour"),
            TableColumn("value", "覆盖率", "percent"),
            TableColumn("numerator", "有阵地镇街", "integer"),
            TableColumn("denominator", "全部镇街", "integer"),
            TableColumn("red", "红色事项", "integer"),
            TableColumn("months", "近 12 月活动", "months"),
        ),
    )


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
