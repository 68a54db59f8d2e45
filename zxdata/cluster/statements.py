"""The statements that make a version, as Spark is to run them: macros put in, columns named in full, enumerations as text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from sqlglot import exp, parse_one
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from zxdata.cluster.rewriting import rewritten
from zxdata.cluster.transpiling import Orders, Schema

_MACRO = re.compile(r"create (?:temp )?macro (?P<name>\w+)\((?P<given>[^)]*)\)\s+as\s+(?P<body>.*)", re.DOTALL)


@dataclass(frozen=True)
class Macro:
    given: tuple[str, ...]
    body: exp.Expr


@dataclass
class Words:
    """What the statements of one build have agreed on so far.

    kinds: the names of enumerations, which Spark has as text; orders: their words in their order, where that is not the order of
    their letters; variables: name → value.
    """

    macros: dict[str, Macro] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    orders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def define(self, text: str) -> None:
        """Keep a macro."""
        found = _MACRO.match(text)
        assert found, text
        given = tuple(name.strip() for name in found["given"].split(",") if name.strip())
        self.macros[found["name"].lower()] = Macro(given, self.parsed(f"select {found['body']}").selects[0])

    def parsed(self, text: str) -> exp.Expr:
        """A query with its enumerations as text, its macros and variables put in; a ``?`` becomes ``$1``, ``$2`` …"""
        numbers = count(1)
        text = re.sub(r"\?", lambda _: f"${next(numbers)}", text)
        if self.kinds:
            names = "|".join(sorted(self.kinds))
            text = re.sub(rf'::\s*(?:"(?:{names})"|(?:{names})\b)', "::varchar", text)
        return self._put_in(parse_one(text, read="duckdb"))

    def _put_in(self, tree: exp.Expr) -> exp.Expr:
        while True:
            calls = (call for call in tree.find_all(exp.Anonymous) if self._known(call))
            if (call := next(calls, None)) is None:
                return tree
            put = self._meaning(call)
            if call is tree:
                return put
            call.replace(put)

    def _known(self, call: exp.Anonymous) -> bool:
        return call.name.lower() in self.macros or call.name.lower() == "getvariable"

    def _meaning(self, call: exp.Anonymous) -> exp.Expr:
        if call.name.lower() == "getvariable":
            return exp.Literal.string(self.variables[call.expressions[0].name])
        macro = self.macros[call.name.lower()]
        given = dict(zip(macro.given, call.expressions, strict=True))
        body = macro.body.copy()
        for column in list(body.find_all(exp.Column)):
            if column.name in given and not column.table:
                put = exp.paren(given[column.name].copy())
                if column is body:
                    return put
                column.replace(put)
        return exp.paren(body)


def in_spark(tree: exp.Expr, schema: Schema, views: Mapping[str, str], orders: Orders, *, ordered: bool = False) -> str:
    """The query over the tables of ``schema``, each under the name that ``views`` gives it; raises SqlglotError where Spark
    has no words for it."""
    known = MappingSchema({table: dict(columns) for table, columns in schema.items()}, dialect="spark")
    for table in tree.find_all(exp.Table):
        table.set("db", None)
        table.set("catalog", None)
    if isinstance(tree, exp.Select) and not ordered:
        tree.set("order", None)  # a table has no order
    tree = qualify(tree, schema=known, dialect="duckdb", quote_identifiers=False, identify=False)
    for marker in list(tree.find_all(exp.Placeholder)):
        marker.replace(exp.Placeholder(this=f"p{marker.this}"))
    tree = rewritten(annotate_types(tree, schema=known, dialect="duckdb"), orders)
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        if table.name in views and table.name not in own:
            table.set("this", exp.to_identifier(views[table.name]))
    text: str = tree.sql(dialect="spark")
    return text
