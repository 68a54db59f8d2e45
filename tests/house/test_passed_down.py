"""Settings, rules and palettes are values: the edges read them once and pass them down; nobody asks for them midway."""

import ast
from collections.abc import Iterator
from pathlib import Path

from zxdata.configuration import ROOT

ROOMS = ("zxdata", "ui", "pages", "api")
# What begins something, and so may read the settings: the command line, whatever answers a browser or a program, and what
# Streamlit calls without any value of ours: a page, a part of one that runs by itself, a click.
EDGES = (
    "zxdata/configuration.py",
    "zxdata/cli",
    "api",
    "ui/acting.py",
    "ui/ask.py",
    "ui/browser.py",
    "ui/door",
    "ui/embedding",
    "ui/filter_bar.py",
    "ui/frame.py",
    "ui/gate.py",
    "ui/help.py",
    "ui/reader.py",
    "ui/show",
    "ui/starting.py",
    "ui/theme.py",
    "ui/warming.py",
)
READS = {"settings", "load_settings"}
# Ends of waits belong to a thread, not to a question; nothing else may hang in the air.
AMBIENT = {"zxdata/ledger/deadline.py"}


def files() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def midway(name: str) -> bool:
    return not any(Path(name).is_relative_to(edge) for edge in EDGES)


def test_settings_are_read_at_the_edges_and_passed_down() -> None:
    found = {
        name
        for name, tree in files()
        if midway(name)
        for each in ast.walk(tree)
        if isinstance(each, ast.Call) and named(each) in READS and not each.args
    }
    assert found == set()


def test_every_edge_reads_them() -> None:
    """What no longer does is no edge."""
    reading = {
        name for name, tree in files() for each in ast.walk(tree) if isinstance(each, ast.Call) and named(each) in READS
    }
    assert [edge for edge in EDGES if not any(Path(name).is_relative_to(edge) for name in reading)] == []


def test_nothing_that_an_answer_depends_on_hangs_in_the_air() -> None:
    """No context variable and no global that a function sets: they would leak from one view into another."""
    found = {
        name
        for name, tree in files()
        for each in ast.walk(tree)
        if isinstance(each, ast.Global) or (isinstance(each, ast.Call) and named(each) == "ContextVar")
    }
    assert found == AMBIENT
