"""督办: each leader's proposals by category, the talks before, during and after handling, and each suggestion's answer."""

from collections.abc import Iterable

import pandas as pd

from zxdata.figures import Bars, Figure, Matrix, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.metrics.proposals.suggested import LATE, WAITING
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

KEY = "proposals.oversight"
TALKS = ("talked_before_rate", "talked_during_rate", "talked_after_rate", "talked_thrice_rate")
SUGGESTED = ("suggestions", "suggestions_reply_rate", "suggestions_late", "suggestions_declined")
REPLIES = (LATE, WAITING, "未采纳", "已答复", "部分采纳", "采纳", "已落实")


def view(asking: Asking) -> View:
    asking, notices = asking.letting_go("提案的建议", "sector", "session", "colour")
    indicators = asking.indicators([f"proposals.{key}" for key in (*TALKS, *SUGGESTED)])
    duties = leaders(asking)
    figures: tuple[Figure, ...] = (duties, talks(asking), replies(asking), declined(asking))
    late = int(duties.frame["outside"].sum())
    headline = f"{len(duties.rows)} 位分管领导督办 {len(duties.columns)} 类提案，{late} 格有超期；三次沟通都有的 {indicators[3].value}{indicators[3].unit}。"
    if not duties.rows:
        headline = "所选条件下没有写明分管领导的提案。"
    return framed(asking, KEY, "提案办理·督办", headline, indicators, figures, suggestion_table(asking), notices)


def leaders(asking: Asking) -> Matrix:
    """Leaders by categories: what each has to see through; cells with proposals that are overdue stand out."""
    keys = ["proposals.assigned", "proposals.red"]
    filters = asking.beside("leader", "category")
    found = asking.answer(keys, by=("leader", "category"), filters=filters).frame
    found = found[(found["leader"] != UNFILLED) & (found["category"] != UNFILLED) & (found[keys[0]] > 0)]
    rows, columns = _by_size(found, "leader"), _by_size(found, "category")
    cells = [
        (leader, category, float(held), f"{held:,}" + (f"（超{red}）" if red else ""), red > 0)
        for leader, category, held, red in found[["leader", "category", *keys]].itertuples(index=False)
    ]
    red = asking.colours.meant("red")
    return Matrix(
        key="leaders",
        title="分管领导督办",
        kind="分管领导",
        unit="件",
        aid=f"交办的提案，框为有{red}的，括号内为{red}件数",
        value_format="integer",
        rows=rows,
        columns=columns,
        metric=keys[0],
        row_dimension="leader",
        column_dimension="category",
        selected=(*asking.filters.values("leader"), *asking.filters.values("category")),
        note="没有写明分管领导或类别的不在图中。",
        empty="所选条件下没有写明分管领导的提案。",
        frame=pd.DataFrame(cells, columns=["row", "column", "value", "text", "outside"]),
    )


def _by_size(found: pd.DataFrame, name: str) -> tuple[str, ...]:
    return tuple(found.groupby(name)["proposals.assigned"].sum().sort_values(ascending=False, kind="stable").index)


def talks(asking: Asking) -> Table:
    """The rates of the three talks, leader by leader."""
    keys = [f"proposals.{key}" for key in TALKS]
    frame = asking.answer(keys, by=("leader",)).frame
    frame = frame[frame[f"{keys[0]}.denominator"] > 0]
    columns = [TableColumn("leader", "分管领导"), TableColumn(f"{keys[0]}.denominator", "交办", "integer")]
    columns += [TableColumn(key, metric(key).name, "percent", metric(key).definition) for key in keys]
    return Table(
        key="talks",
        title="办前、办中、办后沟通",
        aid="率，按分管领导",
        note="办前、办中按交办，办后和三次沟通按已答复；沟通的“结果”写办前、办中或办后。",
        columns=tuple(columns),
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        metric=keys[-1],
        empty="所选条件下没有交办的提案。",
    )


def replies(asking: Asking) -> Bars:
    key = "proposals.suggestions"
    found = asking.answer([key], by=("reply",), filters=asking.filters).frame
    counts = dict(zip(found["reply"], found[key], strict=True))
    whole = sum(counts.values())
    rows = [(word, float(counts[word]), f"{counts[word] / whole:.1%}") for word in _ordered(counts)]
    return Bars(
        key="replies",
        title="提案建议的答复状态",
        unit="条",
        aid="百分比为占全部提案建议",
        value_format="integer",
        metric=key,
        dimension="reply",
        note="已落实的不再计入采纳；“已答复”为答复了而没有写采纳情况，或写待定。",
        empty="所选条件下没有逐条登记的提案建议。",
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
    )


def _ordered(words: Iterable[str]) -> list[str]:
    known = set(words)
    return [word for word in REPLIES if word in known] + sorted(known - set(REPLIES))


def suggestion_table(asking: Asking) -> Table:
    """Every suggestion with its proposal and where its answer stands, the late first."""
    frame = _suggestions(asking, "proposals.suggestions")
    frame["order"] = frame["reply"].map({word: n for n, word in enumerate(REPLIES)})
    frame = frame.sort_values(["order", "raised_on", "no"], kind="stable")
    return _table("table", "清单答复", f"{len(frame):,} 条，逾期在前", frame, "所选条件下没有逐条登记的提案建议。")


def declined(asking: Asking) -> Table:
    """The library of suggestions that were not adopted."""
    frame = _suggestions(asking, "proposals.suggestions_declined").sort_values(["replied_on", "no"], kind="stable")
    return _table("declined", "未采纳建议库", f"{len(frame):,} 条", frame, "没有未采纳的提案建议。")


def _suggestions(asking: Asking, key: str) -> pd.DataFrame:
    return listing(asking.reading, metric(key), asking.filters, asking.rules).frame


def _table(key: str, title: str, aid: str, frame: pd.DataFrame, empty: str) -> Table:
    columns = (
        TableColumn("reply", "答复状态"),
        TableColumn("origin_no", "提案号"),
        TableColumn("text", "建议"),
        TableColumn("unit", "承办单位"),
        TableColumn("raised_on", "提出日期", "date"),
        TableColumn("due_on", "答复期限", "date"),
        TableColumn("replied_on", "答复日期", "date"),
        TableColumn("implemented_on", "落实日期", "date"),
    )
    return Table(
        key=key,
        title=title,
        aid=aid,
        columns=columns,
        frame=frame.assign(code=frame["origin_no"])[["code", *(c.name for c in columns)]].reset_index(drop=True),
        opens="proposal",
        empty=empty,
    )
