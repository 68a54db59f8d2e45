"""监督预警: each matter's colour today and why, what will turn next, and whether it gets put right."""

from ui import ask, browser, show

PARTS = {
    "board": "看板",
    "spread": "分布",
    "replay": "回放",
    "closing": "闭环与转化",
    "press": "催办",
    "outcomes": "成果",
    "worth": "评价",
}


if browser.on_wall():
    show.wall(
        ask.view("supervision"),
        ("board",),
        ("districts",),
        ("trend", "due"),
        wide={"supervision": ("next",), "supervision.closing": ("closed",)},
    )
else:
    view = ask.page("supervision", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    match show.parts(PARTS):
        case "spread":
            spread = ask.view("supervision.spread")
            show.lead(spread)
            show.grid(spread, "units", "months", columns=2, height=480)
            show.grid(spread, "form", "channel", "category", "leader", columns=2)
        case "replay":
            show.replay("supervision", "matter", "事项")
            show.correction("supervisions", ask.asked("supervision").question.option("matter"))
        case "closing":
            closing = ask.view("supervision.closing")
            show.lead(closing)
            show.grid(closing, "loops", "clocks", "cadences")
            show.grid(closing, "closed", "lasting", "adopting", height=360)
            for figure in closing.figures:
                if figure.key.startswith("order"):
                    show.figure(closing, figure.key)
        case "press":
            show.press("supervision")
        case "outcomes":
            outcomes = ask.view("supervision.outcomes")
            show.lead(outcomes)
            show.grid(outcomes, "scores", "became", "legs")
            show.grid(outcomes, "unit_scores", "by_month", columns=2)
            show.figure(outcomes, "unsatisfied")
            show.word("检索案例", "word", "输入一个词，列出标题含它的案例")
            show.figure(outcomes, "library")
            show.grid(outcomes, "direct", "compared", columns=2)
            show.figure(outcomes, "forces")
        case "worth":
            show.pairs("supervision.worth", height=420)
        case _:
            show.headline(view)
            show.figure(view, "board")
            show.grid(view, "trend", "due", columns=2, height=230)
            show.grid(view, "next", "districts", columns=2, height=452)
            show.table(view)
