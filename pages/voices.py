"""民情: what people raise, who answers it in time, and what it turns into."""

from ui import ask, browser, show

PARTS = {
    "landing": "民情概况",
    "colours": "时限三色",
    "replay": "回放",
    "press": "催办",
    "sources": "来源与合并",
    "grading": "分级分类",
    "became": "转化与突增",
    "reports": "社情民意信息",
    "visits": "联系群众",
    "lists": "三张清单",
    "library": "民意库",
    "index": "民情指数",
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
        case "sources":
            show.part("voices.sources", ("channels", "by_district"), ("similar",), height=420)
        case "grading":
            show.part("voices.grading", ("grades", "themes", "by_theme"), ("suggested",), height=300)
        case "became":
            show.part("voices.became", ("became", "flow"), ("surges",), ("promises",), height=300)
        case "reports":
            show.part(
                "voices.reports", ("levels", "modes", "trend"), ("sender",), ("author_kind",), ("district",), height=320
            )
        case "visits":
            show.part("voices.visits", ("ranking", "kinds"), ("rates", "trend"), height=420)
        case "lists":
            show.part("voices.lists", ("steps", "districts"), height=420)
        case "library":
            library = ask.view("voices.library")
            show.lead(library)
            show.word("查找", "word", "输入一个词，列出含它的民意")
            show.figure(library, "opinions")
            show.figure(library, "categories")
        case "index":
            show.pairs("voices.index", height=420)
        case _:
            show.headline(view)
            if view.figures:
                show.option("地图指标", "measure", ask.measures("voices"))
            show.grid(view, "map", "ranking", "funnel", height=452)
            show.grid(view, "way", "channels", "trend", height=260)
            show.table(view)
