"""委员履职: who does what, fairly counted."""

import streamlit as st

from ui import ask, browser, show

PARTS = {
    "landing": "总况",
    "card": "委员卡",
    "spread": "履职分布",
    "learning": "学习",
    "matching": "专长与匹配",
    "relations": "联系关系",
    "rules": "规则",
}
RULES = {"": "现行规则", "桐城": "桐城", "济南": "济南", "闵行": "闵行", "绍兴": "绍兴", "东城": "东城"}


def card() -> None:
    """One member, whose name or number is typed or who was picked from the list."""
    with st.container(horizontal=True, key="choices"):
        show.word("委员", "person", "输入姓名或编号，例如 M00001")
    view = ask.view("members.card")
    show.lead(view)
    show.figure(view, "choice", height=660)
    wide, narrow = show.two_columns(1, 1)
    with wide:
        show.figure(view, "radar", height=380)
    with narrow:
        show.figure(view, "profile")
        show.figure(view, "months", height=180)
    show.figure(view, "awards")


def beside() -> None:
    """The card of who was picked from a list."""
    if ask.asked("members").question.option("person"):
        show.close("person", "收起委员卡")
        card()


def matching() -> None:
    show.word("为什么找人", "need", "输入议题的词，或监督事项、提案、议题的编号")
    view = ask.view("members.matching")
    show.lead(view)
    show.figure(view, "fitting")
    beside()
    show.figure(view, "tags")


def relations() -> None:
    view = ask.view("members.relations")
    show.lead(view)
    show.grid(view, "kinds", "coverage", columns=2)
    show.grid(view, "post", "sector", columns=2)
    show.figure(view, "missing")


def rules() -> None:
    show.option("试算", "rule", RULES)
    view = ask.view("members.rules")
    show.lead(view)
    show.figure(view, "preview")
    for each in view.figures:
        if each.key != "preview":
            show.figure(view, each.key)


def spread() -> None:
    view = ask.view("members.spread")
    show.lead(view)
    show.grid(view, "spread", "posts", columns=2, height=300)
    show.grid(view, "quartiles", "grades", columns=2)
    show.figure(view, "to_contact")
    beside()
    show.grid(view, *(each.key for each in view.figures if each.key.startswith("by_")), columns=2)


def learning() -> None:
    view = ask.view("members.learning")
    show.lead(view)
    show.grid(view, "modes", "trend", columns=2, height=240)
    show.grid(view, *(each.key for each in view.figures if each.key in ("sector", "district", "township")), columns=1)
    show.figure(view, "matrix")
    show.figure(view, "unchecked")


if browser.on_wall():
    show.wall(
        ask.view("members"),
        {"members": ("spread",)},
        ("ranking",),
        ("kinds", "trend"),
        wide={"members": ("funnel",)},
    )
else:
    view = ask.page("members", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    match show.parts(PARTS):
        case "card":
            card()
        case "spread":
            spread()
        case "learning":
            learning()
        case "matching":
            matching()
        case "relations":
            relations()
        case "rules":
            rules()
        case _:
            show.headline(view)
            show.grid(view, "spread", "ranking", "funnel", height=452)
            show.grid(view, "kinds", "trend", height=300)
            show.table(view)
