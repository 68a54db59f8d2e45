"""Bodies beside each other: the numbers of each whose records the ledger holds."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Table, TableColumn
from zxdata.metrics import metric
from zxdata.metrics.bodies import BODY, OF, bodies
from zxdata.views.asking import Asking
from zxdata.views.comparison.writing import headed

BODIES_SHOWN = 12


def bodies_of(asking: Asking, *subjects: str) -> tuple[str, ...]:
    """Whose records the numbers count; none where a subject does not tell."""
    if not set(subjects) <= set(OF):
        return ()
    found = bodies(asking.reading, replace(asking.filters, where=()), asking.rules, *subjects)
    own = asking.settings.body
    return (*((own,) if own in found else ()), *(body for body in found if body != own))


def levels(asking: Asking, keys: tuple[str, ...], named: tuple[str, ...]) -> Table:
    """Each number of each body whose records the ledger holds, side by side whichever is chosen, the body of the
    installation first."""
    keys = tuple(key for key in keys if BODY in metric(key).dims)
    answered = asking.answer(keys, by=(BODY,), filters=asking.beside(BODY)).frame.set_index(BODY)
    frame = pd.DataFrame({"metric": keys, "name": [headed(metric(k)) for k in keys]})
    columns = [TableColumn("name", "指标")]
    for n, body in enumerate(named[:BODIES_SHOWN]):
        row = answered.loc[body] if body in answered.index else None
        frame[f"body{n}"] = [
            words.MISSING if row is None else words.with_unit(row[k], metric(k).value_format) for k in keys
        ]
        columns.append(TableColumn(f"body{n}", body))
    left = len(named) - BODIES_SHOWN
    return Table(
        key="levels",
        title="各机构并列",
        aid=f"{len(named)} 个机构",
        frame=frame,
        columns=tuple(columns),
        note="台账没有写机构的计作本会；各机构分列，不相加" + (f"；另有 {left} 个机构未列出" if left > 0 else ""),
    )
