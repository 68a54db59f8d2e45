"""Figures of what happens to cases, as pages and painters receive them."""

from datetime import timedelta

import numpy as np
import pandas as pd

from tests.sample_districts import NAMES, TODAY
from zxdata.figures import (
    Bars,
    Board,
    ColumnsFigure,
    Gantt,
    Stacked,
    Survival,
    Trend,
    Waterfall,
    phases,
)

_TITLES = (
    "加快成渝中部崛起交通互联 完善社区嵌入式托育服务 推进老旧小区加装电梯 三峡库区消落带综合治理 "
    "支持专精特新企业融资 规范共享电单车停放 加强乡村医生队伍建设 推动火锅产业标准化 "
    "完善山城步道无障碍设施 建设川渝算力枢纽 提升轨道末班车覆盖 强化预制菜监管 加强长江文物数字化保护 "
    "优化公立幼儿园布局 扩大长护险试点 治理高空抛物"
)
TITLES = tuple(_TITLES.split())


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
