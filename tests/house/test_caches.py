"""What is kept of answers is kept by whose it is: nothing is cached under a key without the reader's scope and rights."""

import ast
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.canaries import canaries
from tests.neighbours import OWN
from zxdata.configuration import ROOT
from zxdata.filters import Question, Scope

CODE = sorted(p for room in ("zxdata", "ui", "pages") for p in (ROOT / room).rglob("*.py"))
KEPT_FOR_ALL = {"cache", "lru_cache", "cache_data", "cache_resource"}
# Types that hold or lead to what readers may see: a function that is given one and cached answers one reader's question.
READERS = {
    "Store",
    "Reading",
    "Asking",
    "Asked",
    "Question",
    "View",
    "Filters",
    "Engine",
    "Connection",
    "DataFrame",
    "Result",
}
READERS |= {"Reader", "Listing", "AsOf", "Version"}
# What opens data, or tells who asks, without being given: none of it may be called in a function that is kept for all.
DOORS = {
    "opened",
    "open_store",
    "open_ledger",
    "open_own",
    "reader",
    "session_state",
    "query_params",
    "answer",
    "listing",
}
SCOPED = {"scope", "question", "asked_for"}  # a question holds its scope
# Kept in a module, each with what keeps it apart: own tables by installation and filtered for each reader after;
# drawings and lists of marks by the very figure that was answered; stores by their folder; rows that a fact has on a day,
# whatever the scope that asks of them.
MODULES = {
    ("zxdata/workspace/shared.py", "_lately"),
    ("zxdata/preparing.py", "_open"),
    ("ui/paint/__init__.py", "_PAINTED"),
    ("ui/marks.py", "_KNOWN"),
    ("ui/show/places.py", "_DECKS"),
    ("zxdata/shared_answers/pickled.py", "_BYTES"),
}
# Engines of an installation: what is read through them is filtered after.
ENGINES = {("zxdata/access/acts_log.py", "own_tables")}
ROWS_OF_ALL = {"zxdata/metrics/as_of_fact.py"}


def unkeyed(source: str, file: str = "") -> Iterator[str]:
    """What of a file is kept for several readers under a key that does not tell them apart."""
    tree = ast.parse(source)
    answers = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for targets, value in [(node.targets[0], node.value)]
        for target, made in _pairs(targets, value)
        if isinstance(target, ast.Name) and isinstance(made, ast.Call) and "Answers" in _names(made.func)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and KEPT_FOR_ALL & {n for d in node.decorator_list for n in _names(d)}:
            given = {n for a in [*node.args.args, *node.args.kwonlyargs] if a.annotation for n in _names(a.annotation)}
            called = {n for line in node.body for n in _names(line)}
            known = (file, node.name) in ENGINES or "Scope" in given
            if not known and (given & READERS or called & DOORS):
                yield f"{node.name} is kept for all who give it {', '.join(sorted(given & READERS | called & DOORS))}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "get" and _names(node.func.value) & answers and not SCOPED & _names(node.args[1]):
                yield f"line {node.lineno}: an answer is kept without a scope in its key"
            if node.func.attr == "materialised" and file not in ROWS_OF_ALL and file != "zxdata/store/reading.py":
                yield f"line {node.lineno}: rows are kept whatever the scope"
    for line in tree.body:
        if isinstance(line, ast.Assign | ast.AnnAssign) and line.value is not None:
            held, target = line.value, line.targets[0] if isinstance(line, ast.Assign) else line.target
            grows = (isinstance(held, ast.Dict) and not held.keys) or "WeakKeyDictionary" in _names(held)
            constant = isinstance(held, ast.Dict) and isinstance(target, ast.Name) and target.id[:1].isupper()
            if grows and not constant and isinstance(target, ast.Name) and (file, target.id) not in MODULES:
                yield f"{target.id} is kept by the whole process"


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def _names(node: ast.AST) -> set[str]:
    found = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    found |= {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
    return found | {
        w for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str) for w in [n.value]
    }


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_kept_for_readers_who_may_not_see_it(path: Path) -> None:
    assert list(unkeyed(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())) == []


@pytest.mark.parametrize(
    "faulty",
    [
        "@st.cache_data\ndef rows(view: View) -> bytes: ...",
        "@lru_cache(maxsize=8)\ndef rows(store: zx.Store, day: date) -> Table: ...",
        "@cache\ndef exported(view: 'View', kind: str) -> bytes: ...",
        "@cache\ndef names() -> list[str]:\n    return [one.name for one in zx.open_store(zx.settings()).names()]",
        "KEPT = zx.Answers(9)\ndef rows(day):\n    return KEPT.get(opened().version, ('rows', day), lambda: all_rows(day))",
        "_seen: dict[str, Table] = {}",
        "def f(reading):\n    return reading.materialised('x', rows)",
    ],
)
def test_a_cached_function_without_scope_or_rights_is_found(faulty: str) -> None:
    assert len(list(unkeyed(faulty))) == 1


def test_a_reading_keeps_an_answer_for_its_own_scope_and_rights_only() -> None:
    made: list[Scope] = []

    def answer(scope: Scope) -> Scope:
        made.append(scope)
        return scope

    scopes = (Scope.whole(), Scope.whole(personal=False), Scope.of(OWN), Scope.of(OWN, personal=True))
    for scope in (*scopes, *scopes):
        with canaries().store.reading(scope, seconds=60) as reading:
            assert reading.once("whose", partial(answer, scope)) == scope
    assert made == list(scopes)


def test_a_question_is_another_question_in_another_scope_or_with_other_rights() -> None:
    from tests.views.test_canaries import FILTERS

    asked = {Question(FILTERS, scope, "overview") for scope in (Scope.whole(), Scope.whole(False), Scope.of(OWN))}
    assert len(asked) == 3
