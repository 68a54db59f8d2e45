"""What pages show: the head, cards, figures, tables, states, and the wall."""

from ui.show.cards import cards
from ui.show.chart import figure, grid, headline, two_columns
from ui.show.head import head
from ui.show.states import guarded, notices, refused
from ui.show.table import data_table, searchable, table
from ui.show.upload import upload
from ui.show.wall import wall

__all__ = [
    "cards",
    "data_table",
    "figure",
    "grid",
    "guarded",
    "head",
    "headline",
    "notices",
    "refused",
    "searchable",
    "table",
    "two_columns",
    "upload",
    "wall",
]
