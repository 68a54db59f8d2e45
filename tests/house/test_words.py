"""What stands on the screen is Chinese: a setting is called by what it is for, never by its key."""

import ast
import re
from collections.abc import Iterator

import pytest

from zxdata.configuration import ROOT

SPOKEN = ("zxdata/views", "zxdata/metrics", "zxdata/figures", "ui", "pages")
SETTING = re.compile(r"[a-z]+_[a-z]|\b[a-z]{3,}\.[a-z]{3,}|\[[a-z]|(?:规则文件|规则)[  （]*[a-z]")
OF_PROGRAMS = ("zxdata/metrics/composite/checking.py", "zxdata/metrics/data/recorded.py", "ui/drawing.py")
"""What is told of a rules file or an installation that cannot be used names what to change."""


def said(source: str) -> Iterator[str]:
    """The texts with Chinese in a module, without its docstrings."""
    tree = ast.parse(source)
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, kinds)]
    texts = [each.value for body in bodies for each in body if isinstance(each, ast.Expr)]
    passed_over = {id(each) for each in texts}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in passed_over:
            continue
        if re.search("[一-鿿]", node.value):
            yield node.value


@pytest.mark.parametrize("room", SPOKEN)
def test_no_words_on_the_screen_name_a_setting_by_its_key(room: str) -> None:
    files = [path for path in (ROOT / room).rglob("*.py") if str(path.relative_to(ROOT)) not in OF_PROGRAMS]
    texts = [text for path in files for text in said(path.read_text("utf-8"))]
    assert files and texts
    assert [text for text in texts if SETTING.search(text)] == []
