"""A finished chart reaches the browser as it was painted."""

import json
import sys

import pytest
from streamlit.testing.v1 import AppTest

SPEC = {"data": [{"type": "bar", "x": [3, 1], "y": ["渝中区", "江北区"]}], "layout": {"height": 120}}


def page() -> None:
    from tests.test_ui_plot import SPEC
    from ui.show.plot import plot

    plot(SPEC, key="bars", alt="按区县")


def test_a_finished_chart_is_sent_unchanged_and_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    # The script under test becomes __main__, which every child process spawned later would run again.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    shown = AppTest.from_function(page, default_timeout=60).run()
    assert not shown.exception
    sent = shown.get("plotly_chart")[0].proto
    assert json.loads(sent.spec) == SPEC and sent.alt == "按区县" and sent.theme == ""
