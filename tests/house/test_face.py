"""The face: what the outside asks of the cockpit, each name once, and always itself."""

import ast
import pkgutil
import re
import subprocess
import sys

import zxdata as zx
from zxdata.configuration import ROOT

STUB = ast.parse((ROOT / "zxdata" / "__init__.pyi").read_text(encoding="utf-8"))
NAMES = [str(alias.asname) for node in STUB.body if isinstance(node, ast.ImportFrom) for alias in node.names]
OUTSIDE = ("ui", "pages", "zxdata/cli", "benchmarks")


def test_the_face_lists_each_name_once() -> None:
    assert sorted(NAMES) == sorted(set(NAMES)) == sorted(dir(zx))


def test_no_name_of_the_face_is_also_a_module() -> None:
    assert {module.name for module in pkgutil.iter_modules(zx.__path__)}.isdisjoint(NAMES)


def test_every_name_is_still_itself_once_all_rooms_are_loaded() -> None:
    program = (
        "import pkgutil, importlib, types, zxdata as zx\n"
        "first = {name: getattr(zx, name) for name in dir(zx)}\n"
        "for module in pkgutil.iter_modules(zx.__path__):\n"
        "    if not module.name.startswith('__'):\n"
        "        importlib.import_module(f'zxdata.{module.name}')\n"
        "moved = [name for name in dir(zx) if getattr(zx, name) is not first[name]]\n"
        "print(moved + [name for name in dir(zx) if isinstance(getattr(zx, name), types.ModuleType)])\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout == "[]\n"


def test_every_name_of_the_face_is_used_outside() -> None:
    texts = [p.read_text(encoding="utf-8") for room in OUTSIDE for p in (ROOT / room).rglob("*.py")]
    used = {name for text in texts for name in re.findall(r"\bzx\.(\w+)", text)}
    assert set(NAMES) - used == set()
    assert used - set(NAMES) == set()


def test_the_face_alone_loads_no_room() -> None:
    program = "import sys, zxdata; print([name for name in sys.modules if name.startswith('zxdata.')])"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout == "[]\n"
