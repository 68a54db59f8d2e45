"""Lists, structures and hours as Spark has them: rules of ``rewriting`` for what the statements of a build say."""

from collections.abc import Mapping

from sqlglot import exp

_WHOLE = (exp.DType.INT, exp.DType.BIGINT, exp.DType.SMALLINT, exp.DType.TINYINT)
_BROKEN = (exp.DType.DOUBLE, exp.DType.FLOAT)


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this=name, expressions=[each.copy() for each in arguments])


def of_known(node: exp.Expr) -> exp.Expr:
    """The value beside the greatest or least, among rows in which it is known."""
    if isinstance(node.parent, exp.Filter):
        return node
    return exp.Filter(this=node.copy(), expression=exp.Where(this=_is_known(node.this)))


def filtered_of_known(node: exp.Expr) -> exp.Expr:
    """The same, where the rows are restricted already."""
    if isinstance(node.this, (exp.ArgMax, exp.ArgMin)):
        condition = exp.and_(node.expression.this.copy(), _is_known(node.this.this), copy=False)
        node.set("expression", exp.Where(this=condition))
    return node


def _is_known(value: exp.Expr) -> exp.Expr:
    return exp.Not(this=exp.Is(this=value.copy(), expression=exp.Null()))


def sorted_set(node: exp.Expr) -> exp.Expr:
    """Each different member once, in order, what is missing last; Spark's own list leaves that out."""
    order = node.this
    if not isinstance(order, exp.Order) or not isinstance(order.this, exp.Distinct):
        return node
    value = order.this.expressions[0]
    pair = call("named_struct", exp.Literal.string("o"), exp.Is(this=value.copy(), expression=exp.Null()),
                exp.Literal.string("v"), value)  # fmt: skip
    return call("transform", call("sort_array", call("collect_set", pair)), _lambda("e", exp.column("v", "e")))


def length(node: exp.Expr) -> exp.Expr:
    """How long a list is, not a text."""
    known = node.this.type
    is_list = isinstance(node.this, exp.ArrayFilter) or (known is not None and known.is_type(exp.DType.ARRAY))
    return call("size", node.this) if is_list else node


def unnested(node: exp.Expr) -> exp.Expr:
    """What is made of each member is made of it before the list becomes rows."""
    rows = node.find(exp.Explode)
    select = node.parent
    if rows is None or node.this is rows or not isinstance(select, exp.Select):
        return node
    made, inner = node.this.copy(), exp.column("e")
    made.find(exp.Explode).replace(inner)
    node.set("this", exp.Explode(this=call("transform", rows.this, _lambda("e", made))))
    return node


def _lambda(name: str, body: exp.Expr) -> exp.Expr:
    return exp.Lambda(this=body.copy(), expressions=[exp.to_identifier(name)])


def seconds_between(node: exp.Expr) -> exp.Expr:
    """Seconds from one moment to another, with their parts."""
    between = node.this
    if not isinstance(between, exp.Sub):
        return node
    ends = (exp.cast(end.copy(), "timestamp_ntz", dialect="spark") for end in (between.expression, between.this))
    passed = exp.cast(call("timestampdiff", exp.Var(this="MICROSECOND"), *ends), "double")
    return exp.paren(exp.Div(this=passed, expression=exp.Literal.number("1e6")))


def seconds(node: exp.Expr) -> exp.Expr:
    nothing = [exp.Literal.number(0)] * 3
    return call("make_dt_interval", *nothing, exp.cast(node.expressions[0].copy(), "decimal(18, 6)"))


def moment_later(node: exp.Expr) -> exp.Expr:
    """Hours after the beginning of a day: the day as a moment of no zone."""
    later = node.expression
    if isinstance(later, exp.Anonymous) and later.name == "make_dt_interval":
        node.set("this", exp.cast(node.this.copy(), "timestamp_ntz", dialect="spark"))
    return node


def rounded(node: exp.Expr) -> exp.Expr:
    """A whole number of a broken one is the nearest."""
    known = node.this.type
    if node.to.this in _WHOLE and known is not None and known.this in _BROKEN:
        node.set("this", call("rint", node.this))
    return node


def instant(node: exp.Expr) -> exp.Expr:
    """A moment with its zone."""
    if node.this == exp.DType.TIMESTAMPTZ:
        node.set("this", exp.DType.TIMESTAMPLTZ)
    return node


def numbered(node: exp.Expr) -> exp.Expr:
    """Rows numbered in no order, wherever they are."""
    ordered = node.args.get("order") or node.args.get("partition_by") or node.args.get("alias")
    return node if ordered or not isinstance(node.this, exp.RowNumber) else call("monotonically_increasing_id")


def split(node: exp.Expr) -> exp.Expr:
    return call("split", *node.expressions, exp.Literal.number(-1))


def halved(node: exp.Expr) -> exp.Expr:
    """Bits of a number without a sign, one to the right."""
    if isinstance(node.this, exp.Anonymous) and node.this.name == "md5_number_lower":
        return call("shiftrightunsigned", node.this, node.expression)
    return node


def in_order(tree: exp.Expr, orders: Mapping[str, tuple[str, ...]]) -> exp.Expr:
    """Words that have an order of their own are compared by it: where rows are sorted, and where the first or last is
    looked for."""
    compared = [ordered.this for ordered in tree.find_all(exp.Ordered)]
    for chosen in tree.find_all(exp.ArgMax, exp.ArgMin):
        by = chosen.expression
        compared += by.expressions if isinstance(by, exp.Tuple) else [by]
    for column in compared:
        if isinstance(column, exp.Column) and column.name in orders:
            words = exp.array(*map(exp.Literal.string, orders[column.name]))
            column.replace(call("array_position", words, column))
    return tree
