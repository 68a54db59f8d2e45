"""数据归集: is the data in, whole and fresh; and the door through which files come."""

from ui import ask, show

view = ask.view("data")
show.head(view)
show.indicators(view)
show.upload()
show.first_steps(view)
show.imports()
for key in ("arrivals", "completeness", "reported", "findings"):
    show.figure(view, key)
show.table(view)
