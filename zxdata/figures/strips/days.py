"""The bands of cases as stretches of days."""

from zxdata.figures.layout.spans import DAY, Spans, Stretch, as_day, lay
from zxdata.figures.strips import Strips
from zxdata.rules.palette import ORDER


def spans(figure: Strips) -> Spans:
    """A series a colour from quiet to urgent, one more each time that cases come back to it."""
    cases: dict[str, list[Stretch]] = {}
    names: dict[str, str] = {}
    for row in figure.frame.itertuples():
        held = cases.setdefault(row.no, [])
        if row.colour in ORDER:
            held.append((row.colour, as_day(row.since), as_day(row.until) + DAY))
        names[row.no] = f"{row.name}　{row.state}"
    states = tuple(state for state in reversed(ORDER) if (figure.frame["colour"] == state).any())
    colours = {state: figure.tokens.series(state, 0) for state in states}
    return lay(list(names.values()), list(cases.values()), states, colours, figure.today, figure.palette.word)
