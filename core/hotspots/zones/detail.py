"""A closer look at a spot or a zone: its blocks, types, districts and hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.places.fold import BLOCK, DISTRICT, TIME_KNOWN, TYPE
from core.places.geometry import projection
from core.places.polygon import ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from core.hotspots.answer import Answer
    from core.places.fold import Fold
    from core.places.selection import Selection

BLOCKS_LISTED = 20


@dataclass(frozen=True)
class Detail:
    """Selected records by block, type and district, most frequent first, and by hour (24 counts, known times only)."""

    records: int
    blocks: tuple[tuple[str, int], ...]
    types: tuple[tuple[str, int], ...]
    districts: tuple[tuple[str, int], ...]
    hours: tuple[int, ...]
    known_times: int


def describe_cell(fold: Fold, selection: Selection, latitude: float, longitude: float) -> Detail | None:
    """Describe the grid cell under a point; None where no record of the build lies in it."""
    x_m, y_m = projection.to_metres(np.array([latitude]), np.array([longitude]), fold.city.epsg)
    number = int(fold.grid.number(x_m, y_m)[0])
    cell = int(np.searchsorted(fold.cell_number, number))
    if number < 0 or cell == len(fold.cell_number) or fold.cell_number[cell] != number:
        return None
    return _describe(fold, selection, fold.cell == cell)


def describe_zone(fold: Fold, answer: Answer, label: int) -> Detail:
    """Describe a zone."""
    return _describe(fold, answer.selection, answer.labels == label)


def _describe(fold: Fold, selection: Selection, inside: NDArray[np.bool_]) -> Detail:
    records = np.flatnonzero(selection.keep & np.append(inside, False)[fold.place])
    known = records[(fold.flags[records] & TIME_KNOWN) != 0]
    blocks = np.bincount(fold.coded[BLOCK][records], minlength=len(fold.names[BLOCK]))
    districts = np.bincount(fold.coded[DISTRICT][records], minlength=len(fold.names[DISTRICT]))
    types = np.bincount(fold.coded[TYPE][records], minlength=len(fold.names[TYPE]))
    return Detail(
        records=len(records),
        blocks=ranked(fold.names[BLOCK], blocks)[:BLOCKS_LISTED],
        types=ranked(fold.names[TYPE], types),
        districts=ranked(fold.names[DISTRICT], districts),
        hours=tuple(np.bincount(fold.minute[known] // 60, minlength=24).tolist()),
        known_times=len(known),
    )
