"""The chain 议题 → 协商 → 建议 → 采纳 → 落实 → 反馈, each step over the one before it."""

import pandas as pd

from zxdata import words
from zxdata.figures import Bars
from zxdata.metrics.answer import Result
from zxdata.views.asking import Asking
from zxdata.views.consultation.measures import adoption, counts_partial, in_words

KEYS = ("meetings", "suggestions", "fruitful_rate", "adoption_rate", "adoption_rate_with_partial",
        "implementation_rate", "feedback_rate")  # fmt: skip


def chain(asking: Asking) -> Bars:
    """Numerator and denominator beside every step; topics are the meetings held and the plans not kept."""
    now = asking.answer([f"consultation.{k}" for k in KEYS])
    held = now.value("consultation.meetings") or 0
    waiting = _unkept(asking)
    topics = held + (waiting or 0)
    rate = adoption(asking).split(".")[1]
    rows = [
        ("议题", topics, "场", ""),
        ("协商", held, _over(held, topics, "个议题"), "meetings"),
        ("其中提出建议", *_step(now, "fruitful_rate", "场协商"), "meetings_with_suggestions"),
        ("意见建议", now.value("consultation.suggestions"), "条", "suggestions"),
        ("采纳（含部分）" if counts_partial(asking) else "采纳", *_step(now, rate, "条建议"), rate),
        ("落实", *_step(now, "implementation_rate", "条采纳或部分采纳"), "implementation_rate"),
        ("反馈", *_step(now, "feedback_rate", "条落实"), "feedback_rate"),
    ]
    frame = pd.DataFrame(rows, columns=["name", "value", "base", "metric"])
    frame["metric"] = frame["metric"].map(lambda name: name and f"consultation.{name}")
    told = "议题＝已协商＋计划已到期未协商" if waiting is not None else "议题＝已协商，年度计划不分平台、形式"
    return Bars(
        key="chain", title="从议题到反馈", unit="议题、协商为场，其余为条；旁为占上一步的比例", value_format="integer",
        note=f"{told}；{in_words(asking)}；落实的分母总含部分采纳；期间：协商按日期，建议按提出日期",
        empty="所选条件下没有协商，也没有由协商提出的建议。",
        frame=frame if topics or now.value("consultation.suggestions") else frame.iloc[:0],
    )  # fmt: skip


def _unkept(asking: Asking) -> float | None:
    """Plans whose day has passed without a meeting; None where the filters cannot restrict plans."""
    if any(dimension not in ("district", "township") for dimension, _ in asking.filters.where):
        return None
    return asking.answer(["consultation.planned_behind"]).value("consultation.planned_behind")


def _step(now: Result, name: str, noun: str) -> tuple[float | None, str]:
    part, whole = (now.value(f"consultation.{name}.{side}") for side in ("numerator", "denominator"))
    return part, _over(part, whole, noun)


def _over(part: float | None, whole: float | None, noun: str) -> str:
    rate = part / whole if part is not None and whole else None
    return f"{words.base(part, whole, noun)}，{words.with_unit(rate, 'percent')}"
