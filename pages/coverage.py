"""阵地覆盖: where workstations reach, where they do not, and where the next ones should go."""

import streamlit as st

from ui import ask, browser, show

PARTS = {
    "landing": "覆盖概况",
    "points": "阵地分布",
    "life": "活跃与休眠",
    "layers": "阵地体系",
    "members": "委员入驻",
    "circle": "15 分钟圈",
    "siting": "下一批选址",
}
MODES = {"driving": "驾车", "walking": "步行"}


def points_and_card() -> None:
    """Stations and townships one by one, and the card of the one that was clicked."""
    points, card = ask.view("coverage.points"), ask.view("coverage.station")
    if "points" in points.absent:
        show.headline(points)
        return
    wide, narrow = show.two_columns(3, 2)
    with wide:
        show.option("出行方式", "mode", MODES)
        show.figure(points, "points", height=470)
    with narrow:
        show.notices(card.notices)
        if card.figures:
            show.close("station", "收起卡片")
        else:
            show.figure(points, "unplaced")
        show.figure(card, "profile")
        show.figure(card, "months", height=150)
        show.figure(card, "members")
        if card.figures:
            show.correction("workstations", ask.asked("coverage").question.option("station"))


def circle() -> None:
    view = ask.view("coverage.circle")
    show.option("出行方式", "mode", MODES)
    show.lead(view)
    wide, narrow = show.two_columns(3, 2)
    with wide:
        show.figure(view, "circle", height=520)
    with narrow:
        show.figure(view, "table")
    show.figure(view, "outside")


def siting() -> None:
    rules = ask.rules().coverage.siting
    with st.container(horizontal=True, key="choices"):
        show.number("新增几处", "sites", float(rules.sites), 1.0, 20.0, 1.0)
        show.number("覆盖半径（公里）", "radius", rules.radius_km, 0.5, 200.0, 0.5)
    view = ask.view("coverage.siting")
    show.lead(view)
    wide, narrow = show.two_columns(1, 1)
    with wide:
        show.figure(view, "sites", height=520)
    with narrow:
        show.figure(view, "plan")


if browser.on_wall():
    show.wall(
        ask.view("coverage"),
        {"coverage.life": ("awake",), "coverage": ("trend",)},
        ("map",),
        ("ranking",),
        wide={"coverage": ("funnel",), "coverage.life": ("lives",), "coverage.layers": ("channels",)},
    )
else:
    view = ask.page("coverage", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    match show.parts(PARTS):
        case "points":
            points_and_card()
        case "circle":
            circle()
        case "siting":
            siting()
        case "life":
            life = ask.view("coverage.life")
            show.lead(life)
            show.grid(life, "awake", "visits", "lives", height=260)
            show.grid(life, "asleep", "ended", columns=2)
        case "layers":
            layers = ask.view("coverage.layers")
            show.lead(layers)
            show.figure(layers, "districts")
            show.grid(layers, "gaps", "channels", columns=2)
        case "members":
            members = ask.view("coverage.members")
            show.lead(members)
            show.grid(members, "sector", "region", "groups")
            show.grid(members, "without", "unstaffed", columns=2)
        case _:
            show.headline(view)
            show.option("地图指标", "measure", ask.measures("coverage"))
            show.grid(view, "map", "ranking", "funnel", height=452)
            if view.question.filters.region:
                points_and_card()
            show.grid(view, "trend", columns=1, height=220)
            show.table(view)
