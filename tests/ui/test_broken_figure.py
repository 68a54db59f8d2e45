"""A figure that cannot be drawn keeps its place, and says so under its own head."""

import sys
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.commands import configured
from tests.demonstration import Demonstration
from ui.show import chart
from zxdata.configuration import ROOT


def test_a_figure_that_is_not_drawn_says_so_under_its_head(
    demo: Demonstration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise ZeroDivisionError

    # The script under test becomes __main__, which every child process spawned later would run again.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setitem(chart.SURFACES, "board", fails)
    with configured(demo.folder):
        page = AppTest.from_file(str(ROOT / "pages" / "supervision.py"), default_timeout=120).run()
    said = [each.proto.body for each in page.get("html")]
    bar = next(n for n, body in enumerate(said) if "这张图没有画出来。" in body)
    assert "<h2>监督事项三色</h2>" in said[bar - 1]
    assert not page.exception and len([body for body in said if "没有画出来" in body]) == 1
