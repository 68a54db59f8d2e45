"""The bars of cases as stretches of days."""

from datetime import date
from typing import Any

from zxdata.figures.gantt import Gantt, Phase
from zxdata.figures.layout.spans import DAY, Spans, Stretch, as_day, lay
from zxdata.figures.palette import Tokens

LIMIT = "期限"


def spans(figure: Gantt) -> Spans:
    """A series a phase, one more each time that cases go through it again. The day of the limit is a phase of its own.

    What runs over begins the day after.
    """
    phases = _with_limit(figure.phases)
    cases = []
    for row in figure.frame.itertuples():
        bars = figure.bars[figure.bars["no"] == row.no]
        held = [(b.phase, as_day(b.since), as_day(b.until)) for b in bars.itertuples()]
        cases.append(_marked(held, as_day(row.due) if _is_day(row.due) else None))
    names = [f"{name}　{state}".strip() for name, state in figure.frame[["name", "state"]].itertuples(index=False)]
    today = None if figure.ended else figure.today
    return lay(names, cases, tuple(phase.name for phase in phases), _phase_colours(phases, figure.tokens), today)


def _marked(held: list[Stretch], due: date | None) -> list[Stretch]:
    """The stretches with the day of the limit cut out of them."""
    if due is None:
        return held
    found: list[Stretch] = [(LIMIT, due, due + DAY)]
    for phase, since, until in held:
        parts = ((since, min(until, due)), (max(since, due + DAY), until))
        found += [(phase, start, end) for start, end in parts if start < end]
    return found


def _with_limit(phases: tuple[Phase, ...]) -> tuple[Phase, ...]:
    at = next((n for n, phase in enumerate(phases) if phase.over), len(phases))
    return (*phases[:at], Phase(LIMIT), *phases[at:])


def _phase_colours(phases: tuple[Phase, ...], found: Tokens) -> dict[str, str]:
    """Quiet to strong; what runs over is red, the limit is ink."""
    own = {LIMIT: found.t1} | {phase.name: found.red for phase in phases if phase.over}
    quiet = (phase.name for phase in phases if phase.name not in own)
    shades = (found.hair, found.axis, found.stage, found.accent)
    return {phase: shades[min(n, 3)] for n, phase in enumerate(quiet)} | own


def _is_day(value: Any) -> bool:
    return value is not None and value == value
