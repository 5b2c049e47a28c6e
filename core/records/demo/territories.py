"""Areas, districts, beats and wards of the demo city, cut from its squares.

A territory is a set of squares. A region and a list of territories are halved
together, along the region's longer side, until one territory is left; so what
is busy is small where the streets are dense, as in a grown city.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.records.demo import calibration, sampling, streets, terrain

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

DISTRICTS, SECTORS, BEATS_OF_SECTOR, WARDS = 12, 3, 3, 24
ROUGH = ("HOMICIDE", "ROBBERY", "NARCOTICS", "WEAPONS VIOLATION", "BATTERY")
"""Types whose share decides how far west an area lies; that the city has a west side is invented."""


class Territories(NamedTuple):
    """Codes of each square, (squares,)."""

    area: Indices
    """1 to 77: the row of the tables."""
    district: Indices
    beat: Indices
    """District, sector and number: 722 is district 7, sector 2, beat 2."""
    ward: Indices


class Claim(NamedTuple):
    """What territories ask for when a region is divided among them."""

    room: Floats
    """(t,) share of the region's capacity that each is due."""
    along_u: Floats
    """(t,) who comes first in the west."""
    along_v: Floats
    """(t,) who comes first at the shore."""


def _halve(squares: Indices, due: Indices, capacity: Floats, claim: Claim, out: Indices) -> None:
    if len(due) == 1:
        out[squares] = due[0]
        return
    all_squares = terrain.squares()
    u_m, v_m = all_squares.u_m[squares], all_squares.v_m[squares]
    wide = np.ptp(u_m) >= np.ptp(v_m)
    due = due[np.argsort((claim.along_u if wide else claim.along_v)[due], kind="stable")]
    squares = squares[np.lexsort((v_m, u_m) if wide else (u_m, v_m))]
    share = np.cumsum(claim.room[due]) / claim.room[due].sum()
    first = int(np.clip(np.argmin(np.abs(share - 0.5)) + 1, 1, len(due) - 1))
    filled = np.cumsum(capacity[squares]) / capacity[squares].sum()
    cut = int(np.clip(np.searchsorted(filled, share[first - 1]), first, len(squares) - (len(due) - first)))
    _halve(squares[:cut], due[:first], capacity, claim, out)
    _halve(squares[cut:], due[first:], capacity, claim, out)


def cut(squares: Indices, capacity: Floats, claim: Claim) -> Indices:
    """Divide squares among territories: (squares,) index of the territory.

    Every territory gets a square, as long as there are as many squares as territories.

    Args:
        capacity: (all squares,) what each of the city's squares can hold; only those of `squares` count.
    """
    out = np.full(len(capacity), -1)
    _halve(squares, np.arange(len(claim.room)), capacity, claim, out)
    return out[squares]


def _density() -> Floats:
    """Return how densely the squares are built, (squares,): a centre at the shore and two older towns."""
    all_squares = terrain.squares()
    density = np.full(len(all_squares.u_m), 0.45)
    for (u_m, v_m), height, reach in (
        (terrain.CENTRE, 3.0, 2000.0),
        ((-3800.0, 4000.0), 1.1, 1500.0),
        ((4400.0, 1900.0), 0.9, 1300.0),
    ):
        density += height * np.exp(-np.hypot(all_squares.u_m - u_m, all_squares.v_m - v_m) / reach)
    return density


def _areas(capacity: Floats) -> Indices:
    """Give each area of the tables its squares: (squares,).

    An area is larger with its places, and compact where places hold many records.
    """
    counts = calibration.load()
    folds, types = counts.folds, counts.areas
    ratio = (folds["records"] / folds["places"]).to_numpy()
    rough = (types[list(ROUGH)].sum(axis=1) / types.drop(columns="area").sum(axis=1)).to_numpy()
    room = folds["places"].to_numpy(dtype=np.float64) ** 0.5 / ratio**0.6
    claim = Claim(room, -rough, -ratio)
    return cut(np.arange(len(capacity)), capacity * _density(), claim) + 1


def _equal(squares: Indices, load: Floats, parts: int) -> Indices:
    order = np.arange(parts, dtype=np.float64)
    return cut(squares, load, Claim(np.ones(parts), order, order))


@cache
def territories() -> Territories:
    """Cut the city; the same in every process."""
    all_squares = terrain.squares()
    count = len(all_squares.u_m)
    capacity = np.bincount(streets.addresses().square, minlength=count).astype(np.float64) + 1.0
    area = _areas(capacity)
    places = calibration.load().folds["places"].to_numpy(dtype=np.float64)
    load = capacity * (places / np.bincount(area - 1, weights=capacity))[area - 1]
    squares = np.arange(count)
    district = _equal(squares, load, DISTRICTS) + 1
    beat = np.empty(count, dtype=np.int64)
    for number in range(1, DISTRICTS + 1):
        inside = np.flatnonzero(district == number)
        part = _equal(inside, load, SECTORS * BEATS_OF_SECTOR)
        beat[inside] = number * 100 + (part // BEATS_OF_SECTOR + 1) * 10 + part % BEATS_OF_SECTOR + 1
    turned = sampling.generator(streets.GEOGRAPHY_SEED, 5).permutation(WARDS).astype(np.float64)
    ward = cut(squares, np.sqrt(load), Claim(np.ones(WARDS), turned, turned)) + 1
    return Territories(area, district, beat, ward)
