"""How soon a voice is to be answered, laid beside the copied ledger."""

from itertools import product

import pyarrow as pa

from zxdata.rules.voices import Voices
from zxdata.snapshot.target import Target


def lay_out_replies(target: Target, rules: Voices) -> None:
    """Temporary tables ``voice_rule`` (starts) and ``voice_limits`` (n, channel, grade, workdays, hours, exact): of the
    limits that fit a voice the first holds; an empty channel or grade fits all.

    Macro ``work_done(n, is_work, clock)``: the working days that have gone by at a moment of a day, of which the nth
    ends with it, and the part of that day; on a day off nothing goes by. ``end_of(day)``: its last moment.
    """
    target.execute(
        "create temp macro work_done(n, is_work, clock) as"
        " n - is_work::int + is_work::int * epoch(clock - clock::date) / 86400"
    )
    target.execute("create temp macro end_of(day) as (day + 1)::timestamp - interval 1 microsecond")
    target.execute("create temp table voice_rule as select ? as starts", [rules.starts])
    rows = [
        (n, channel, grade, limit.workdays, limit.hours, limit.to_the_minute)
        for n, limit in enumerate(rules.limits)
        for channel, grade in product(limit.channels or (None,), limit.grades or (None,))
    ]
    text, number = pa.string(), pa.float64()
    kinds = pa.schema(
        {"n": pa.int32(), "channel": text, "grade": text, "workdays": number, "hours": number, "exact": pa.bool_()}
    )
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * len(kinds)
    target.register("limits", pa.table(dict(zip(kinds.names, columns, strict=True)), schema=kinds))
    target.execute("create temp table voice_limits as select * from limits")
    target.unregister("limits")
