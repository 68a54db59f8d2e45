"""总览: whom to press, where to help, what changed — in ten seconds."""

from ui import ask, browser, show

view = ask.view("overview")
if browser.on_wall():
    show.wall(view, ("board",), ("map",), ("ranking", "trend"), wide={"overview": ("chain", "late_units")})
else:
    show.head(view)
    show.headline(view)
    show.indicators(view)
    show.figure(view, "domains")
    show.grid(view, "map", "ranking", "trend", height=452)
    show.figure(view, "board")
    show.grid(view, "chain", "late_units", columns=2)
    show.figure(view, "levels")
