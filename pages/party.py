"""党建: whom the party's organisations and its work reach, who talks with whom, who visits the bases."""

from ui import ask, browser, show

PARTS = {
    "landing": "两个全覆盖",
    "talks": "联系谈心",
    "organisations": "组织体系",
    "promises": "责任与问题清单",
    "bases": "教育基地",
}


if browser.on_wall():
    show.wall(
        ask.view("party"),
        ("organised",),
        ("worked",),
        {"party.bases": ("onsite", "online")},
        wide={"party.organisations": ("kinds",)},
    )
else:
    view = ask.page("party", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    match show.parts(PARTS):
        case "talks":
            show.part("party.talks", ("relations", "talking"), ("short",), height=420)
        case "organisations":
            show.part("party.organisations", ("kinds",), ("tree",))
        case "promises":
            show.part("party.promises", ("lists",), ("table",))
        case "bases":
            show.part("party.bases", ("onsite", "online"), ("occasions",))
        case _:
            show.headline(view)
            show.grid(view, "organised", "worked", columns=2, height=420)
            show.figure(view, "sectors")
            show.figure(view, "unorganised")
            show.table(view)
