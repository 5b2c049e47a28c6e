from __future__ import annotations

import re

import pytest

from core.errors import BadParameterError
from core.places.polygon import CORNERS
from dashboard.parameters import Area

TRIANGLE = "41.88_-87.64_41.88_-87.62_41.9_-87.62"


def zigzag(corners: int) -> str:
    """Write an area of so many corners, along two lines."""
    points = [f"{10 + i / 100:g}_{20 + (i % 2) / 10:g}" for i in range(corners - 1)]
    return "_".join([*points, "10_30"])


def test_an_area_is_read_corner_by_corner():
    assert Area().read("area", TRIANGLE, {}) == ((41.88, -87.64), (41.88, -87.62), (41.9, -87.62))


def test_an_area_is_written_without_needless_digits():
    assert Area().write(((41.880004, -87.0), (-0.000001, 0.5), (1.23456, 2))) == "41.88_-87_0_0.5_1.23456_2"


@pytest.mark.parametrize(
    "text",
    [
        "41.88_-87.64",
        "41.88_-87.64_41.88_-87.62",
        f"{TRIANGLE}_41",
        "1_1_2_2_3_3",
        "41.88_-87.64_41.88_-87.62_41.9_-187.62",
        "91_-87.64_41.88_-87.62_41.9_-87.62",
        "41.881234_-87.64_41.88_-87.62_41.9_-87.62",
        TRIANGLE.replace("_", ","),
        "nan_nan_nan_nan_nan_nan",
        zigzag(CORNERS + 1),
    ],
)
def test_what_is_no_area_is_refused(text: str):
    with pytest.raises(BadParameterError, match=r"^area is '.*it must be an area of 3 to 50 corners"):
        Area().read("area", text, {})


def test_fifty_corners_are_read_and_the_pattern_allows_them():
    assert len(Area().read("area", zigzag(CORNERS), {})) == CORNERS
    pattern = Area().schema()["pattern"]
    assert re.fullmatch(pattern, zigzag(CORNERS))
    assert re.fullmatch(pattern, TRIANGLE)
    assert not re.fullmatch(pattern, zigzag(CORNERS + 1))
    assert not re.fullmatch(pattern, "1_1_2_2")
