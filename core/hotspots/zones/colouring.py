"""Which of the map's colours a zone wears: that of its number, unless a zone that it touches wears it.

A zone keeps its colour as long as it keeps its number and no neighbour of a lower number wants the same one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from core.places.fold import Fold
    from core.places.points import Labels

COLOURS = 9
"""Colours that a map has; `dashboard.palette` names them."""
_STEPS = ((0, 1), (1, -1), (1, 0), (1, 1))
"""Half of the eight neighbours of a cell; the others see it as theirs."""

Borders = dict[int, dict[int, int]]
"""Zone -> neighbour -> pairs of cells that touch."""


def borders_of(fold: Fold, cell_labels: Labels) -> Borders:
    """Count where zones touch, corners included.

    Args:
        fold: Cells of the build.
        cell_labels: (m,) label of each cell; negative ones are no zone.
    """
    grid = fold.grid
    raster = np.full((grid.rows + 2, grid.columns + 2), -1, dtype=np.int64)
    raster[fold.cell_number // grid.columns + 1, fold.cell_number % grid.columns + 1] = cell_labels
    inner = raster[1:-1, 1:-1]
    found: Borders = defaultdict(dict)
    keys = []
    for down, right in _STEPS:
        other = raster[1 + down : grid.rows + 1 + down, 1 + right : grid.columns + 1 + right]
        touch = (inner >= 0) & (other >= 0) & (inner != other)
        low, high = np.minimum(inner[touch], other[touch]), np.maximum(inner[touch], other[touch])
        keys.append(low << 32 | high)
    pairs, counts = np.unique(np.concatenate(keys), return_counts=True)
    for key, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        low, high = key >> 32, key & 0xFFFFFFFF
        found[low][high] = found[high][low] = count
    return found


def colour_zones(borders: Borders, numbers: Labels) -> Labels:
    """Colour zones so that neighbours differ, wherever nine colours allow it.

    Zones whose colour no neighbour of a lower number keeps come first; the others take, in the order of their numbers,
    the next colour after theirs that no neighbour wears, or else the one along the shortest border.

    Args:
        borders: Where zones touch.
        numbers: (L,) number of each zone, from 1.

    Returns:
        (L,) colour of each zone, from 0.
    """
    colours = (numbers - 1) % COLOURS
    touching = sorted(borders, key=lambda zone: int(numbers[zone]))
    worn: dict[int, int] = {}
    for zone in touching:
        wanted = int(colours[zone])
        if all(worn.get(other) != wanted for other in borders[zone]):
            worn[zone] = wanted
    for zone in touching:
        if zone not in worn:
            worn[zone] = colours[zone] = _next(int(colours[zone]), borders[zone], worn)
    return colours.astype(np.int32)


def _next(wanted: int, neighbours: dict[int, int], worn: dict[int, int]) -> int:
    """Return the colour along the shortest border with those that wear it; of equal ones the next after the wanted."""
    shared = [0] * COLOURS
    for other, length in neighbours.items():
        if other in worn:
            shared[worn[other]] += length
    return min(range(COLOURS), key=lambda colour: (shared[colour], (colour - wanted) % COLOURS))
