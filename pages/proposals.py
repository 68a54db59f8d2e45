"""提案办理: where each proposal stands, how long it takes, who is late."""

from ui import ask, browser, show

view = ask.view("proposals")
if browser.on_wall():
    show.wall(view, ("survival", "waterfall"), ("gantt",), ("units", "trend"))
else:
    show.head(view)
    show.cards(view)
    wide, narrow = show.two_columns(3, 2)
    with wide:
        show.figure(view, "gantt")
    with narrow:
        show.figure(view, "survival", height=230)
        show.figure(view, "waterfall", height=220)
    show.grid(view, "units", "trend", columns=2, height=300)
    show.table(view)
