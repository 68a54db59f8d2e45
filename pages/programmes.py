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
            standing = ask.view("programmes.standing")
            show.lead(standing)
            show.figure(standing, "ranked")
            show.figure(standing, "monthly")
        case "targets":
            targets = ask.view("programmes.targets")
            show.lead(targets)
            show.figure(targets, "aimed")
        case "schedule":
            schedule = ask.view("programmes.schedule")
            show.lead(schedule)
            show.figure(schedule, "schedule")
            show.figure(schedule, "stages")
        case "actions":
            actions = ask.view("programmes.actions")
            show.lead(actions)
            show.figure(actions, "achieved")
            show.grid(actions, "where", "when", columns=2, height=420)
            show.figure(actions, "effects")
        case "homes":
            homes = ask.view("programmes.homes")
            show.lead(homes)
            show.figure(homes, "six")
            show.figure(homes, "quarters")
        case "planning":
            planning = ask.view("programmes.planning")
            show.lead(planning)
            show.figure(planning, "clock")
            show.figure(planning, "chain", height=320)
        case "company":
            company = ask.view("programmes.company")
            show.lead(company)
            show.grid(company, "roles", "roster", columns=2, height=320)
            show.figure(company, "beside")
        case "assessment":
            assessment = ask.view("programmes.assessment")
            show.lead(assessment)
            for figure in assessment.figures:
                show.figure(assessment, figure.key)
        case "press":
            show.press("programmes")
        case _:
            show.headline(view)
            show.figure(view, "board")
            show.grid(view, "trend", "due", columns=2, height=230)
            show.grid(view, "completeness", "districts", columns=2, height=400)
            show.figure(view, "next")
            show.table(view)
