"""阵地覆盖: where workstations reach, and where they do not."""

from ui import ask, browser, show

view = ask.view("coverage")
if browser.on_wall():
    show.wall(view, ("funnel", "trend"), ("map",), ("ranking",))
else:
    show.head(view)
    show.cards(view)
    show.grid(view, "map", "ranking", "funnel", height=452)
    show.grid(view, "trend", columns=1, height=220)
    show.table(view)
