"""协商活动: how much is consulted where, and what comes of it."""

from ui import ask, browser, show

view = ask.view("consultation")
if browser.on_wall():
    show.wall(view, ("chain", "platforms"), ("map",), ("ranking", "trend"))
else:
    show.head(view)
    show.cards(view)
    show.grid(view, "map", "ranking", "trend", height=452)
    show.grid(view, "chain", "platforms", columns=2, height=180)
    show.table(view)
