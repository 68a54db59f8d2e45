"""汇报: saved views in an order, to be shown one after another and taken along."""

from ui import ask, show

show.head(ask.view("presentation"))
show.presentations()
