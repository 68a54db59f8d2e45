"""What Spark says otherwise than DuckDB and sqlglot leaves as it is: a rule for each."""

from collections.abc import Callable, Mapping

from sqlglot import exp, parse_one
from sqlglot.errors import UnsupportedError

from zxdata.cluster import nested
from zxdata.cluster.nested import call

Rule = Callable[[exp.Expr], exp.Expr]


def rewritten(tree: exp.Expr, orders: Mapping[str, tuple[str, ...]]) -> exp.Expr:
    """The statement, its types known, as Spark is to be asked; raises UnsupportedError where no rule says how."""
    for node in list(tree.walk(bfs=False))[::-1]:  # from within, so that a rule sees what is inside already rewritten
        rule = _RULES.get(type(node))
        if rule is None:
            continue
        other = rule(node)
        if other is not node:
            other.type = other.type or node.type
            if node is tree:
                tree = other
            else:
                node.replace(other)
    return nested.in_order(tree, orders)


def _is(node: exp.Expr, kind: str) -> bool:
    return bool(node.type and node.type.is_type(kind))


def _difference(node: exp.Expr) -> exp.Expr:
    """Days between two dates are a whole number, not an interval."""
    if _is(node.this, "date") and _is(node.expression, "date"):
        return call("datediff", node.this, node.expression)
    return node


def _whole_units(node: exp.Expr) -> exp.Expr:
    """Days apart are the same in both; the months that Spark counts are whole ones, DuckDB's have begun."""
    if node.text("unit").upper() != "DAY":
        raise UnsupportedError(f"date_diff({node.text('unit')}) has no rule")
    return node


def _truncated(node: exp.Expr) -> exp.Expr:
    """The month of a date is a date."""
    whole = exp.cast(node.copy(), "date")
    return node if isinstance(node.parent, exp.Cast) else whole


def _mean(node: exp.Expr) -> exp.Expr:
    """A mean of decimals is a float."""
    return node if isinstance(node.parent, exp.Filter) else exp.cast(node.copy(), "double")


def _filtered(node: exp.Expr) -> exp.Expr:
    return exp.cast(node.copy(), "double") if isinstance(node.this, exp.Avg) else nested.filtered_of_known(node)


def _cast(node: exp.Expr) -> exp.Expr:
    """A list is turned into rows last: its members are cast, not its rows."""
    if not isinstance(node.this, exp.Explode):
        return nested.rounded(node)
    each = exp.Lambda(this=exp.cast(exp.column("x"), node.to.copy()), expressions=[exp.to_identifier("x")])
    return exp.Explode(this=call("transform", node.this.this, each))


def _ordered(node: exp.Expr) -> exp.Expr:
    """What is shown is sorted by its name: Spark does not look for it again under a condition on groups."""
    select = node.find_ancestor(exp.Select)
    if select is None or not isinstance(node.parent, exp.Order) or node.parent.parent is not select:
        return node
    for shown in select.selects:
        if isinstance(shown, exp.Alias) and shown.this == node.this:
            node.set("this", exp.column(shown.alias))
    return node


def _distinct_list(node: exp.Expr) -> exp.Expr:
    """What is missing is no member of a list of different things."""
    return call("array_compact", node)


def _named_function(node: exp.Expr) -> exp.Expr:
    made = _BY_NAME.get(node.name.lower())
    return made(node) if made else node


def _months(node: exp.Expr) -> exp.Expr:
    return call("make_ym_interval", exp.Literal.number(0), *node.expressions)


def _whole_months(node: exp.Expr) -> exp.Expr:
    """Whole months from one day to a later one; a month is whole on its last day, too."""
    unit, start, end = (each.sql("duckdb") for each in node.expressions)
    if unit != "'month'":
        raise UnsupportedError(f"datesub({unit}) has no rule")
    return parse_one(
        f"(year({end}) * 12 + month({end})) - (year({start}) * 12 + month({start}))"
        f" - case when day({end}) < day({start}) and {end} <> last_day({end}) then 1 else 0 end",
        read="duckdb",
    )


_RULES: dict[type[exp.Expr], Rule] = {
    exp.Sub: _difference,
    exp.Add: nested.moment_later,
    exp.DateDiff: _whole_units,
    exp.TimestampTrunc: _truncated,
    exp.DateTrunc: _truncated,
    exp.Avg: _mean,
    exp.Filter: _filtered,
    exp.Cast: _cast,
    exp.Ordered: _ordered,
    exp.ArrayDistinct: _distinct_list,
    exp.ArgMax: nested.of_known,
    exp.ArgMin: nested.of_known,
    exp.ArrayAgg: nested.sorted_set,
    exp.Length: nested.length,
    exp.Alias: nested.unnested,
    exp.TimeToUnix: nested.seconds_between,
    exp.BitwiseRightShift: nested.halved,
    exp.DataType: nested.instant,
    exp.Window: nested.numbered,
    exp.Anonymous: _named_function,
}
_BY_NAME: dict[str, Rule] = {
    "to_months": _months,
    "datesub": _whole_months,
    "to_seconds": nested.seconds,
    "regexp_split_to_array": nested.split,
}
