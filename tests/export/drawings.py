"""What is drawn in an SVG that matplotlib wrote: words, shapes, lines and dots, with their places."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

import numpy as np

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Mark:
    """A path of a drawing: its colours and style, its points in the drawing's own units, upwards."""

    fill: str
    stroke: str
    dotted: bool
    x: list[float]
    y: list[float]

    @property
    def seen(self) -> bool:
        """Neither the paper nor an axis, and not of no length."""
        ground = not self.fill.strip() or self.fill == "none" or (self.fill == "#ffffff" and not self.stroke)
        return not ground and self.width > 0 and self.height > 0

    @property
    def width(self) -> float:
        return max(self.x) - min(self.x)

    @property
    def height(self) -> float:
        return max(self.y) - min(self.y)


@dataclass(frozen=True)
class Drawing:
    """What is drawn into a picture: its words, filled shapes, lines, dots by
    their middle, and bands between two curves (their outline).
    """

    texts: list[str]
    bars: list[Mark]
    lines: list[Mark]
    dots: list[Mark]
    bands: list[Mark]


def read_drawing(content: bytes) -> Drawing:
    texts = [text.strip() for text in re.findall(r"<!--(.*?)-->", content.decode(), re.DOTALL)]
    axes = next(g for g in ElementTree.fromstring(content).iter(f"{SVG}g") if g.get("id") == "axes_1")
    bars: list[Mark] = []
    lines: list[Mark] = []
    dots: list[Mark] = []
    bands: list[Mark] = []
    for group in axes:
        name = group.get("id", "")
        if name.startswith("patch"):
            bars += [_mark(path) for path in group.iter(f"{SVG}path")]
        elif name.startswith(("line2d", "LineCollection")):
            found = [_mark(path) for path in group.iter(f"{SVG}path") if path.get("d")]
            uses = [_used(each) for each in group.iter(f"{SVG}use")]
            lines += [mark for mark in found if not uses]
            dots += uses
        elif name.startswith("PathCollection"):
            dots += [_used(each) for each in group.iter(f"{SVG}use")] or [
                _centre(_mark(path)) for path in group.findall(f".//{SVG}path")
            ]
        elif name.startswith(("FillBetween", "PolyCollection")):
            found = [_mark(path) for path in group.findall(f".//{SVG}defs/{SVG}path")]
            (bands if found else bars).extend(found or [_mark(path) for path in group.iter(f"{SVG}path")])
    return Drawing([text for text in texts if text], [bar for bar in bars if bar.seen], lines, dots, bands)


def _mark(path: Any) -> Mark:
    numbers = [float(each) for each in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", path.get("d") or "")]
    return Mark(*_inks(path), numbers[::2], [-each for each in numbers[1::2]])


def _used(use: Any) -> Mark:
    return Mark(*_inks(use), [float(use.get("x", 0))], [-float(use.get("y", 0))])


def _centre(mark: Mark) -> Mark:
    return replace(mark, x=[(min(mark.x) + max(mark.x)) / 2], y=[(min(mark.y) + max(mark.y)) / 2])


def _inks(element: Any) -> tuple[str, str, bool]:
    style = dict(re.findall(r"([\w-]+): ([^;]+)", element.get("style") or ""))
    return style.get("fill", ""), style.get("stroke", ""), "stroke-dasharray" in style


def in_step(found: list[float], wanted: list[float]) -> bool:
    """Are these places of a drawing those of these values: the same distances, to a scale that grows upwards?"""
    steps, values = np.array(found, float), np.array(wanted, float)
    grown = np.ptp(steps) / np.ptp(values)
    return len(steps) == len(values) and bool(np.allclose(steps - steps[0], grown * (values - values[0]), atol=0.02))


def to_scale(lengths: Iterable[float], largest: float) -> list[float]:
    """Lengths on paper as the values they stand for, where the largest stands for ``largest``."""
    found = list(lengths)
    return [round(each / max(found) * largest, 2) for each in found]
