"""指标口径: what each number means."""

from ui import ask, show

view = ask.view("definitions")
show.head(view)
show.searchable(view)
