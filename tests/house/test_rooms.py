"""The house: who may import whom, and what no file may say."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from zxdata.configuration import ROOT

CODE = sorted(p for room in ("zxdata", "ui", "api", "pages", "benchmarks") for p in (ROOT / room).rglob("*.py"))
TABLE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("| room | may import | never |")[2]
FACE = "zxdata"
MAY_USE_THE_FACE = ("zxdata.cli",)
SIGNS = (
    "*.py",
    "*.toml",
    "*.sql",
    "*.js",
    "*.css",
    "*.md",
    "*.txt",
    "*.in",
    "*.service",
    "*.conf",
    "*.svg",
    "Makefile",
    "run",
)
PLACES = ("zxdata", "ui", "api", "pages", "benchmarks", "tests", "assets", "deploy", "docs", ".ci", ".streamlit")
HOSTS = {
    "127.0.0.1",
    "localhost",
    "example.org",
    "x",
    "zhengxie_cockpit",
    "www.apache.org",
    "schemas.openxmlformats.org",
    "www.w3.org",
    "www.geonames.org",
    "evil.example",
}
MACHINE_PATH = re.compile(r"/(?:w[o]rk|r[o]ot|h[o]me|U[s]ers)/[A-Za-z]")


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """Full names of what a file imports, wherever in it, except for type checking only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            whole = ".".join([*_above(path, node.level), *([node.module] if node.module else [])])
            yield from (f"{whole}.{a.name}" if f"{whole}.{a.name}" in MODULES else whole for a in node.names)


def _above(path: Path, level: int) -> tuple[str, ...]:
    """The package that a relative import starts from."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[: len(parts) - level] if level else ()


MODULES = {module(path) for path in CODE}


def texts() -> Iterator[Path]:
    yield from (p for p in ROOT.iterdir() if p.is_file() and any(p.match(sign) for sign in SIGNS))
    for place in PLACES:
        yield from (p for p in (ROOT / place).rglob("*") if p.is_file() and any(p.match(sign) for sign in SIGNS))


def table() -> dict[str, tuple[set[str], set[str]]]:
    """Room → what it may import and what never, by the table of ARCHITECTURE.md; an empty set: whatever is not barred."""
    rows = [line.strip("| ").split("|") for line in TABLE.partition("\n\n")[0].splitlines() if line.startswith("| `")]
    names = [[set(re.findall(r"`([\w.]+)`", cell)) for cell in row] for row in rows]
    return {room: (may, never) for ((room,), may, never) in names}


ROOMS = table()


def imports_of(room: str) -> dict[str, set[str]]:
    """File of the room → what it imports from outside the room and the standard library."""
    own = {room} - ROOMS[room][1]
    return {
        str(path.relative_to(ROOT)): {
            name for name in imported(path) if name.partition(".")[0] not in {*own, *sys.stdlib_module_names}
        }
        for path in CODE
        if path.relative_to(ROOT).parts[0] == room
    }


def within(name: str, rooms: set[str]) -> set[str]:
    """Those of the rooms that a module lies in; the face alone is no room but itself."""
    return {room for room in rooms if name == room or (name.startswith(f"{room}.") and room != FACE)}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_the_table_says(room: str) -> None:
    may, never = ROOMS[room]
    wrong = [
        f"{path}: {name}"
        for path, names in imports_of(room).items()
        for name in names
        if within(name, never) or (may and not within(name, may))
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_table_names_nothing_that_its_room_does_not_import(room: str) -> None:
    used = {name for names in imports_of(room).values() for name in names}
    assert {allowed for allowed in ROOMS[room][0] if not any(within(name, {allowed}) for name in used)} == set()


def test_the_table_names_every_room() -> None:
    assert set(ROOMS) == {"zxdata", "ui", "api", "pages", "benchmarks"}


def test_nothing_imports_in_a_circle() -> None:
    graph = {module(path): {name for name in imported(path) if name in MODULES} - {module(path)} for path in CODE}
    graph.pop(FACE)
    for needed in graph.values():
        needed.discard(FACE)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def test_rooms_flow_in_one_direction() -> None:
    def room(name: str) -> str:
        return ".".join(name.split(".")[:2])

    graph: dict[str, set[str]] = {}
    for path in CODE:
        own = room(module(path))
        if own.startswith("zxdata."):
            needed = {room(name) for name in imported(path) if name.startswith("zxdata.")}
            graph.setdefault(own, set()).update(needed - {own})
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def test_only_the_outside_uses_the_face() -> None:
    wrong = [module(p) for p in CODE if module(p).startswith("zxdata.") and FACE in imported(p)]
    assert [name for name in wrong if not name.startswith(MAY_USE_THE_FACE)] == []


def test_no_file_names_a_machines_own_folders() -> None:
    wrong = [str(p.relative_to(ROOT)) for p in texts() if MACHINE_PATH.search(p.read_text(encoding="utf-8"))]
    assert wrong == []


def test_no_file_names_a_host_but_the_known() -> None:
    named = {
        (host, str(path.relative_to(ROOT)))
        for path in texts()
        for host in re.findall(r"https?://([A-Za-z0-9._-]+)", path.read_text(encoding="utf-8"))
    }
    assert {pair for pair in named if pair[0] not in HOSTS} == set()
