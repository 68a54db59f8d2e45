"""监督预警: each matter's colour today and why, and what will turn next."""

from ui import ask, browser, show

view = ask.view("supervision")
if browser.on_wall():
    show.wall(view, ("board",), ("districts",), ("trend", "due"))
else:
    show.head(view)
    show.cards(view)
    show.figure(view, "board")
    show.grid(view, "trend", "due", columns=2, height=230)
    show.grid(view, "districts", columns=1)
    show.table(view)
