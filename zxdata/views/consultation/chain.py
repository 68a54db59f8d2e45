"""The chain 议题 → 协商 → 建议 → 采纳 → 落实 → 反馈, each step over the one before it."""

import pandas as pd

from zxdata import words
from zxdata.dimensions import REGIONAL
from zxdata.figures import Bars
from zxdata.views.asking import Asking
from zxdata.views.consultation.measures import counts_partial, in_words


def chain(asking: Asking) -> Bars:
    """A step's number is that of its metric, whose rows a click opens; beside it what part of its base it is."""
    partial = counts_partial(asking)
    steps = (
        ("议题", "agenda", "", "场", "场"),
        ("协商", "meetings", "agenda", "个议题", "场"),
        ("其中提出建议", "meetings_with_suggestions", "meetings", "场协商", "场"),
        ("意见建议", "suggestions", "", "条", "条"),
        ("采纳（含部分）" if partial else "采纳", "heeded" if partial else "adopted", "suggestions", "条建议", "条"),
        ("落实", "fulfilled", "heeded", "条采纳或部分采纳", "条"),
        ("反馈", "fed_back", "fulfilled", "条落实", "条"),
    )
    keys = dict.fromkeys(f"consultation.{n}" for _, own, base, *_ in steps for n in (own, base) if n)
    now = asking.answer(keys)
    numbers = {key.split(".")[1]: now.value(key) or 0 for key in keys}
    rows = [
        (name, numbers[own], unit, _over(numbers[own], numbers[base], noun) if base else noun, f"consultation.{own}")
        for name, own, base, noun, unit in steps
    ]
    frame = pd.DataFrame(rows, columns=["name", "value", "unit", "base", "metric"])
    planned = all(dimension in REGIONAL for dimension, _ in asking.filters.where)
    counting = "议题＝已协商＋计划已到期未协商" if planned else "议题＝已协商，年度计划不分平台、形式"
    return Bars(
        key="chain",
        title="从议题到反馈",
        aid="议题、协商为场，其余为条；旁为占上一步的比例",
        value_format="integer",
        note=f"{counting}；{in_words(asking)}；落实的分母总含部分采纳；期间：协商按日期，建议按提出日期",
        empty="所选条件下没有协商，也没有由协商提出的建议。",
        frame=frame if numbers["agenda"] or numbers["suggestions"] else frame.iloc[:0],
    )


def _over(part: float, whole: float, noun: str) -> str:
    return f"{words.base(part, whole, noun)}，{words.with_unit(part / whole if whole else None, 'percent')}"
