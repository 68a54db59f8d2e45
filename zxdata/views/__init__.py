"""One function a page: Asking → View. A page, a briefing and the command line show the same View."""

from collections.abc import Callable
from dataclasses import replace

from zxdata.configuration import Settings
from zxdata.errors import Unknown
from zxdata.figures import View
from zxdata.filters import Filters, Question, Scope
from zxdata.metrics.bodies import BODY, UNTOLD
from zxdata.store import Store
from zxdata.views import (
    annual,
    comparison,
    consultation,
    coverage,
    data,
    definitions,
    diagnosis,
    members,
    overview,
    party,
    presentation,
    programmes,
    proposals,
    statistics,
    supervision,
    voices,
)
from zxdata.views.asking import Asking
from zxdata.views.needs import without_panes
from zxdata.views.one_district import without_lone_district
from zxdata.views.wanting import without_wanting

VIEWS: dict[str, Callable[[Asking], View]] = {
    "overview": overview.view,
    "coverage": coverage.view,
    **coverage.PARTS,
    "proposals": proposals.view,
    **proposals.PARTS,
    "supervision": supervision.view,
    **supervision.PARTS,
    "consultation": consultation.view,
    **consultation.PARTS,
    "programmes": programmes.view,
    **programmes.PARTS,
    "members": members.view,
    **members.PARTS,
    "party": party.view,
    **party.PARTS,
    "voices": voices.view,
    **voices.PARTS,
    **comparison.PARTS,
    "presentation": presentation.view,
    "data": data.view,
    **data.PARTS,
    "definitions": definitions.view,
    "diagnosis": diagnosis.view,
    "annual": annual.view,
    "statistics": statistics.view,
}
# What a reader may choose of a view beyond its filters; a view not named here takes none.
OPTIONS: dict[str, tuple[str, ...]] = {
    **coverage.OPTIONS,
    **proposals.OPTIONS,
    **supervision.OPTIONS,
    **consultation.OPTIONS,
    **programmes.OPTIONS,
    **members.OPTIONS,
    **voices.OPTIONS,
    **comparison.OPTIONS,
    **data.OPTIONS,
}
# What districts can be compared by on a page: the option's value → the measure.
MEASURES = {"coverage": coverage.MEASURES, "consultation": consultation.MEASURES, "voices": voices.MEASURES}


def answered(store: Store, question: Question, settings: Settings) -> View:
    """What the question's view shows, with those of its options that the view takes, under these settings.

    The rules are those that the snapshot was made under. Raises Unknown for a view or region that does not exist,
    TooSlow, NoSnapshot, SnapshotDamaged.
    """
    if question.view not in VIEWS:
        raise Unknown("页面", question.view, VIEWS)
    options = heeded(question).options
    with store.reading(question.scope) as reading:
        asking = Asking(reading, question.filters, reading.version.rules, settings, options)
        if question.view not in UNTOLD:
            return _told(asking, question.view)
        asking, said = asking.letting_go("成果、评分、协同单位、委员等", BODY)
        found = _told(asking, question.view)
        return replace(found, notices=(*found.notices, *said))


def _told(asking: Asking, key: str) -> View:
    """The view, without what the ledger does not tell."""
    found = without_lone_district(asking, without_panes(asking, VIEWS[key](asking)))
    return without_wanting(asking.reading, found, asking.at)


def heeded(question: Question) -> Question:
    """The same question without the options that its view does not take."""
    known = OPTIONS.get(question.view, ())
    return replace(question, options=tuple(one for one in question.options if one[0] in known))


def view(
    store: Store,
    key: str,
    filters: Filters,
    scope: Scope,
    settings: Settings,
    options: tuple[tuple[str, str], ...] = (),
) -> View:
    """What page ``key`` shows under these settings."""
    return answered(store, Question(filters, scope, key, options=options), settings)
