"""The open part is the page: its landing is asked for only where that is the part."""

import ast
from pathlib import Path

import pytest

from zxdata.configuration import ROOT
from zxdata.views import VIEWS

PAGES = [ROOT / "pages" / f"{key.removesuffix('.head')}.py" for key in VIEWS if key.endswith(".head")]


def asks_for(node: ast.AST, key: str) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="ask"), attr="view"), args=[ast.Constant(value=found)]):
            return found == key
    return False


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_landing_is_asked_for_by_the_wall_and_where_it_is_the_open_part(page: Path) -> None:
    tree = ast.parse(page.read_text(encoding="utf-8"))
    walls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "show.wall"]
    on_walls = {id(node) for wall in walls for node in ast.walk(wall)}
    elsewhere = [n for n in ast.walk(tree) if asks_for(n, page.stem) and id(n) not in on_walls]
    assert len(walls) == 1 and elsewhere == []
    asked = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert f"ask.page('{page.stem}', show.opened(PARTS))" in asked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_part_but_the_first_has_a_view_of_its_own(page: Path) -> None:
    tree = ast.parse(page.read_text(encoding="utf-8"))
    parts = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PARTS"
    )
    first, *others = parts
    assert f"{page.stem}.{first}" not in VIEWS
    assert [part for part in others if f"{page.stem}.{part}" not in VIEWS] == []
