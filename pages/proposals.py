"""提案办理: where each proposal stands, how long it takes, who is late."""

import streamlit as st

from ui import ask, browser, show

PARTS = {
    "landing": "办理概况",
    "list": "在办清单",
    "colours": "三色",
    "replay": "回放",
    "press": "催办",
    "time": "办理用时",
    "flow": "流转与卡点",
    "units": "承办单位汇总",
    "oversight": "督办与沟通",
    "rounds": "二次办理与评议",
    "review": "审查与来源",
    "next": "逾期预估",
}
ORDERS = {"最急": "最急在前", "将到期": "将到期", "最久": "交办最久", "最新": "新交办"}
FEW = 8  # waiting proposals that fill less of a column than the two charts beside them
CURVES = {"year": "按年", "unit": "按单位", "category": "按类别", "key": "重点与普通", "proposer_kind": "按提案者类型"}


def card() -> None:
    """One proposal whole, over all else, while the address names it."""
    found = ask.view("proposals.card")
    show.lead(found)
    wide, narrow = show.two_columns(3, 2)
    with wide:
        show.figure(found, "lanes")
        show.figure(found, "events")
    with narrow:
        show.figure(found, "head")
        show.figure(found, "suggestions")
        show.figure(found, "evaluations")
    show.correction("proposals", ask.asked("proposals").question.option("case"))
    show.close("case", "收起提案卡")


def landing() -> None:
    show.headline(view)
    if len(view.figure("gantt").frame) < FEW:
        show.figure(view, "gantt")
        show.grid(view, "survival", "waterfall", columns=2, height=230)
    else:
        wide, narrow = show.two_columns(3, 2)
        with wide:
            show.figure(view, "gantt")
        with narrow:
            show.figure(view, "survival", height=230)
            show.figure(view, "waterfall", height=220)
    show.grid(view, "units", "trend", columns=2, height=300)
    show.table(view)


def part(key: str, columns: int = 2, height: int = 0) -> None:
    """A part of the page: its lead, its figures side by side, its wide tables below each other."""
    found = ask.view(f"proposals.{key}")
    show.lead(found)
    wide = show.wide_tables(found)
    show.grid(found, *(f.key for f in found.figures if f.key not in wide), columns=columns, height=height)
    for table in wide:
        show.figure(found, table)
    show.table(found)


if browser.on_wall():
    show.wall(
        ask.view("proposals"),
        {"proposals": ("survival",), "proposals.colours": ("due",)},
        ("gantt",),
        ("units", "trend"),
        wide={"proposals.flow": ("bottlenecks",), "proposals": ("waterfall",)},
    )
else:
    view = ask.page("proposals", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    chosen = show.parts(PARTS)
    if ask.asked("proposals").question.option("case"):
        card()
    match chosen:
        case "list":
            with st.container(horizontal=True, key="choices"):
                show.option("排列", "order", ORDERS)
                show.number("第几页", "page", 1.0, 1.0, 999.0, 1.0)
                show.word("提案号", "case", "输入提案号，看它的全程")
            part("list", columns=1, height=560)
        case "time":
            show.option("比较", "curve", CURVES)
            part("time", columns=3, height=300)
        case "review":
            part("review", columns=3, height=280)
        case "landing":
            landing()
        case "colours":
            colours = ask.view("proposals.colours")
            show.lead(colours)
            show.figure(colours, "board")
            show.grid(colours, "trend", "due", columns=2, height=230)
            show.grid(colours, "next", "districts", columns=2, height=452)
            show.table(colours)
        case "oversight":
            oversight = ask.view("proposals.oversight")
            show.lead(oversight)
            show.figure(oversight, "leaders", height=330)
            show.grid(oversight, "talks", "replies", columns=2, height=330)
            show.figure(oversight, "declined")
            show.table(oversight)
        case "replay":
            show.replay("proposals", "proposal", "提案")
        case "press":
            show.press("proposals")
        case "flow":
            flow = ask.view("proposals.flow")
            show.lead(flow)
            show.figure(flow, "sankey")
            if ask.asked("proposals").question.option("step"):
                show.figure(flow, "passed")
                show.close("step", "收起这一步的提案")
            show.grid(flow, "links", "bottlenecks", columns=2)
            show.figure(flow, "bases")
            show.table(flow)
        case other:
            part(other, height=360)
