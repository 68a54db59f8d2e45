"""GCJ-02 → WGS84: points taken from Amap or Tencent maps lie some 500 m off until they are turned back.

The published forward transform adds a sum of sines to each coordinate; its inverse is found by iteration.
"""

import numpy as np
import numpy.typing as npt

Degrees = npt.NDArray[np.float64]
_AXIS = 6378245.0  # Krasovsky 1940, m
_ECCENTRICITY = 0.00669342162296594323
_ROUNDS = 8  # each brings the rest down a thousandfold


def to_wgs84(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """WGS84 degrees of GCJ-02 degrees, good to a centimetre. Points outside China come back as they are."""
    found_lon, found_lat = lon.copy(), lat.copy()
    for _ in range(_ROUNDS):
        east, north = _shift(found_lon, found_lat)
        found_lon, found_lat = lon - east, lat - north
    inside = (lon > 72.004) & (lon < 137.8347) & (lat > 0.8293) & (lat < 55.8271)
    return np.where(inside, found_lon, lon), np.where(inside, found_lat, lat)


def _shift(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """By how many degrees the transform moves a WGS84 point east and north."""
    x, y = lon - 105.0, lat - 35.0
    root, cross = np.sqrt(np.abs(x)), x * y
    ripple = 20 * np.sin(6 * x * np.pi) + 20 * np.sin(2 * x * np.pi)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * cross + 0.1 * root
    east += (ripple + _waves(x, (20, 1, 40, 3, 150, 12, 300, 30))) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * cross + 0.2 * root
    north += (ripple + _waves(y, (20, 1, 40, 3, 160, 12, 320, 30))) * 2 / 3
    magic = 1 - _ECCENTRICITY * np.sin(np.radians(lat)) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY) / (magic * np.sqrt(magic))
    parallel = _AXIS / np.sqrt(magic) * np.cos(np.radians(lat))
    return np.degrees(east / parallel), np.degrees(north / meridian)


def _waves(along: Degrees, heights: tuple[int, ...]) -> Degrees:
    """Sines of rising length: ``heights`` alternates amplitude and the part of a half turn."""
    pairs = zip(heights[::2], heights[1::2], strict=True)
    total: Degrees = sum((height * np.sin(along * np.pi / part) for height, part in pairs), start=np.zeros_like(along))
    return total
