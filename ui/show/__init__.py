"""What pages show: the head, cards, figures, tables, states, and the wall."""

from ui.show.chart import figure, grid, headline, two_columns
from ui.show.choices import choice, day
from ui.show.correction import correction
from ui.show.documents import documents
from ui.show.findings import findings
from ui.show.first_steps import first_steps
from ui.show.head import head
from ui.show.imports import imports
from ui.show.indicators import indicators
from ui.show.issue_rows import issue_rows
from ui.show.lead import close, lead
from ui.show.letters import letters
from ui.show.part import pairs, part
from ui.show.parts import number, opened, option, parts, word
from ui.show.presentations import presentations
from ui.show.replay import press, replay
from ui.show.rows import rows_panel
from ui.show.states import guarded, notices, refused
from ui.show.subscriptions import subscriptions
from ui.show.table import data_table, searchable, table, wide_tables
from ui.show.upload import upload
from ui.show.wall import wall

__all__ = [
    "choice",
    "close",
    "correction",
    "data_table",
    "day",
    "documents",
    "figure",
    "findings",
    "first_steps",
    "grid",
    "guarded",
    "head",
    "headline",
    "imports",
    "indicators",
    "issue_rows",
    "lead",
    "letters",
    "notices",
    "number",
    "opened",
    "option",
    "pairs",
    "part",
    "parts",
    "presentations",
    "press",
    "refused",
    "replay",
    "rows_panel",
    "searchable",
    "subscriptions",
    "table",
    "two_columns",
    "upload",
    "wall",
    "wide_tables",
    "word",
]
