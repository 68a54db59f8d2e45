"""监督预警: each matter's colour today and why, what will turn next, and whether it gets put right."""

from datetime import timedelta

import streamlit as st

from ui import ask, browser, show

PARTS = {
    "board": "看板",
    "spread": "分布",
    "replay": "回放",
    "closing": "闭环与转化",
    "press": "催办",
    "worth": "评价",
}


def replay() -> None:
    """Colours on days gone by, of the whole and of single matters."""
    with st.container(horizontal=True, key="choices"):
        show.day("与哪一日比较", "since", view.as_of - timedelta(days=30), view.as_of - timedelta(days=1))
        known = view.table.frame if view.table is not None else {"code": [], "name": []}
        named = {no: f"{name}（{no}）" for no, name in zip(known["code"], known["name"], strict=True)}
        show.choice("事项", "matter", {"": "最急的事项", **named})
    past = ask.view("supervision.replay")
    show.lead(past)
    wide, narrow = show.two_columns(3, 2)
    with wide:
        show.figure(past, "area", height=300)
    with narrow:
        show.figure(past, "flips")
    show.figure(past, "strips")
    show.figure(past, "changed")
    if ask.asked("supervision").question.option("flip"):
        show.close("flip", "看全部变了颜色的事项")


view = ask.view("supervision")
if browser.on_wall():
    show.wall(
        view,
        ("board",),
        ("districts",),
        ("trend", "due"),
        wide={"supervision": ("next",), "supervision.closing": ("closed",)},
    )
else:
    show.head(view)
    show.indicators(view)
    match show.parts(PARTS):
        case "spread":
            spread = ask.view("supervision.spread")
            show.lead(spread)
            show.grid(spread, "units", "months", columns=2, height=480)
            show.grid(spread, "form", "channel", "category", "leader", columns=2)
        case "replay":
            replay()
        case "closing":
            closing = ask.view("supervision.closing")
            show.lead(closing)
            show.grid(closing, "loops", "clocks", "cadences")
            show.grid(closing, "closed", "lasting", columns=2, height=360)
            show.figure(closing, "overdue")
        case "press":
            press = ask.view("supervision.press")
            show.lead(press)
            wide, narrow = show.two_columns(1, 1)
            with wide:
                show.letters(press)
            with narrow:
                show.figure(press, "register")
        case "worth":
            worth = ask.view("supervision.worth")
            show.lead(worth)
            for figure in worth.figures:
                show.figure(worth, figure.key)
        case _:
            show.headline(view)
            show.figure(view, "board")
            show.grid(view, "trend", "due", columns=2, height=230)
            show.grid(view, "next", "districts", columns=2, height=452)
            show.table(view)
