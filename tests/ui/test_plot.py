"""A finished chart reaches the browser as it was painted, with the library that draws it."""

import gzip
import json
import sys
from urllib.request import Request, urlopen

import pytest
from streamlit.testing.v1 import AppTest

from ui.drawing import ADDRESS, library

SPEC = {"data": [{"type": "bar", "x": [3, 1], "y": ["渝中区", "江北区"]}], "layout": {"height": 120}}
LARGE = {"data": [{"type": "bar", "x": list(range(9_000))}], "layout": {"height": 120}}
OVER = {"shapes": [{"type": "line", "x0": 0, "x1": 3, "y0": 1, "y1": 1}]}


def page() -> None:
    from tests.ui.test_plot import OVER, SPEC
    from ui.paint import Painted
    from ui.show.plot import plot

    plot(Painted(SPEC), OVER, key="bars", alt="按区县", on_pick=lambda _: None, clicked=True)
    plot(Painted(SPEC), key="still", alt="墙上", still=True)


def test_a_finished_chart_is_sent_unchanged_and_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    # The script under test becomes __main__, which every child process spawned later would run again.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    shown = AppTest.from_function(page, default_timeout=60).run()
    assert not shown.exception
    sent = [element.proto.bytes.decode().partition("\n") for element in shown.get("bidi_component")]
    assert [json.loads(figure) for _, _, figure in sent] == [SPEC, SPEC]
    bars, still = (json.loads(about) for about, _, _ in sent)
    assert (bars["over"], still["over"]) == (OVER, {})
    assert (bars["alt"], bars["answers"], bars["config"].get("staticPlot")) == ("按区县", True, None)
    assert (still["alt"], still["answers"], still["config"]["staticPlot"]) == ("墙上", False, True)
    assert bars["library"] == ADDRESS


def large_page() -> None:
    from tests.ui.test_plot import LARGE, OVER
    from ui.paint import Painted
    from ui.show.plot import plot

    plot(Painted(LARGE), OVER, key="map", alt="各区县")


def test_a_large_chart_names_its_text_which_is_sent_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    shown = AppTest.from_function(large_page, default_timeout=60).run()
    text, chart = (element.proto.bytes.decode().partition("\n") for element in shown.get("bidi_component"))
    assert json.loads(text[2]) == LARGE and chart[2] == ""
    assert json.loads(chart[0])["text"] == json.loads(text[0]) and json.loads(chart[0])["over"] == OVER


def test_the_drawing_library_is_served_packed_and_kept_for_ever(server: str) -> None:
    with urlopen(Request(server + ADDRESS, headers={"Accept-Encoding": "gzip"})) as answer:
        packed = answer.read()
    assert gzip.decompress(packed) == library().read_bytes() and len(packed) < 2_000_000
    assert "immutable" in answer.headers["Cache-Control"] and answer.headers["Content-Type"].startswith(
        "text/javascript"
    )
