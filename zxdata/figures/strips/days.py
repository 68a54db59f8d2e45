"""The bands of cases as stretches of days."""

from zxdata.figures.layout.spans import DAY, Spans, Stretch, as_day, lay
from zxdata.figures.palette import COLOURS, tokens
from zxdata.figures.strips import Strips


def spans(figure: Strips) -> Spans:
    """A series a colour from quiet to urgent, one more each time that cases come back to it."""
    cases: dict[str, list[Stretch]] = {}
    names: dict[str, str] = {}
    for row in figure.frame.itertuples():
        held = cases.setdefault(row.no, [])
        if row.colour in COLOURS:
            held.append((row.colour, as_day(row.since), as_day(row.until) + DAY))
        names[row.no] = f"{row.name}　{row.state}"
    states = tuple(state for state in reversed([*COLOURS]) if (figure.frame["colour"] == state).any())
    colours = {state: tokens().series(state, 0) for state in states}
    return lay(list(names.values()), list(cases.values()), states, colours, figure.today)
