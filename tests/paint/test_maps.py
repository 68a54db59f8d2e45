"""A map shades every region by its value and names what matters, so that nothing covers anything else."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests import sample_districts as districts
from tests.paint.test_paint import LOOKS
from tests.ui.test_theme import contrast
from ui import paint
from zxdata.figures.layout.cartography import places, stretch


def test_a_region_without_a_value_is_not_shaded() -> None:
    figure = districts.region_map()
    frame = figure.frame.assign(value=[np.nan, *figure.frame["value"][1:]])
    first = next(iter(figure.shapes))
    assert first == frame["code"][0]
    assert paint.paint(replace(figure, frame=frame, inset=()), LOOKS[0])["data"][0]["fillcolor"] == LOOKS[0].tokens.bg


def test_the_end_that_needs_action_stands_out() -> None:
    figure = districts.region_map(inset=())
    tokens = LOOKS[0].tokens
    painted = paint.paint(figure, LOOKS[0])["data"][: len(figure.shapes)]
    fills = dict(zip(figure.shapes, [t["fillcolor"] for t in painted], strict=True))
    assert fills["500229"] == tokens.ramp[6]
    assert fills["500103"] == tokens.ramp[0]


@pytest.mark.parametrize("look", LOOKS, ids=lambda v: f"{v.tokens.name}-{'wall' if v.wall else 'desk'}")
def test_a_name_on_one_shade_can_be_read_there_without_a_halo(look: paint.Look) -> None:
    """A square country of one shade each: the name is as far from it as WCAG asks, by the tests' own formula."""
    t = look.tokens
    square = (((100.0, 30.0), (110.0, 30.0), (110.0, 36.0), (100.0, 36.0)),)
    for step, value in enumerate((1.0, 0.92, 0.88, 0.83, 0.79, 0.75, 0.71)):
        row = {"code": "1", "name": "甲区", "value": value, "numerator": 1, "denominator": 1, "red": 0, "yellow": 0}
        far = row | {"code": "2", "value": 0.7}
        figure = districts.region_map(
            frame=pd.DataFrame([row, far, far | {"code": "3", "value": 1.0}]),
            shapes={"1": square},
            centres={"1": (105.0, 33.0)},
            labels=("1",),
            inset=(),
        )
        names = next(trace for trace in paint.paint(figure, look)["data"] if trace["mode"] == "text")
        assert names["textfont"]["shadow"] == ["none"]
        assert contrast(names["textfont"]["color"][0], t.ramp[step]) >= 4.5, (t.name, step)


def test_names_stand_clear_of_each_other_and_within_the_sheet() -> None:
    """Every district an exception, in boxes reckoned here from the axes: 22 px type, 1 em a character."""
    figure = districts.region_map(labels=districts.CODES)
    spec = paint.paint(figure, replace(LOOKS[1], width=700, height=640))
    names = next(trace for trace in spec["data"] if trace["mode"] == "text")
    (x0, x1), (y0, y1) = spec["layout"]["xaxis"]["range"], spec["layout"]["yaxis"]["range"]
    scale = min(698 / (x1 - x0), 638 / (y1 - y0))
    boxes = []
    for x, y, text in zip(names["x"], names["y"], names["text"], strict=True):
        half = sum(22 if ord(c) > 255 else 12 for c in text) / 2
        boxes.append(((x - x0) * scale - half, (x - x0) * scale + half, (y - y0) * scale - 13, (y - y0) * scale + 13))
    assert len(boxes) > 15 and all(b[0] > -1 and b[1] < 699 and b[2] > -1 and b[3] < 639 for b in boxes)
    assert not [
        (a, b)
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]
    ]


def test_a_chosen_region_is_outlined_along_its_border() -> None:
    figure = districts.region_map(inset=())
    code = districts.CODES[3]
    outline = paint.chosen(figure.choosing(code), LOOKS[0])["shapes"][0]["path"]
    drawn = [tuple(map(float, point.split(","))) for point in re.findall(r"[-\d.]+,[-\d.]+", outline)]
    border = [(lon * stretch(figure.shapes), lat) for ring in figure.shapes[code] for lon, lat in ring]
    assert np.allclose(drawn, border, atol=1e-3) and outline.count("Z") == len(figure.shapes[code])


@pytest.mark.parametrize("look", LOOKS[:2], ids=["desk", "wall"])
def test_the_name_of_a_chosen_region_covers_no_count(look: paint.Look) -> None:
    """In boxes reckoned here from the axes: counts 19 px at 13 px type, 1 em a character."""
    figure, unit = districts.region_map(), look.text / 13
    spec = paint.paint(figure, look)
    (x0, x1), (y0, y1) = spec["layout"]["xaxis"]["range"], spec["layout"]["yaxis"]["range"]
    scale = min(598 / (x1 - x0), 418 / (y1 - y0))
    counts = [trace for trace in spec["data"] if trace["mode"] == "markers+text"]
    marks = [(x, y) for trace in counts for x, y in zip(trace["x"], trace["y"], strict=True)]
    beside = 0
    for code in figure.shapes:
        over = paint.chosen(figure.choosing(code), look)
        for label in over["annotations"]:
            beside += 1
            half = len(label["text"]) * label["font"]["size"] / 2
            off = [
                (abs(label["x"] - x) * scale - half - 9 * unit, abs(label["y"] - y) * scale - 17 * unit)
                for x, y in marks
            ]
            assert all(max(gap) > -2 for gap in off), (code, off)
    assert marks and beside > 3


def test_the_inset_lies_clear_of_the_map() -> None:
    figure = districts.region_map()
    _, inset = places(figure.shapes, figure.inset)
    assert inset is not None
    west, east, south, north = inset.box
    points = [
        (lon * stretch(figure.shapes), lat) for rings in figure.shapes.values() for ring in rings for lon, lat in ring
    ]
    assert not [p for p in points if west < p[0] < east and south < p[1] < north]


@pytest.mark.parametrize("code", ["500107", "500106"])
def test_the_name_of_a_region_in_the_inset_stays_within_its_frame(code: str) -> None:
    """A wall column of 702 px: the name is reckoned 1 em a full-width character, 0.55 any other."""
    figure = districts.region_map(labels=(code,))
    look = LOOKS[1]
    spec = paint.paint(figure, replace(look, width=702, height=700))
    (x0, x1), (y0, y1) = spec["layout"]["xaxis"]["range"], spec["layout"]["yaxis"]["range"]
    scale = min(700 / (x1 - x0), 698 / (y1 - y0))
    frame = spec["layout"]["shapes"][0]
    (names,) = [trace for trace in spec["data"] if trace["mode"] == "text"]
    name = districts.NAMES[districts.CODES.index(code)]
    found = [(x, text) for x, text in zip(names["x"], names["text"], strict=True) if text.startswith(name[:2])]
    assert len(found) == 1
    half = sum(1.0 if ord(c) > 0x2E7F else 0.55 for c in found[0][1]) * look.text / 2
    assert (found[0][0] - frame["x0"]) * scale - half >= -1 and (frame["x1"] - found[0][0]) * scale - half >= -1
