"""By which measures the districts of a page can be compared: those whose denominator the ledger knows."""

from dataclasses import replace

from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.rules.book import Rules
from zxdata.store import Store
from zxdata.views import MEASURES


def measurable(store: Store, subject: str, filters: Filters, scope: Scope, rules: Rules) -> dict[str, str]:
    """Option value → title of each measure of a subject that has a value for the whole, in their order."""
    whole = replace(filters, region=None, where=())
    with store.reading(scope) as reading:
        return {
            name: measure.title
            for name, measure in MEASURES[subject].items()
            if answer(reading, [metric(measure.key)], (), measure.filters(whole), rules).value(measure.key) is not None
        }
