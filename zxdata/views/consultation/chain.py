"""The chain 协商 → 建议 → 答复 → 采纳 → 落实 → 评价, each step over the one it comes from."""

import pandas as pd

from zxdata import words
from zxdata.figures import Bars
from zxdata.views.asking import Asking
from zxdata.views.consultation.measures import counts_partial, in_words


def chain(asking: Asking) -> Bars:
    """A step's number is that of its metric, whose rows a click opens; beside it what part of its base it is. Steps that
    the ledger was never told are left out.
    """
    partial = counts_partial(asking)
    steps = (
        ("协商", "meetings", "", "场", "场"),
        ("其中提出建议", "meetings_with_suggestions", "meetings", "场协商", "场"),
        ("意见建议", "suggestions", "", "条", "条"),
        ("答复", "replied", "suggestions", "条建议", "条"),
        ("采纳（含部分）" if partial else "采纳", "heeded" if partial else "adopted", "suggestions", "条建议", "条"),
        ("落实", "fulfilled", "heeded", "条采纳或部分采纳", "条"),
        ("评价", "rated", "replied", "条已答复", "条"),
    )
    keys = dict.fromkeys(f"consultation.{n}" for _, own, base, *_ in steps for n in (own, base) if n)
    now = asking.answer(keys)
    numbers = {key.split(".")[1]: now.value(key) or 0 for key in keys}
    follows = not asking.happened
    rows = [
        (
            name,
            numbers[own],
            unit,
            _over(numbers[own], numbers[base], noun) if base and follows else "" if base else noun,
            f"consultation.{own}",
        )
        for name, own, base, noun, unit in steps
    ]
    told = [row for row in rows if now.value(row[-1]) is not None]
    frame = pd.DataFrame(told or rows, columns=["name", "value", "unit", "base", "metric"])
    return Bars(
        key="chain",
        title="从协商到评价",
        aid=f"协商为场，其余为条；{'旁为占其来处的比例' if follows else '期内各步发生的，不是同一批'}",
        value_format="integer",
        note=f"{in_words(asking)}；落实的分母总含部分采纳；"
        f"期间：{'协商按日期，建议按提出日期' if follows else '各步按自己的日期'}",
        empty="所选条件下没有协商，也没有由协商提出的建议。",
        frame=frame if numbers["meetings"] or numbers["suggestions"] or not told else frame.iloc[:0],
    )


def _over(part: float, whole: float, noun: str) -> str:
    return f"{words.base(part, whole, noun)}，{words.with_unit(part / whole if whole else None, 'percent')}"
