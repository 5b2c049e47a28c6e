"""Outlines of groups of grid cells, as rings on the grid's lattice of corners.

Cells that touch only at a corner belong to separate polygons, so every polygon is
valid as it stands; outer rings run counter-clockwise and holes clockwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from core.places.geometry.grid import Grid
    from core.places.points import Floats, Labels

Ring = tuple[tuple[float, float], ...]
"""Corners as (latitude, longitude); the first is not repeated at the end."""
Polygon = tuple[Ring, ...]
"""An outer ring and its holes."""


class Squares(Protocol):
    """m squares of a grid that can be drawn: the cells of a `Fold`, the patches of a `History`."""

    @property
    def grid(self) -> Grid:
        """Their grid."""

    @property
    def cell_number(self) -> Labels:
        """(m,) number of each square in the grid, rising."""

    @property
    def lattice_latitude(self) -> Floats:
        """Latitude of all corners of the grid, row by row from the south-west."""

    @property
    def lattice_longitude(self) -> Floats:
        """Longitude of the same."""


_DEGREE_DIGITS = 6
"""Digits after the point: a tenth of a metre."""


def outlines(squares: Squares, cell_labels: Labels, count: int) -> list[tuple[Polygon, ...]]:
    """Draw around the cells of each label from 0 to `count` - 1.

    Args:
        squares: Cells or patches of the build.
        cell_labels: (m,) label of each of them; negative ones are not outlined.
        count: Number of labels.

    Returns:
        For each label its polygons, the one that begins furthest south first; none where it has no cell.
    """
    grid = squares.grid
    raster = np.full((grid.rows + 2, grid.columns + 2), -1, dtype=np.int32)
    raster[squares.cell_number // grid.columns + 1, squares.cell_number % grid.columns + 1] = cell_labels
    label, component, start, corner = _trace(raster)
    latitude = np.round(squares.lattice_latitude, _DEGREE_DIGITS).tolist()
    longitude = np.round(squares.lattice_longitude, _DEGREE_DIGITS).tolist()
    found: list[dict[int, list[Ring]]] = [{} for _ in range(count)]
    for i in range(len(label)):
        rings = found[label[i]].setdefault(component[i], [])
        for loop in _simple(corner[start[i] : start[i + 1]]):
            rings.append(tuple((latitude[at], longitude[at]) for at in loop))
    return [tuple(tuple(rings) for rings in polygons.values()) for polygons in found]


def _simple(corners: list[int]) -> list[list[int]]:
    """Cut a walk that meets itself at a corner into rings that do not, the longest way round first."""
    walked: list[int] = []
    position: dict[int, int] = {}
    loops = []
    for corner in corners:
        if corner in position:
            back = position[corner]
            loops.append(walked[back:])
            for passed in walked[back:]:
                del position[passed]
            del walked[back:]
        position[corner] = len(walked)
        walked.append(corner)
    return [walked, *loops]


@njit(cache=True, nogil=True)
def _components(raster: Any) -> Any:  # noqa: ANN401 (compiled)
    """Number the groups of side-by-side cells of equal label from 0."""
    rows, columns = raster.shape
    component = np.full((rows, columns), -1, dtype=np.int32)
    stack = np.empty((rows * columns, 2), dtype=np.int32)
    found = 0
    for r in range(1, rows - 1):
        for c in range(1, columns - 1):
            if raster[r, c] < 0 or component[r, c] >= 0:
                continue
            component[r, c] = found
            stack[0] = r, c
            depth = 1
            while depth:
                depth -= 1
                y, x = stack[depth]
                for dy, dx in ((-1, 0), (0, 1), (1, 0), (0, -1)):
                    if raster[y + dy, x + dx] == raster[r, c] and component[y + dy, x + dx] < 0:
                        component[y + dy, x + dx] = found
                        stack[depth] = y + dy, x + dx
                        depth += 1
            found += 1
    return component


@njit(cache=True, nogil=True)
def _trace(raster: Any) -> Any:  # noqa: ANN401 (compiled)
    """Walk every border with the cells on the left; sides are 0 south, 1 east, 2 north, 3 west.

    The lowest border of a component belongs to its outer ring and is met first, so holes follow.
    """
    rows, columns = raster.shape
    component = _components(raster)
    visited = np.zeros((rows, columns, 4), dtype=np.bool_)
    step_row, step_column = np.array([-1, 0, 1, 0]), np.array([0, 1, 0, -1])
    label, group, start, corner = [np.int32(0)], [np.int32(0)], [np.int32(0)], [np.int32(0)]
    label.clear()
    group.clear()
    corner.clear()
    for r0 in range(1, rows - 1):
        for c0 in range(1, columns - 1):
            own = raster[r0, c0]
            for s0 in range(4):
                if own < 0 or visited[r0, c0, s0] or raster[r0 + step_row[s0], c0 + step_column[s0]] == own:
                    continue
                r, c, s = r0, c0, s0
                while not visited[r, c, s]:
                    visited[r, c, s] = True
                    t = (s + 1) % 4
                    y, x = r + step_row[t], c + step_column[t]
                    if raster[y, x] == own and raster[y + step_row[s], x + step_column[s]] != own:
                        r, c = y, x
                        continue
                    # the corner where side s ends: east sides end at the top, and so on
                    corner.append(np.int32((r - 1 + (s in (1, 2))) * (columns - 1) + c - 1 + (s in (0, 1))))
                    if raster[y, x] == own:
                        r, c, s = y + step_row[s], x + step_column[s], (s + 3) % 4
                    else:
                        s = t
                label.append(own)
                group.append(component[r0, c0])
                start.append(np.int32(len(corner)))
    return label, group, start, corner
