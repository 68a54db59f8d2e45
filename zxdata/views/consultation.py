"""协商活动: how much is consulted, where, and what comes of it."""

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, RegionMap, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics.answer import Result
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.regional import of_regions, ranking, region_map
from zxdata.views.trends import by_month

CARDS = (
    "consultation.meetings", "consultation.public_visits", "consultation.cross_region", "consultation.suggestions",
    "consultation.adoption_rate", "consultation.implementation_rate",
)  # fmt: skip
PLATFORMS_SHOWN = 10


def view(asking: Asking) -> View:
    cards = asking.cards(
        CARDS,
        {
            "consultation.meetings": asking.filters.period_in_words(),
            "consultation.public_visits": "未填的不计",
            "consultation.cross_region": "各区县各计一场，合计计一场",
            "consultation.suggestions": "由协商提出",
        },
    )
    key = "consultation.adoption_rate"
    answered = asking.answer([key], by=("district",), filters=asking.siblings)
    whole = asking.answer([key], filters=asking.siblings).value(key)
    figures: tuple[Figure, ...] = (
        meetings_map(asking),
        ranking(asking, of_regions(asking, answered, key), key, "建议采纳率排名", whole, note=_target(asking)),
        chain(asking),
        by_month(asking, {"consultation.meetings": "协商活动", "consultation.cross_region": "其中跨区域"}, "每月协商活动",
                 "场／月"),
        platforms(asking),
    )  # fmt: skip
    quiet = int((of_regions(asking, _meetings(asking), "consultation.meetings")["value"] == 0).sum())
    headline = f"协商活动 {cards[0].value} 场，提出建议 {cards[3].value} 条，采纳率 {cards[4].value}{cards[4].unit}"
    headline += f"；{quiet} 个区县没有协商。" if quiet and not asking.district else "。"
    return framed(asking, "consultation", "协商活动", headline, cards, figures, _table(asking))


def _target(asking: Asking) -> str:
    target = asking.rules.targets.get("consultation.adoption_rate")
    return f"目标 {target.least:.0%}；部分采纳不计入采纳" if target else "部分采纳不计入采纳"


def _meetings(asking: Asking) -> Result:
    return asking.answer(["consultation.meetings"], by=("district",), filters=asking.siblings)


def meetings_map(asking: Asking) -> RegionMap:
    frame = of_regions(asking, _meetings(asking), "consultation.meetings")
    return region_map(asking, frame, "consultation.meetings", "各区县协商活动", "场，跨区域的各计一场")


def chain(asking: Asking) -> Bars:
    """建议 → 答复 → 采纳 → 落实, each step with its own base."""
    keys = ("suggestions", "replied", "adopted", "implemented")
    now = asking.answer([*(f"consultation.{k}" for k in keys), "consultation.adoption_rate_with_partial",
                         "consultation.implementation_rate"])  # fmt: skip
    partly = now.value("consultation.adoption_rate_with_partial.numerator")
    done = now.value("consultation.implementation_rate.numerator")
    all_, replied, adopted = (now.value(f"consultation.{k}") for k in keys[:3])
    steps = [
        ("提出建议", all_, ""),
        ("已有答复", replied, _share(replied, all_, "建议")),
        ("采纳（含部分）", partly, _share(partly, all_, "建议")),
        ("其中全部采纳", adopted, _share(adopted, all_, "建议")),
        ("落实", done, _share(done, partly, "采纳")),
    ]
    return Bars(
        key="chain", title="协商建议落到哪一步", unit="条", value_format="integer",
        note="采纳率＝采纳 ÷ 全部建议；落实率＝已落实 ÷ 采纳（含部分采纳）", empty="所选条件下没有由协商提出的建议。",
        frame=pd.DataFrame(steps if all_ else [], columns=["name", "value", "base"]),
    )  # fmt: skip


def _share(part: float | None, whole: float | None, noun: str) -> str:
    return f"{noun}的 {words.with_unit(part / whole, 'percent')}" if part is not None and whole else ""


def platforms(asking: Asking) -> Bars:
    frame = asking.answer(["consultation.meetings"], by=("platform",)).frame
    frame = frame[frame["consultation.meetings"] > 0].sort_values(
        "consultation.meetings", ascending=False, kind="stable"
    )
    shown, rest = frame.iloc[:PLATFORMS_SHOWN], frame.iloc[PLATFORMS_SHOWN:]
    rows = [
        (name, float(value), "") for name, value in shown[["platform", "consultation.meetings"]].itertuples(index=False)
    ]
    if len(rest):
        rows.append((f"其余 {len(rest)} 个平台", float(rest["consultation.meetings"].sum()), ""))
    return Bars(
        key="platforms", title="按平台", unit="场", value_format="integer", dimension="platform",
        note="未填平台的计入“未填”", frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
    )  # fmt: skip


def _table(asking: Asking) -> Table:
    level = "township" if asking.district else "district"
    keys = ["consultation.meetings", "consultation.cross_region", "consultation.member_visits",
            "consultation.public_visits", "consultation.leader_visits", "consultation.suggestions",
            "consultation.adoption_rate", "consultation.implementation_rate"]  # fmt: skip
    frame = asking.answer(keys, by=(level,)).frame.rename(columns={level: "name", f"{level}_code": "code"})
    frame = frame[(frame["name"] != UNFILLED) | (frame["consultation.meetings"] > 0)]
    heads = ("场次", "跨区域", "委员人次", "群众人次", "党政领导人次", "建议", "采纳率", "落实率")
    columns = (
        TableColumn("name", "区县" if level == "district" else "乡镇街道"),
        *(TableColumn(k, h, "percent" if k.endswith("rate") else "integer") for k, h in zip(keys, heads, strict=True)),
    )
    return Table(
        key="table", title="区县明细" if level == "district" else "镇街明细", unit=f"{len(frame)} 行，官方顺序",
        note="跨区域协商在各区县各计一场，合计只计一场", frame=frame[["code", *(c.name for c in columns)]], columns=columns,
    )  # fmt: skip
