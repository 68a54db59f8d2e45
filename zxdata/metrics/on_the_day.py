"""What many metrics of a fact ask of the same row, worked out once a row: its colour, how it turned out."""

from sqlalchemy import FromClause, select

from zxdata.metrics.expressions import AsOf, Expression
from zxdata.metrics.fact import Fact


def on_the_day(fact: Fact, t: FromClause, at: AsOf) -> FromClause:
    """The rows of a fact, each with the dimensions that are ``shared``."""
    if not fact.shared:
        return t
    shared = (fact.dims[name](t, at).label(_column(name)) for name in fact.shared)
    return select(*t.c, *shared).subquery("on_the_day")


def worked_out(name: str, expression: Expression) -> Expression:
    """A ``shared`` dimension: as ``on_the_day`` has it where rows come from there, else ``expression``."""
    return lambda t, at: t.c[_column(name)] if _column(name) in t.c else expression(t, at)


def _column(name: str) -> str:
    return f"{name}_on_the_day"
