"""What pages open with, asked of the cluster when a version is made, so that they open anywhere in no time.

Nothing of it where questions go to DuckDB: there, pages are quick of themselves.
"""

from contextlib import closing

import structlog

from zxdata.configuration import Settings
from zxdata.errors import CockpitError
from zxdata.filters import Filters, Scope
from zxdata.periods import presets
from zxdata.store import Store
from zxdata.views import VIEWS
from zxdata.views.asking import Asking

SECONDS = 600.0
PAGES = tuple(key for key in VIEWS if "." not in key or key.endswith(".head"))
_log = structlog.get_logger()


def ship(settings: Settings, pages: tuple[str, ...] = PAGES) -> int:
    """Ask the landing of each page for today and ship the answers with the version in force; how many, 0 where they are
    there. A page that cannot be answered ships nothing, and is asked when it is opened.

    Raises NoSnapshot, and ClusterUnavailable where nobody answers.
    """
    day = settings.day()
    with closing(Store.of(settings)) as store:
        if store.ships(day):
            return 0
        store.reach()
        with store.shipping(day) as answers:
            for page in pages:
                for filters in _openings(store, settings):
                    _asked(store, settings, page, filters)
        return len(answers)


def _openings(store: Store, settings: Settings) -> tuple[Filters, ...]:
    """The periods that a page may take of itself: what the rules say, and none."""
    opening, day = store.rules().opening, settings.day()
    since, until = presets(day).get(opening.period, presets(day)["近12个月"])
    return tuple(
        dict.fromkeys((Filters(day, None, since, until, basis=opening.basis), Filters(day, basis=opening.basis)))
    )


def _asked(store: Store, settings: Settings, page: str, filters: Filters) -> None:
    try:
        with store.reading(Scope.whole(), SECONDS) as reading:
            VIEWS[page](Asking(reading, filters, reading.version.rules, settings, ()))
    except CockpitError as fault:
        _log.warning("这一页没有随数据版本备好", page=page, reason=fault.sentence)
