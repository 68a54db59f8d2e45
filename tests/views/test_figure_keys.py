"""A figure that a page spells wrong would be missing without a sound: every key is one of the view it is asked of."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.demonstration import EARLIER, demonstration
from ui.show import chart
from zxdata.configuration import ROOT
from zxdata.figures import View
from zxdata.filters import Filters, Scope
from zxdata.views import view

PAGES = sorted((ROOT / "pages").glob("*.py"))
SHOWING = ("figure", "grid", "findings", "wall")


@cache
def keys_of(name: str) -> set[str]:
    made = demonstration(EARLIER)
    found = view(made.store, name, Filters(EARLIER), Scope.whole(), made.settings)
    return {figure.key for figure in found.figures} | found.absent


def spelled(page: Path) -> Iterator[tuple[str, str, int]]:
    """(view, key of a figure, line) of every call that shows figures by keys that stand in the page's text."""
    tree = ast.parse(page.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inner = {id(node) for function in functions for node in ast.walk(function)}
    whole = [node for node in ast.walk(tree) if id(node) not in inner]
    names = dict(asked(whole))
    for nodes in (whole, *(list(ast.walk(function)) for function in functions)):
        known = names | dict(asked(nodes))
        for call in (node for node in nodes if isinstance(node, ast.Call)):
            match call.func:
                case ast.Attribute(value=ast.Name(id="show"), attr=shown) if shown in SHOWING:
                    first = call.args[0]
                    of = known.get(first.id) if isinstance(first, ast.Name) else asked_of(first)
                    assert of is not None, f"{page.name}:{call.lineno}"
                    for argument in call.args[1:]:
                        if isinstance(argument, ast.Dict):
                            for name, keys in ast.literal_eval(argument).items():
                                yield from ((name, key, call.lineno) for key in keys)
                        yield from ((of, key, call.lineno) for key in texts(argument, nodes))
                    for wide in (option.value for option in call.keywords if option.arg == "wide"):
                        for name, keys in ast.literal_eval(wide).items():
                            yield from ((name, key, call.lineno) for key in keys)
                case ast.Attribute(value=ast.Name(id="show"), attr="part"):  # a view, then rows of keys
                    part, *rows = (ast.literal_eval(argument) for argument in call.args)
                    yield from ((part, key, call.lineno) for row in rows for key in row)


def asked(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    """Names that hold a view: ``found = ask.view("proposals.card")``, also two at once."""
    for node in nodes:
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            pairs = (
                zip(target.elts, node.value.elts, strict=True)
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                else [(target, node.value)]
            )
            for name, value in pairs:
                of = asked_of(value)
                if isinstance(name, ast.Name) and of is not None:
                    yield name.id, of


def asked_of(value: ast.AST) -> str | None:
    """The view that ``ask.view("proposals.card")`` or ``ask.page("proposals", part)`` asks for; "" for one of several,
    whose keys are computed; None for what asks for no view.
    """
    match value:
        case ast.Call(func=ast.Attribute(attr="view" | "page"), args=[ast.Constant(value=str(key)), *_]):
            return key
        case ast.Call(func=ast.Attribute(attr="view")):
            return ""
    return None


def texts(argument: ast.AST, nodes: list[ast.AST]) -> list[str]:
    """The keys that an argument spells, also as a name that runs over a tuple of them."""
    match argument:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.Tuple(elts=elements):
            return [key for element in elements for key in texts(element, nodes)]
        case ast.Name(id=name):
            loops = [node for node in nodes if isinstance(node, ast.For) and ast.unparse(node.target) == name]
            return [key for loop in loops if isinstance(loop.iter, ast.Tuple) for key in texts(loop.iter, nodes)]
    return []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_spells_only_figures_that_its_views_have(page: Path) -> None:
    for name, key, line in spelled(page):
        known = keys_of(name) if name else keys_of("diagnosis") | keys_of("statistics")
        assert key in known, f"pages/{page.name}:{line}: {name} has no figure {key}"


def test_the_walk_finds_the_figures_of_every_page_that_shows_some() -> None:
    found = {page.stem: {(name, key) for name, key, _ in spelled(page)} for page in PAGES}
    parts = {"quality": ("scores", "matrix", "parts"), "filing": ("missing", "rates", "filed"), "doubts": ("findings",)}
    parts["interfaces"] = ("interfaces", "states")
    assert {("voices.sources", "similar"), ("party.bases", "occasions"), ("programmes.homes", "quarters")} <= {
        each for page in ("voices", "party", "programmes") for each in found[page]
    }
    in_parts = {(f"data.{part}", key) for part, keys in parts.items() for key in keys}
    published = {("data.reported", key) for key in ("reported", "elsewhere")}
    assert found["data"] == {("data", "arrivals"), *in_parts, *published}
    assert found["briefing"] == {("", "findings"), ("", "caveats")}
    assert ("supervision.closing", "closed") in found["supervision"]  # on a wall
    assert ("coverage.station", "months") in found["coverage"]  # asked for beside another view
    assert ("consultation.outcomes", "adopting_funnel") in found["consultation"]  # through the page's short form
    assert {page for page, spelt in found.items() if not spelt} == {"definitions", "presentation"}


def test_a_key_that_the_view_never_has_is_an_error_and_an_absent_one_is_not() -> None:
    made = demonstration(EARLIER)
    topics = view(made.store, "consultation.topics", Filters(EARLIER), Scope.whole(), made.settings)
    assert topics.absent == {"texts", "topical"}
    chart.figure(topics, "texts")
    with pytest.raises(KeyError, match="has no Figure text"):
        topics.figure("text")
    word = (("word", "社区"),)
    asked_again = view(made.store, "consultation.topics", Filters(EARLIER), Scope.whole(), made.settings, word)
    assert asked_again.absent == {"topical"}
    assert isinstance(asked_again, View) and asked_again.figure("texts").key == "texts"
