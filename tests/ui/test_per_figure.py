"""What is made of a figure is made once, for each thing that it depends on, and goes with the figure."""

import gc

import pandas as pd

from ui.per_figure import PerFigure
from zxdata.figures import Figure


def figure() -> Figure:
    return Figure(key="one", title="一", frame=pd.DataFrame({"value": [1]}))


def test_it_is_made_once_for_each_figure_and_for_each_look() -> None:
    made: list[str] = []
    kept: PerFigure[str] = PerFigure()

    def make(name: str) -> str:
        made.append(name)
        return name

    one, other = figure(), figure()  # of the same content, yet answered for two readers
    assert [kept.get(one, lambda: make("light"), "light") for _ in range(2)] == ["light"] * 2
    assert kept.get(one, lambda: make("dark"), "dark") == "dark"
    assert kept.get(other, lambda: make("other"), "light") == "other"
    assert made == ["light", "dark", "other"]


def test_it_goes_with_its_figure() -> None:
    kept: PerFigure[str] = PerFigure()
    kept.get(figure(), lambda: "gone")
    gc.collect()
    assert len(kept) == 0
