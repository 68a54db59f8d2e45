"""Points of Amap and Tencent come back to where they are, as an independent library has it."""

import numpy as np
import numpy.typing as npt
import prcoords

from zxdata.gcj02 import to_wgs84

METRES_A_DEGREE = 111_195
Points = npt.NDArray[np.float64]


def _apart(lon: Points, lat: Points, other_lon: Points, other_lat: Points) -> Points:
    return METRES_A_DEGREE * np.hypot((lon - other_lon) * np.cos(np.radians(lat)), lat - other_lat)


def test_the_inverse_is_that_of_another_library_to_a_centimetre() -> None:
    random = np.random.default_rng(1)
    lon, lat = random.uniform(97, 123, 400), random.uniform(22, 45, 400)
    theirs = np.array([prcoords.gcj_wgs_bored(prcoords.Coords(b, a)) for a, b in zip(lon, lat, strict=True)])
    ours_lon, ours_lat = to_wgs84(lon, lat)
    assert _apart(ours_lon, ours_lat, theirs[:, 1], theirs[:, 0]).max() < 0.01


def test_what_another_library_shifts_comes_back() -> None:
    random = np.random.default_rng(2)
    lon, lat = random.uniform(105.3, 110.2, 400), random.uniform(28.2, 32.2, 400)
    shifted = np.array([prcoords.wgs_gcj(prcoords.Coords(b, a)) for a, b in zip(lon, lat, strict=True)])
    assert _apart(lon, lat, shifted[:, 1], shifted[:, 0]).min() > 400
    found_lon, found_lat = to_wgs84(shifted[:, 1], shifted[:, 0])
    assert _apart(lon, lat, found_lon, found_lat).max() < 0.01


def test_a_point_abroad_is_left_where_it_is() -> None:
    lon, lat = to_wgs84(np.array([2.3522, 139.6917]), np.array([48.8566, 35.6895]))
    assert lon.tolist() == [2.3522, 139.6917]
    assert lat.tolist() == [48.8566, 35.6895]
