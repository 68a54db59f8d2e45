"""清单行动: what was promised by when, who does it, is it done."""

from ui import ask, browser, show

PARTS = {
    "board": "看板",
    "replay": "回放",
    "press": "催办",
}


if browser.on_wall():
    show.wall(
        ask.view("programmes"),
        ("board",),
        ("districts",),
        ("trend", "due"),
        wide={"programmes": ("next", "completeness")},
    )
else:
    view = ask.page("programmes", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    match show.parts(PARTS):
        case "replay":
            show.replay("programmes", "item", "事项")
        case "press":
            show.press("programmes")
        case _:
            show.headline(view)
            show.figure(view, "board")
            show.grid(view, "trend", "due", columns=2, height=230)
            show.grid(view, "completeness", "districts", columns=2, height=400)
            show.figure(view, "next")
            show.table(view)
