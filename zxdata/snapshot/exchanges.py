"""By when each interface is due and how late it was last, worked out by the rules beside the copied ledger."""

import pyarrow as pa

from zxdata.rules.exchanging import Exchanging
from zxdata.snapshot.target import Target


def lay_out_exchanges(target: Target, rules: Exchanging) -> None:
    """Temporary table ``exchange`` (no, due_on, late_days, idle)."""
    read = "select interface_no, expected_on, on_day, frequency, state from l_interfaces"
    rows = [
        (no, *rules.due(expected, exchanged, frequency), state in rules.idle)
        for no, expected, exchanged, frequency, state in target.execute(read).fetchall()
    ]
    kinds = (pa.string(), pa.date32(), pa.int32(), pa.bool_())
    columns = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    table = pa.table(
        [pa.array(list(v), t) for v, t in zip(columns, kinds, strict=True)], ["no", "due_on", "late_days", "idle"]
    )
    target.register("exchange_rows", table)
    target.execute("create temp table exchange as select * from exchange_rows")
    target.unregister("exchange_rows")
