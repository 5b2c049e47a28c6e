"""Streets and the addresses along them, each with an intensity of incidents.

Avenues run along v every 200 m, streets along u every 100 m; every 800 m one is an
arterial. Names, numbers and which corners are busy are invented.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.records.demo import sampling, terrain

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

GEOGRAPHY_SEED = 20_230_101
"""The city is always the same; a demo's own seed changes its records only."""
AVENUE_M, STREET_M, ADDRESS_M = 200.0, 100.0, 15.0
ARTERIAL_M, COLLECTOR_M = 800.0, 400.0
HUNDRED_M = 200.0
"""Length of a hundred of house numbers."""
DIAGONALS_DEG = (127.0, 38.0)
"""Directions of the avenues that leave the centre at an angle, from u."""
BUSY_CORNERS, LATTICE_M = 300, 50.0
FIRST = (
    *("ALDER", "AMBER", "BADGER", "BARLEY", "BRACKEN", "BRINDLE", "CALLOW", "CINDER", "CLOVER", "COBBLE", "CURLEW"),
    *("DAPPLE", "DRIFT", "EMBER", "FALLOW", "FENNEL", "FLINT", "GANNET", "GORSE", "HERON", "JUNIPER", "KESTREL"),
    *("LARK", "LINNET", "MALLOW", "MARTEN", "NETTLE", "OSPREY", "PLOVER", "QUARRY", "RUSSET", "SEDGE", "TARN"),
)
SECOND = ("BECK", "COMBE", "GARTH", "HOLT", "LOW", "MERE", "RIGG", "SHAW", "THWAITE")


class Addresses(NamedTuple):
    """Places where an incident may be reported, no two within a metre."""

    u_m: Floats
    v_m: Floats
    square: Indices
    """(n,) index of the square."""
    block: Indices
    """(n,) index into `names`."""
    intensity: Floats
    """(n,) how many incidents an address attracts, relative to the others."""
    names: tuple[str, ...]
    """Texts of the blocks, such as `012XX N ALDERBECK AVE`."""


class Line(NamedTuple):
    """Addresses along streets of one direction."""

    u_m: Floats
    v_m: Floats
    along_m: Floats
    """Distance from where house numbers begin; negative on its other side."""
    street: Indices
    weight: Floats
    """Factor of the intensity that comes with the rank of the street."""


def _rank(across_m: Floats) -> Floats:
    return np.where(across_m % ARTERIAL_M == 0, 3.2, np.where(across_m % COLLECTOR_M == 0, 1.5, 1.0))


def _line(across_m: Floats, along_m: Floats, stream: int) -> tuple[Floats, Floats, Indices, Floats]:
    """Place addresses on both sides: along, across, number of the street, rank; each (n,)."""
    random = sampling.generator(GEOGRAPHY_SEED, 2, stream)
    street, position, side = np.meshgrid(np.arange(len(across_m)), along_m, (-1.0, 1.0), indexing="ij")
    along = position.ravel() + random.uniform(-5.0, 5.0, position.size)
    across = across_m[street.ravel()] + side.ravel() * random.uniform(6.0, 12.0, position.size)
    return along, across, street.ravel(), _rank(across_m)[street.ravel()]


def _grid() -> list[Line]:
    west, south, east, north = terrain.LIMITS_M
    streets, avenues = np.arange(south, north, STREET_M), np.arange(west, east, AVENUE_M)
    u_m, v_m, number, rank = _line(streets, np.arange(west, east, ADDRESS_M), 0)
    lines = [Line(u_m, v_m, u_m, number, rank)]
    v_m, u_m, number, rank = _line(avenues, np.arange(south, north, ADDRESS_M), 1)
    lines.append(Line(u_m, v_m, v_m, number + len(streets), rank))
    for order, direction in enumerate(np.deg2rad(DIAGONALS_DEG)):
        along, across, _, _ = _line(np.zeros(1), np.arange(300.0, 9000.0, ADDRESS_M), 2 + order)
        u_m = terrain.CENTRE[0] + along * np.cos(direction) - across * np.sin(direction)
        v_m = terrain.CENTRE[1] + along * np.sin(direction) + across * np.cos(direction)
        number = np.full(len(along), len(streets) + len(avenues) + order)
        lines.append(Line(u_m, v_m, along, number, np.full(len(along), 4.0)))
    return lines


def _neighbourhood(u_m: Floats, v_m: Floats) -> Floats:
    """Return the factor that the neighbourhood gives each address: (n,) busy corners times uneven squares.

    The corners' Gaussian bells are summed on a lattice of `LATTICE_M`, which is finer than they are wide.
    """
    random = sampling.generator(GEOGRAPHY_SEED, 3)
    west, south, east, north = terrain.LIMITS_M
    corner_u = west + COLLECTOR_M * random.integers(0, int((east - west) / COLLECTOR_M), BUSY_CORNERS)
    corner_v = south + COLLECTOR_M * random.integers(0, int((north - south) / COLLECTOR_M), BUSY_CORNERS)
    strength, reach = random.lognormal(0.6, 0.7, BUSY_CORNERS), random.uniform(90.0, 260.0, BUSY_CORNERS)
    at_u, at_v = np.arange(west, east + LATTICE_M, LATTICE_M), np.arange(south, north + LATTICE_M, LATTICE_M)
    bell_u = np.exp(-(((at_u[:, None] - corner_u) / reach) ** 2))
    bell_v = np.exp(-(((at_v[:, None] - corner_v) / reach) ** 2))
    busy = 1.0 + (bell_u * strength) @ bell_v.T
    column, row = (np.rint(part / LATTICE_M).astype(np.int64) for part in (u_m - west, v_m - south))
    uneven = random.lognormal(0.0, 0.45, len(terrain.squares().u_m))
    return busy[column, row] * uneven[terrain.squares().at(u_m, v_m)]


def _names(street: Indices, along_m: Floats) -> tuple[Indices, tuple[str, ...]]:
    """Name blocks by hundred and direction: (n,) index of the block, and the texts."""
    words = np.array([first + second for first in FIRST for second in SECOND])
    words = sampling.generator(GEOGRAPHY_SEED, 1).permutation(words).tolist()
    hundred = np.floor(np.abs(along_m) / HUNDRED_M).astype(np.int64)
    keys, block = np.unique((street * 2 + (along_m < 0)) * 1000 + hundred, return_inverse=True)
    west, south, east, north = terrain.LIMITS_M
    diagonal = int((north - south) / STREET_M + (east - west) / AVENUE_M)
    texts = []
    for key in keys.tolist():
        number, side, hundreds = key // 2000, key // 1000 % 2, key % 1000
        is_street = number < int((north - south) / STREET_M)
        kind = "ST" if is_street else "AVE" if number < diagonal else "RD"
        texts.append(f"{hundreds:03d}XX {('EW' if is_street else 'NS')[side]} {words[number]} {kind}")
    return block, tuple(texts)


def _single(u_m: Floats, v_m: Floats) -> NDArray[np.bool_]:
    """Keep one of the addresses that would share a metre: (n,) true for the first."""
    _, first = np.unique(np.rint(u_m).astype(np.int64) * 100_000 + np.rint(v_m).astype(np.int64), return_index=True)
    single = np.zeros(len(u_m), dtype=bool)
    single[first] = True
    return single


@cache
def addresses() -> Addresses:
    """Lay out every address of the city; the same in every process."""
    u_m, v_m, along_m, street, rank = (np.concatenate(part) for part in zip(*_grid(), strict=True))
    keep = terrain.buildable(u_m, v_m) & _single(u_m, v_m)
    u_m, v_m, along_m, street, rank = (part[keep] for part in (u_m, v_m, along_m, street, rank))
    block, names = _names(street, along_m)
    uneven = sampling.generator(GEOGRAPHY_SEED, 4).lognormal(0.0, 0.55, len(names))[block]
    railway = np.where(terrain.beside_railway(u_m, v_m), 0.12, 1.0)
    intensity = rank * uneven * railway * _neighbourhood(u_m, v_m)
    return Addresses(u_m, v_m, terrain.squares().at(u_m, v_m), block, intensity, names)
