"""The picture of the cells: every pixel lies where it should."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from core.places.geometry import projection
from core.places.points import ABSENT, NOISE, OUTSIDE
from dashboard import palette
from dashboard.maps import mercator, picture

if TYPE_CHECKING:
    import pytest

    from core.places.fold import Fold


def decoded(uri: str) -> np.ndarray:
    """(height, width, 4) red, green, blue and opacity, as Pillow reads the picture."""
    data = base64.b64decode(uri.removeprefix("data:image/png;base64,"))
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


def test_cells_take_the_colour_of_their_zone():
    cell = np.array([[0, 1, 2], [3, 4, 5]], dtype=np.int32)
    labels = np.array([0, 1, NOISE, OUTSIDE, ABSENT], dtype=np.int32)
    seen = decoded(picture.paint(cell, labels, np.array([5, 5, 5, 5, 0]), ["#010203", "#FF8000"]))
    assert seen[0, 0, 3] == 0, "nobody was ever recorded there"
    assert tuple(seen[0, 1, :3]) == (1, 2, 3)
    assert tuple(seen[0, 2, :3]) == (255, 128, 0)
    assert tuple(seen[1, 0, :3]) == palette.rgb(palette.NOISE)
    assert 0 < seen[1, 1, 3] < seen[1, 0, 3] < seen[0, 1, 3], "outside is fainter than noise, noise than a zone"
    assert seen[1, 2, 3] == 0, "no record of the selection lies there"


def test_a_busier_cell_is_more_opaque():
    records = np.array([1, 2, 3, 4])
    cell = np.array([[1, 2, 3, 4]], dtype=np.int32)
    seen = decoded(picture.paint(cell, np.zeros(4, dtype=np.int32), records, ["#336699"]))
    assert tuple(seen[0, :, 3]) == picture.SHADES


def test_zones_of_one_colour_share_it():
    cell = np.array([[1, 2]], dtype=np.int32)
    seen = decoded(picture.paint(cell, np.array([0, 1], dtype=np.int32), np.array([1, 1]), ["#336699"] * 2))
    assert tuple(seen[0, 0]) == tuple(seen[0, 1])


def test_an_empty_selection_is_transparent():
    cell = np.array([[1, 2]], dtype=np.int32)
    seen = decoded(picture.paint(cell, np.full(2, ABSENT, dtype=np.int32), np.zeros(2, dtype=np.int64), []))
    assert not seen[..., 3].any()


def test_more_zones_than_palette_entries_fit_into_one_picture():
    count = 500
    cell = np.arange(1, count + 1, dtype=np.int32)[None, :]
    colours = [palette.zone(label % len(palette.ZONES)) for label in range(count)]
    seen = decoded(picture.paint(cell, np.arange(count, dtype=np.int32), np.ones(count, dtype=np.int64), colours))
    assert [tuple(pixel) for pixel in seen[0, :, :3]] == [palette.rgb(colour) for colour in colours]


def test_a_pixel_shows_the_cell_beneath_it(shared_fold: Fold):
    (south, west, north, east), cell = mercator.canvas(shared_fold)
    height, width = cell.shape
    stretched = [np.log(np.tan(np.pi / 4 + np.radians(degrees) / 2)) for degrees in (south, north)]
    draw = np.random.default_rng(0)
    for row, column in zip(draw.integers(0, height, 300), draw.integers(0, width, 300), strict=True):
        y = stretched[1] + (row + 0.5) / height * (stretched[0] - stretched[1])
        latitude = np.degrees(2 * np.arctan(np.exp(y)) - np.pi / 2)
        longitude = west + (column + 0.5) / width * (east - west)
        x_m, y_m = projection.to_metres(np.array([latitude]), np.array([longitude]), shared_fold.city.epsg)
        number = shared_fold.grid.number(x_m, y_m)[0]
        found = np.flatnonzero(shared_fold.cell_number == number)
        assert cell[row, column] == (found[0] + 1 if len(found) else 0)


def test_every_inhabited_cell_can_be_seen(shared_fold: Fold):
    seen = np.unique(mercator.canvas(shared_fold).cell)
    assert set(range(1, len(shared_fold.cell_number) + 1)) <= set(seen.tolist())


def test_a_picture_of_a_large_city_stays_small(shared_fold: Fold, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mercator, "MAX_PIXELS", 40)
    mercator.canvas.cache_clear()
    assert max(mercator.canvas(shared_fold).cell.shape) == 40
    mercator.canvas.cache_clear()
