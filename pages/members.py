"""委员履职: who does what, fairly counted."""

from ui import ask, browser, show

PARTS = {
    "landing": "总况",
}

if browser.on_wall():
    show.wall(
        ask.view("members"),
        {"members": ("spread",)},
        ("ranking",),
        ("kinds", "trend"),
        wide={"members": ("funnel",)},
    )
else:
    view = ask.page("members", show.opened(PARTS))
    show.head(view)
    show.indicators(view)
    show.headline(view)
    show.notices(view.notices)
    show.grid(view, "spread", "ranking", "funnel", height=452)
    show.grid(view, "kinds", "trend", height=300)
    show.table(view)
