"""民情: what people raise, who answers it in time, and what it turns into."""

from ui import ask, browser, show

PARTS = {
    "landing": "民情概况",
    "colours": "时限三色",
    "replay": "回放",
    "press": "催办",
}


if browser.on_wall():
    show.wall(
        ask.view("voices"),
        {"voices": ("way",), "voices.colours": ("due",)},
        ("map",),
        ("ranking", "trend"),
        wide={"voices": ("channels",), "voices.colours": ("next",)},
    )
else:
    view = ask.page("voices", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    match show.parts(PARTS):
        case "colours":
            colours = ask.view("voices.colours")
            show.lead(colours)
            show.figure(colours, "board")
            show.grid(colours, "trend", "due", columns=2, height=230)
            show.grid(colours, "next", "districts", columns=2, height=452)
            show.table(colours)
        case "replay":
            show.replay("voices", "voice", "民情")
            show.correction("voices", ask.asked("voices").question.option("voice"))
        case "press":
            show.press("voices")
        case _:
            show.headline(view)
            show.option("地图指标", "measure", ask.measures("voices"))
            show.grid(view, "map", "ranking", "funnel", height=452)
            show.grid(view, "way", "channels", "trend", height=260)
            show.table(view)
