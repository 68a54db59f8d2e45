"""Everything that every page of an installation shows, as JSON, and its metrics: run by the installation's own Python, alone.

python pages.py DAY [DATABASE]
"""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

from zxdata.cli.asking import followed, settled
from zxdata.figures import View, table_of
from zxdata.filters import Filters, Question, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.views import VIEWS, answered


def pages(day: date, database: str | None) -> Iterator[tuple[str, Any]]:
    """Each page's name with what it shows; under ``metrics`` every metric of the whole."""
    settings = settled(database)
    scope = replace(Scope.whole(), personal=True)
    with closing(followed(settings)) as store:
        for name in VIEWS:
            filters = Filters(day, since=date(day.year, 1, 1), until=day, basis="period")
            yield name, shown(answered(store, Question(filters, scope, name), settings))
        with store.reading(scope, 300) as asked:
            frame = answer(asked, METRICS.values(), (), Filters(day), asked.version.rules).frame
        yield "metrics", frame.to_dict("records")[0]


def shown(view: View) -> dict[str, Any]:
    tables = [*view.figures, *([view.table] if view.table else [])]
    return {
        "headline": view.headline,
        "notices": view.notices,
        "indicators": [(i.metric, i.value, i.unit, i.base, i.change and i.change.text) for i in view.indicators],
        "figures": {figure.key: table_of(figure).frame.to_csv(index=False) for figure in tables},
    }


if __name__ == "__main__":
    found = dict(pages(date.fromisoformat(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None))
    print(json.dumps(found, ensure_ascii=False, default=str))
