"""What is painted is valid, coloured only by our tokens, and never takes data for markup."""

import json
import re
import tomllib
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from tests import sample_districts as districts
from tests import sample_figures as sample
from tests import sample_shapes
from ui import paint
from ui.theme import STYLE
from zxdata.figures import Area, Figure, Trend
from zxdata.figures.palette import themes
from zxdata.figures.ranking.screen import whole_rows
from zxdata.rules.palette import SHIPPED_PALETTE

# fmt: off
FIGURES = [
    districts.region_map(), districts.ranking(), districts.funnel(), sample.trend(), sample.daily_trend(), sample.gantt(),
    sample.survival(), sample.waterfall(), sample.bars(), sample.due_columns(), sample.stacked(),
]
# fmt: on
LOOKS = [paint.Look(themes(SHIPPED_PALETTE)[name], wall, 420) for name in ("dark", "light") for wall in (False, True)]
HOSTILE = '<b>甲</b><img src=x onerror="alert(1)">'


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: type(f).__name__)
@pytest.mark.parametrize("look", LOOKS, ids=lambda v: f"{v.tokens.name}-{'wall' if v.wall else 'desk'}")
def test_every_figure_is_a_valid_plotly_specification_in_our_colours(figure: Figure, look: paint.Look) -> None:
    spec = paint.paint(figure, look)
    go.Figure(spec)
    known = {colour.upper() for colour in look.tokens.colours()}
    text = json.dumps(spec, ensure_ascii=False, default=str)
    assert {c.upper() for c in re.findall(r"#[0-9A-Fa-f]{6}\b", text)} <= known
    seen = {tuple(map(int, m)) for m in re.findall(r"rgba\((\d+),\s*(\d+),\s*(\d+),", text)} - {(0, 0, 0)}
    assert seen <= {tuple(int(c[n : n + 2], 16) for n in (1, 3, 5)) for c in known}


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: type(f).__name__)
def test_wall_text_is_never_below_22_px(figure: Figure) -> None:
    sizes = _font_sizes(paint.paint(figure, LOOKS[1]))
    assert sizes and min(sizes) >= 22


@pytest.mark.parametrize("figure", [f for f in FIGURES if "name" in f.frame], ids=lambda f: type(f).__name__)
def test_markup_in_data_stays_text(figure: Figure) -> None:
    frame = figure.frame.assign(name=HOSTILE)
    spec = json.dumps(paint.paint(replace(figure, frame=frame), LOOKS[0]), ensure_ascii=False, default=str)
    shown = re.sub(r'"customdata": \[.*?\]', "", spec)
    assert "<img" not in shown and "<b>甲" not in shown


def test_a_missing_value_is_a_gap_and_never_zero() -> None:
    gap = sample.trend()
    frame = gap.frame.copy()
    frame.loc[(frame["period"] == "2025-03") & (frame["series"] == "办复"), "value"] = np.nan
    lead = next(t for t in paint.paint(replace(gap, frame=frame), LOOKS[0])["data"][::-1] if len(t["y"]) == 12)
    assert lead["y"][5] is None and lead["connectgaps"] is False
    bars = sample.bars(frame=pd.DataFrame([("采纳", None, "")], columns=["name", "value", "base"]))
    drawn = paint.paint(bars, LOOKS[0])["data"][0]
    assert drawn["x"] == [None] and "—" in drawn["text"][0]


@pytest.mark.parametrize(
    ("figure", "weekends"), [(sample.daily_trend(), 13), (sample_shapes.area(), 4)], ids=["trend", "area"]
)
def test_each_weekend_is_one_band_behind_days(figure: Trend | Area, weekends: int) -> None:
    days = list(dict.fromkeys(figure.frame["period"]))
    bands = paint.paint(figure, LOOKS[0])["layout"]["shapes"]
    saturdays = [n for n, day in enumerate(days) if date.fromisoformat(day).weekday() == 5]
    assert [band["x0"] for band in bands] == saturdays and len(bands) == weekends
    assert {band["x1"] - band["x0"] for band in bands} == {2} and {band["layer"] for band in bands} == {"below"}


def test_nothing_is_shaded_behind_months() -> None:
    assert paint.paint(sample.trend(), LOOKS[0])["layout"]["shapes"] == []


def test_a_funnel_shows_its_limits_where_all_lie_inside_them() -> None:
    given = districts.funnel()
    alike = given.frame.assign(value=given.mean, n=20, outside="")
    low, high = paint.paint(replace(given, frame=alike), LOOKS[0])["layout"]["yaxis"]["range"]
    limits = given.limits.set_index("n").loc[20]
    assert low < limits["lower"] and high > limits["upper"]


def test_the_name_of_the_mean_makes_way_for_dots() -> None:
    given = districts.funnel()
    far = given.frame["n"].max()
    alike = given.frame.assign(value=given.mean + 0.3, n=range(len(given.frame)), outside="")
    alike.loc[alike.index[:2], ["n", "value"]] = [(far, given.mean + 0.04), (3, given.mean + 0.04)]
    (note,) = paint.paint(replace(given, frame=alike), LOOKS[1])["layout"]["annotations"]
    assert (note["xanchor"], note["yanchor"], note["x"]) == ("right", "top", 1)


@pytest.mark.parametrize("look", LOOKS[1:3], ids=["dark-wall", "light-desk"])
def test_names_of_close_funnel_dots_do_not_cover_each_other(look: paint.Look) -> None:
    """Six outliers in one corner, their names boxed here: a name that finds no room is left out, not laid over one."""
    given = districts.funnel()
    frame = given.frame.assign(outside="").reset_index(drop=True)
    frame.loc[:5, "outside"] = "worse"
    frame.loc[:5, "n"] = [30, 31, 31, 32, 33, 33]
    frame.loc[:5, "value"] = [0.5, 0.51, 0.49, 0.505, 0.495, 0.512]
    spec = paint.paint(replace(given, frame=frame), look)
    dots, layout = next(t for t in spec["data"] if t["mode"] == "markers+text"), spec["layout"]
    wide = look.width - layout["margin"]["l"] - layout["margin"]["r"]
    tall = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    (x0, x1), (y0, y1) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    boxes = []
    for x, y, text, side in zip(dots["x"], dots["y"], dots["text"], dots["textposition"], strict=True):
        if text:
            long, (vertical, across) = look.text * (len(text) - 7), side.split()
            at, up = (x - x0) / (x1 - x0) * wide, (y - y0) / (y1 - y0) * tall
            off = look.dot / 1.6 + 1
            west = at + {"right": off, "left": -off - long, "center": -long / 2}[across]
            south = up + {"top": off, "bottom": -off - look.text, "middle": -look.text / 2}[vertical]
            boxes.append((west, west + long, south, south + look.text))
    assert len(boxes) >= 3
    assert not [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
    ]


def test_a_folded_ranking_ends_with_a_whole_row() -> None:
    figure = districts.ranking()
    layout = paint.paint(figure, replace(LOOKS[2], height=0))["layout"]
    row = (layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]) / len(figure.frame)
    shown = [(whole_rows(height) - layout["margin"]["t"]) / row for height in range(200, 260)]
    assert shown == [round(rows) for rows in shown] and len(set(shown)) > 2


@pytest.mark.parametrize(
    ("look", "width", "name"),
    [(LOOKS[1], 509, "市规划和自然资源局"), (LOOKS[2], 600, "市住房和城乡建设委员会")],
    ids=["wall", "desk"],
)
def test_a_ranking_gives_long_names_their_room(look: paint.Look, width: int, name: str) -> None:
    """Whole, beside two digits of rank, in less than 53 % of the width: 1 em a character."""
    frame = districts.ranking().frame.head(9).assign(name=name)
    spec = paint.paint(replace(districts.ranking(), frame=frame), replace(look, width=width))
    names = next(trace for trace in spec["data"] if trace.get("xaxis") == "x2")
    assert all(name in text for text in names["text"])
    assert look.text * (len(name) + 1.5) < spec["layout"]["xaxis2"]["domain"][1] * width < 0.53 * width


def test_choosing_a_part_lays_marks_over_the_same_painting() -> None:
    for figure, parts in (
        (districts.region_map(), districts.CODES[:2]),
        (districts.ranking(), tuple(districts.ranking().frame["code"][:2])),
    ):
        one, other = (figure.choosing(part) for part in parts)
        assert paint.painted(one, LOOKS[0]) is paint.painted(other, LOOKS[0]) is paint.painted(figure, LOOKS[0])
        assert paint.chosen(figure, LOOKS[0]) == {} and one.choosing("") is other.choosing("") is figure
        more = [len(paint.paint(f, LOOKS[0])["layout"]["shapes"]) for f in (figure, one, other)]
        assert more[0] < more[1] and more[0] < more[2]


def test_an_enlarged_figure_scales_lengths_and_leaves_data() -> None:
    spec = {
        "data": [{"type": "bar", "width": 0.5, "x": [10, 20], "marker": {"line": {"width": 1}}}],
        "layout": {"height": 300, "font": {"size": 22, "shadow": "-2px 0px 1px #111111"}},
    }
    assert paint.enlarge(spec, 2) == {
        "data": [{"type": "bar", "width": 0.5, "x": [10, 20], "marker": {"line": {"width": 2}}}],
        "layout": {"height": 600, "font": {"size": 44, "shadow": "-4px 0px 2px #111111"}},
    }


def test_colours_of_the_configuration_are_the_tokens() -> None:
    config = tomllib.loads((STYLE.parent.parent / ".streamlit" / "config.toml").read_text("utf-8"))
    for name, tokens in themes(SHIPPED_PALETTE).items():
        given = config["theme"][name]
        assert given["backgroundColor"] == tokens.bg
        assert given["textColor"] == tokens.t1
        assert given["primaryColor"] == tokens.accent
        assert {v.upper() for v in given.values() if isinstance(v, str)} <= {c.upper() for c in tokens.colours()}


def _font_sizes(spec: object) -> list[float]:
    """Sizes of all fonts in a specification; a wall has no hover, so its labels do not count."""
    if isinstance(spec, list):
        return [size for item in spec for size in _font_sizes(item)]
    if not isinstance(spec, dict):
        return []
    own = [float(spec["size"])] if "family" in spec else []
    return own + [size for key, value in spec.items() if key != "hoverlabel" for size in _font_sizes(value)]
