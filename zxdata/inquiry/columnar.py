"""Replies as Arrow: every column has one type whatever rows there are, so that answers can be put together."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from zxdata.inquiry.replies import Reply
from zxdata.inquiry.written import as_json
from zxdata.metrics import METRICS
from zxdata.metrics.fact import Fact
from zxdata.metrics.model import Count, Distinct

# fmt: off
TYPES = {"integer": pa.int64(), "decimal": pa.float64(), "coefficient": pa.float64(), "percent": pa.float64(),
         "days": pa.float64(), "degrees": pa.float64(), "date": pa.date32(), "flag": pa.bool_(),
         "months": pa.list_(pa.float64())}
# fmt: on


def as_arrow(reply: Reply, fact: Fact | None = None) -> bytes:
    """The rows as an Arrow stream; what is said beside them stands in the metadata of its schema, as text. ``fact``: whose
    details the columns are."""
    kinds = {detail.name: detail.kind for detail in fact.details} if fact else {}
    kinds |= {"in_numerator": "flag"}
    columns = [_column(name, reply.frame[name], kinds) for name in reply.columns]
    about = {name: value if isinstance(value, str) else as_json(value).rstrip() for name, value in reply.about.items()}
    schema = pa.schema([(n, c.type) for n, c in zip(reply.columns, columns, strict=True)], metadata=about)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as stream:
        stream.write_table(pa.Table.from_arrays(columns, schema=schema))
    found: bytes = sink.getvalue().to_pybytes()
    return found


def _column(name: str, values: pd.Series, kinds: Mapping[str, str]) -> pa.Array:
    kind = _type(name, kinds)
    found = [None if _missing(value) else value for value in values]
    if pa.types.is_date32(kind):
        found = [value.date() if isinstance(value, pd.Timestamp) else value for value in found]
    if pa.types.is_floating(kind):
        found = [value if value is None else float(value) for value in found]
    if pa.types.is_string(kind):
        found = [value if value is None else str(value) for value in found]
    return pa.array(found, kind)


def _type(name: str, kinds: Mapping[str, str]) -> pa.DataType:
    if name in METRICS:
        return pa.int64() if isinstance(METRICS[name].measure, (Count, Distinct)) else pa.float64()
    if "." in name:  # a rate's numerator, denominator and share undecided
        return pa.float64()
    return TYPES.get(kinds.get(name, "text"), pa.string())


def _missing(value: Any) -> bool:
    return value is None or (not isinstance(value, (list, tuple)) and not hasattr(value, "shape") and pd.isna(value))
