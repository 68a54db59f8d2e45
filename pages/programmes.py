"""清单行动: what was promised by when, who does it, is it done."""

from ui import ask, browser, show

PARTS = {
    "board": "看板",
    "standing": "晾晒",
    "targets": "目标",
    "schedule": "时间表",
    "actions": "行动",
    "homes": "委员之家",
    "planning": "议题与计划",
    "company": "协同",
    "assessment": "考核",
    "replay": "回放",
    "press": "催办",
}


if browser.on_wall():
    show.wall(
        ask.view("programmes"),
        ("board",),
        ("districts",),
        ("trend", "due"),
        wide={"programmes": ("next",)},
    )
else:
    view = ask.page("programmes", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    match show.parts(PARTS):
        case "replay":
            show.replay("programmes", "item", "事项")
        case "standing":
            show.part("programmes.standing", ("ranked",), ("monthly",))
        case "targets":
            show.part("programmes.targets", ("aimed",))
        case "schedule":
            show.part("programmes.schedule", ("schedule",), ("stages",))
        case "actions":
            show.part("programmes.actions", ("achieved",), ("where", "when"), ("effects",), height=420)
        case "homes":
            show.part("programmes.homes", ("six",), ("quarters",))
        case "planning":
            planning = ask.view("programmes.planning")
            show.lead(planning)
            show.figure(planning, "clock")
            show.figure(planning, "chain", height=320)
        case "company":
            show.part("programmes.company", ("roles", "roster"), ("beside",), height=320)
        case "assessment":
            show.pairs("programmes.assessment", height=420)
        case "press":
            show.press("programmes")
        case _:
            show.headline(view)
            show.figure(view, "board")
            show.grid(view, "trend", "due", columns=2, height=230)
            show.grid(view, "completeness", "districts", columns=2, height=400)
            show.figure(view, "next")
            show.table(view)
