"""The statements that make facts of the ledger, and what each reads, as DuckDB's own parser finds it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import duckdb

_HEAD = re.compile(
    r'(?:create (?P<temp>temp )?(?P<kind>table|view|type|macro)|(?P<insert>insert into)) "?(?P<name>\w+)"?'
)
_BODY = re.compile(r"\bas enum \((?P<enum>.*)\)\s*$|\bas\b(?P<made>.*)$", re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One statement: what it makes (``insert``: adds to), and the tables that it reads, by name.

    kind: table, view, type, macro, or insert. temp: gone when the snapshot is written.
    """

    text: str
    kind: str
    name: str
    temp: bool
    reads: frozenset[str]


@cache
def statements() -> tuple[duckdb.Statement, ...]:
    """All of them as DuckDB has parsed them, which takes it as long as to run them on a small ledger."""
    texts = (file.read_text(encoding="utf-8") for file in _files())
    with duckdb.connect() as parser:
        return tuple(statement for text in texts for statement in parser.extract_statements(text))


@cache
def steps() -> tuple[Step, ...]:
    """All of them, in the order in which they are run."""
    with duckdb.connect() as parser:
        return tuple(
            _step(parser, re.sub(r"--[^\n]*", "", statement.query).strip().rstrip(";")) for statement in statements()
        )


def _files() -> list[Traversable]:
    return sorted(files(__package__).joinpath("sql").iterdir(), key=lambda p: p.name)


def _step(parser: duckdb.DuckDBPyConnection, text: str) -> Step:
    head = _HEAD.match(text)
    assert head, text
    kind, rest = head["kind"] or "insert", text[head.end() :]
    if kind == "macro":
        return Step(text, kind, head["name"], bool(head["temp"]), frozenset())
    if kind != "insert":
        body = _BODY.search(rest)
        assert body, text
        rest = body["enum"] or body["made"]
    parsed = json.loads(parser.execute("select json_serialize_sql($1)", [rest]).fetchall()[0][0])
    assert not parsed["error"], (text, parsed)
    return Step(text, kind, head["name"], bool(head["temp"]), frozenset(_tables(parsed, frozenset())))


def _tables(node: Any, hidden: frozenset[str]) -> Iterator[str]:
    """Names of tables in a parsed query; one that a WITH in force has taken is none."""
    if isinstance(node, list):
        for each in node:
            yield from _tables(each, hidden)
    if not isinstance(node, Mapping):
        return
    if node.get("type") == "BASE_TABLE" and node["table_name"] not in hidden:
        yield node["table_name"]
    named = node.get("cte_map", {}).get("map", ())
    for entry in named:
        again = {entry["key"]} if "RECURSIVE" in json.dumps(entry["value"]) else set()
        yield from _tables(entry["value"], hidden | again)
        hidden |= {entry["key"]}
    for key, value in node.items():
        if key != "cte_map":
            yield from _tables(value, hidden)
