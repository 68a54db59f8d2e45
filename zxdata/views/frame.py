"""What every view carries: its filters in words, cut-off, version, and what must be read with the numbers."""

from collections.abc import Iterable

from zxdata.figures import Figure, Indicator, Table, View
from zxdata.filters import Question
from zxdata.metrics.bodies import BODY, OF, bodies
from zxdata.rules.palette import ORDER
from zxdata.views.asking import Asking

ADDED_UP = (*OF, "overview", "statistics", "diagnosis", "annual")


def framed(
    asking: Asking,
    key: str,
    title: str,
    headline: str,
    indicators: tuple[Indicator, ...],
    figures: tuple[Figure, ...],
    table: Table | None,
    notices: tuple[str, ...] = (),
    absent: Iterable[str] = (),
) -> View:
    """``absent``: keys of figures that the view has under other choices, but not now; known ones are left out."""
    about = asking.reading.version.about
    notices = (*notices, *_added_up(asking, key))
    filters = asking.filters.only(
        "colour", *(asking.colours.word(c) for c in asking.filters.values("colour") if c in ORDER)
    )
    return View(
        key=key,
        title=title,
        subtitle=filters.in_words(asking.region_name),
        headline=headline,
        as_of=asking.day,
        version=about["version"],
        region_name=asking.region_name,
        indicators=indicators,
        figures=tuple(figure.under(asking.colours) for figure in figures),
        table=table and table.under(asking.colours),
        notices=notices,
        demo=about["demo"],
        question=Question(asking.filters, asking.reading.scope, key, options=asking.options),
        palette=asking.colours,
        cockpit=asking.settings.title,
        body=asking.settings.body,
        absent=frozenset(absent) - {figure.key for figure in figures},
    )


def _added_up(asking: Asking, key: str) -> tuple[str, ...]:
    """That the numbers of a page add up what several bodies recorded; nothing where there is one, or one is chosen."""
    subject, _, part = key.partition(".")
    if subject not in ADDED_UP or part not in ("", "head") or asking.filters.values(BODY):
        return ()
    found = bodies(asking.reading, asking.filters, asking.rules, *([subject] if subject in OF else []))
    return (f"本页合计了 {len(found)} 个机构的记录：{'、'.join(found)}。",) if len(found) > 1 else ()
