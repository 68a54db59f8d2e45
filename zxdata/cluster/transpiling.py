"""DuckDB's SQL → Spark's: the one place where a statement changes its dialect, once for each statement.

sqlglot knows both dialects; what it leaves as it is though Spark reads it otherwise is a rule of ``rewriting``. A value
never becomes part of the text: ``$1`` becomes the named parameter ``:p1``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlglot import exp, parse_one
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.schema import MappingSchema

from zxdata.cluster.pruning import Within, restrict
from zxdata.cluster.rewriting import rewritten

Schema = Mapping[str, Mapping[str, str]]
Orders = Mapping[str, tuple[str, ...]]
_OF_DATES = (exp.TimeToStr, exp.DateDiff, exp.DateTrunc, exp.TimestampTrunc, exp.Anonymous)
_KINDS = ((datetime, "TIMESTAMPNTZ"), (date, "DATE"), (float, "DOUBLE"))


@dataclass(frozen=True)
class Statement:
    """text: in Spark's dialect, with parameters ``:p1``, ``:p2`` …; tables: those of the version that it reads; within: the
    parameters that say which parts of them."""

    text: str
    tables: frozenset[str]
    within: tuple[Within, ...] = ()


class Transpiler:
    """Statements over the tables of ``schema`` (table → column → type), each read under the name ``view`` gives it.

    orders: a column's words in the order in which they are sorted, where that is not the order of their letters; parts: table →
    the level of the divisions after which its parts are named.
    """

    def __init__(
        self,
        schema: Schema,
        view: Callable[[str], str],
        orders: Orders | None = None,
        parts: Mapping[str, str] | None = None,
    ) -> None:
        self._orders, self._parts = orders or {}, parts or {}
        self._tables, self._view = frozenset(schema), view
        known = {table: dict(columns) for table, columns in schema.items()}
        self._schema = MappingSchema(known, dialect="spark")
        self._kept = lru_cache(maxsize=4096)(self._transpiled)

    def statement(self, sql: str, values: tuple[Any, ...] = ()) -> Statement:
        """Raises SqlglotError for what is no statement, and for what Spark has no words for."""
        written = frozenset((number, values[number - 1]) for number in _of_the_text(sql))
        return self._kept(sql, _parameters(values), written)

    def _transpiled(self, sql: str, given: tuple["Parameter", ...], written: frozenset[tuple[int, str]]) -> Statement:
        tree = _with_parameters(_with_texts(sql, dict(written)), given)
        within = restrict(tree, self._parts)
        tree = rewritten(annotate_types(tree, schema=self._schema, dialect="duckdb"), self._orders)
        tables = self._named(tree)
        return Statement(tree.sql(dialect="spark"), tables, within)

    def _named(self, tree: exp.Expr) -> frozenset[str]:
        """Each table of the version under the name of its view; what a statement names itself keeps its name."""
        own = {cte.alias for cte in tree.find_all(exp.CTE)}
        found = [table for table in tree.find_all(exp.Table) if table.name in self._tables and table.name not in own]
        names = frozenset(table.name for table in found)
        for table in found:
            if not table.alias:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name)))
            table.set("this", exp.to_identifier(self._view(table.name)))
        return names


class Parameter(NamedTuple):
    """name: the same for equal values, so that what is grouped by is seen to be what is shown; kind: its type, where it
    decides what an operator means."""

    name: str
    kind: str


def _parameters(values: tuple[Any, ...]) -> tuple[Parameter, ...]:
    first: dict[tuple[type, Any], int] = {}
    numbers = [first.setdefault((type(value), value), n) for n, value in enumerate(values, 1)]
    return tuple(Parameter(f"p{n}", _kind(value)) for n, value in zip(numbers, values, strict=True))


def _kind(value: Any) -> str:
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "")


@lru_cache(maxsize=4096)
def _of_the_text(sql: str) -> frozenset[int]:
    """The numbers of the parameters that no dialect takes as one: the unit or the pattern of a date."""
    calls = parse_one(sql, read="duckdb").find_all(*_OF_DATES)
    found = (each for call in calls for each in _arguments(call) if isinstance(each, exp.Placeholder))
    return frozenset(int(each.this) for each in found)


def _arguments(call: exp.Expr) -> list[Any]:
    if isinstance(call, exp.Anonymous):
        return call.expressions[:1] if call.name.lower() == "datesub" else []
    return [call.args.get("unit"), call.args.get("format")]


def _with_texts(sql: str, written: dict[int, str]) -> exp.Expr:
    tree = parse_one(sql, read="duckdb")
    if not written:
        return tree
    for marker in list(tree.find_all(exp.Placeholder)):
        if int(marker.this) in written:
            marker.replace(exp.Literal.string(written[int(marker.this)]))
        else:
            marker.replace(exp.Parameter(this=exp.Literal.number(marker.this)))
    return parse_one(tree.sql("duckdb"), read="duckdb")  # only a pattern that is written out is read as one


def _with_parameters(tree: exp.Expr, given: tuple[Parameter, ...]) -> exp.Expr:
    for marker in list(tree.find_all(exp.Placeholder)):
        parameter = given[int(marker.this) - 1]
        named = exp.Placeholder(this=parameter.name)
        marker.replace(exp.cast(named, parameter.kind) if parameter.kind else named)
    return tree
