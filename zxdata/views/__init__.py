"""One function a page: Asking → View. A page, a briefing and the command line show the same View."""

from collections.abc import Callable

from zxdata.configuration import Settings
from zxdata.configuration import settings as read_settings
from zxdata.errors import Unknown
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.rules.book import read_rules
from zxdata.store import Store
from zxdata.views import (
    comparison,
    consultation,
    coverage,
    data,
    definitions,
    diagnosis,
    overview,
    proposals,
    statistics,
    supervision,
)
from zxdata.views.asking import Asking

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
    **comparison.PARTS,
    "data": data.view,
    "definitions": definitions.view,
    "diagnosis": diagnosis.view,
    "statistics": statistics.view,
}
# What a reader may choose of a view beyond its filters; a view not named here takes none.
OPTIONS: dict[str, tuple[str, ...]] = {
    **coverage.OPTIONS,
    **proposals.OPTIONS,
    **supervision.OPTIONS,
    **consultation.OPTIONS,
    **comparison.OPTIONS,
}
# What districts can be compared by on a page: the option's value → the measure.
MEASURES = {"coverage": coverage.MEASURES, "consultation": consultation.MEASURES}


def view(store: Store, key: str, filters: Filters, scope: Scope, settings: Settings | None = None) -> View:
    """What page ``key`` shows; raises Unknown for a page or region that does not exist, TooSlow, NoSnapshot."""
    if key not in VIEWS:
        raise Unknown("页面", key, VIEWS)
    settings = settings or read_settings()
    with store.reading(scope) as reading:
        return VIEWS[key](Asking(reading, filters, read_rules(settings.rules), settings))
