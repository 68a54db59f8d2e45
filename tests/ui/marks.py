"""The demonstration's views as a page shows them, and where the marks of their figures lead."""

from functools import cache

import zxdata as zx
from tests.demonstration import EARLIER, demonstration
from tests.ledger_rows import default_rules
from ui import drill
from ui.contents import CONTENTS, entry
from ui.marks import marks
from zxdata.figures import (
    Bars,
    Figure,
    Matrix,
    Ranking,
    Stacked,
    Table,
    View,
)
from zxdata.figures.items import Item
from zxdata.filter_choices import Choices
from zxdata.filters import Filters, Scope
from zxdata.views import VIEWS, view

PAGES = {e.key for e in CONTENTS if e.key not in ("data", "definitions")}
SHOWN = sorted(key for key in VIEWS if key.partition(".")[0] in PAGES)
QUESTIONS = {"proposals.card": {"case": "20250001"}, "coverage.station": {"station": "S00003"}}


def filters() -> Filters:
    return Filters(as_of=EARLIER)


@cache
def shown(key: str, asked: Filters | None = None, options: tuple[tuple[str, str], ...] = ()) -> View:
    demo, options = demonstration(EARLIER), options or tuple(QUESTIONS.get(key, {}).items())
    return view(demo.store, key, asked or filters(), Scope.whole(), demo.settings, options)


@cache
def choices() -> Choices:
    return zx.choices(demonstration(EARLIER).store, filters(), Scope.whole(), default_rules())


def here(key: str) -> drill.Here:
    return drill.Here(entry(key), {name: code for code, name in choices().districts})


def led(view: View, found: Figure) -> list[tuple[Item, drill.Step]]:
    place = here(view.key)
    return [(m, s) for m in marks(found, place) if (s := drill.step(found, m.carried, place))]


def as_url(query: drill.Query) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in query.items() if value}


def number(found: Figure, mark: Item) -> float:
    frame = found.frame
    carried = frame["carries" if "carries" in frame else "name"]
    if isinstance(found, Stacked):
        frame = frame[(carried == mark.carried[0]) & (frame["series"] == mark.carried[1])]
    else:
        frame = frame[[value in (mark.carried[0], list(mark.carried)) for value in carried]]
    return float(frame["value"].sum())


def filtering(key: str, found: Figure) -> list[drill.Step]:
    """What marks set that filter the page itself, of figures that keep what stands beside the chosen."""
    if not isinstance(found, Ranking | Bars | Stacked | Matrix):
        return []
    steps = [s for _, s in led(shown(key), found) if not s.query.get("rows") and not s.page]
    return [s for s in steps if not set(s.query) & set(entry(key).options)]


def drawn(name: str) -> tuple[str, Figure]:
    key, figure = name.split()
    return key, shown(key).figure(figure)


def names(found: Figure) -> set[str]:
    return set(found.rows) if isinstance(found, Matrix) else set(found.frame["name"])


def charts() -> list[tuple[str, str, Figure]]:
    """View and figure as one name, the view's key and the figure, of all that is no table."""
    return [(f"{key} {f.key}", key, f) for key in SHOWN for f in shown(key).figures if not isinstance(f, Table)]
