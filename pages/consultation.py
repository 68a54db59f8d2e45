"""协商活动: how much is consulted where, who takes part, and what comes of it."""

import streamlit as st

from ui import ask, browser, show

PARTS = {
    "landing": "协商概况",
    "agenda": "选题",
    "places": "场次",
    "outcomes": "成效",
    "partners": "跨区域",
    "steps": "步骤",
    "people": "参与",
    "topics": "议题",
    "published": "通报",
}
READINGS = {"no": "部分采纳不计", "yes": "部分采纳计入"}


def reading() -> None:
    """Whether partial adoption counts."""
    usual = "yes" if ask.rules().consultation.partial else "no"
    show.option("采纳口径", "partial", {usual: READINGS[usual], **READINGS})


def choices() -> None:
    """Which measure districts are compared by, and how adoption is read."""
    with st.container(horizontal=True, key="choices"):
        show.option("地图指标", "measure", ask.measures("consultation"))
        reading()


def topics() -> None:
    view = ask.view("consultation.topics")
    show.lead(view)
    show.word("打开一个词", "word", "输入或粘贴一个词，列出含它的原文")
    show.figure(view, "texts")
    show.figure(view, "topical")
    show.grid(view, "classes", "surges", columns=2)
    show.figure(view, "proposed")
    show.grid(view, "known", "beyond", columns=2, height=452)


def steps() -> None:
    view = ask.view("consultation.steps")
    show.lead(view)
    show.grid(view, *(f.key for f in view.figures if f.key.startswith("method") and f.key != "methods"))
    show.figure(view, "late")
    show.figure(view, "monthly")
    show.figure(view, "methods")


if browser.on_wall():
    show.wall(
        ask.view("consultation"),
        {"consultation": ("chain",), "consultation.outcomes": ("replying",)},
        ("map",),
        ("ranking", "trend"),
        wide={"consultation.outcomes": ("adopting",), "consultation": ("platforms",)},
    )
else:
    view = ask.page("consultation", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    match show.parts(PARTS):
        case "places":
            show.part(
                "consultation.places", ("form", "channel", "category"), ("per_head", "quiet_townships"), ("quiet",)
            )
        case "agenda":
            show.part("consultation.agenda", ("way", "collected"), ("deciding",), ("waiting",))
        case "outcomes":
            reading()
            show.part(
                "consultation.outcomes",
                ("rates", "replying", "implementing"),
                ("scores",),
                ("adopting", "adopting_funnel"),
                ("districts",),
                ("flaws",),
                height=300,
            )
        case "partners":
            show.part("consultation.partners", ("matrix",), ("counted", "listed"), ("assisting",))
        case "steps":
            steps()
        case "people":
            show.word("找议事员", "who", "输入专长、类别、界别、区划或姓名")
            show.part(
                "consultation.people",
                ("deliberators",),
                ("spread", "turnout"),
                ("sector", "district"),
                ("never", "behind"),
                ("planned", "joint"),
                ("compared",),
            )
        case "topics":
            topics()
        case "published":
            show.part("consultation.published", ("reported",))
        case _:
            show.headline(view)
            choices()
            show.grid(view, "map", "ranking", "funnel", height=452)
            show.grid(view, "chain", "platforms", "trend", height=260)
            show.table(view)
