"""Which number a zone has: the one that it had under the setting before, wherever most of it stays.

A setting with K follows a division of all records of the same ground into K zones (`lineage`), so that other types,
hours or days leave a zone its number, and one more K changes that of no zone that mostly stays. Zones of DBSCAN and
HDBSCAN, which have no such line of settings, are called after the first of their cells in the order of the build's
cells; their numbers have gaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.hotspots.methods import method_of
from core.hotspots.zones.lineage import division_of, fill, follow, ground_of, order_of_cells

if TYPE_CHECKING:
    from core.hotspots.setting import Setting
    from core.places.fold import Fold
    from core.places.points import Labels
    from core.places.selection import Selection


def number_zones(fold: Fold, selection: Selection, setting: Setting, labels: Labels, cell_labels: Labels) -> Labels:
    """Number the zones of an answer.

    Args:
        fold: Records, places and cells of the build.
        selection: The records that were clustered.
        setting: The setting that labelled them.
        labels: (P,) label of each place, clusters from 0 without gaps, most records first.
        cell_labels: (m,) label of each cell.

    Returns:
        (L,) number of each label, each from 1 and different. Where there is nothing to follow, the order of records.
    """
    count = int(labels.max(initial=-1)) + 1
    if not method_of(setting).has_k:
        return _first_cells(fold, cell_labels, count)
    division = division_of(fold, ground_of(selection.filters), setting) if count else None
    if division is None:
        return np.arange(1, count + 1, dtype=np.int32)
    return follow(labels, count, division, fold.cell, selection.weight)


def _first_cells(fold: Fold, cell_labels: Labels, count: int) -> Labels:
    """Call each zone after the first of the cells that it colours; one that colours none takes a free number."""
    zoned = np.flatnonzero(cell_labels >= 0)
    beyond = len(cell_labels) + 1
    first = np.full(count, beyond, dtype=np.int32)
    np.minimum.at(first, cell_labels[zoned], order_of_cells(fold)[zoned])
    first[first == beyond] = 0
    return fill(first)
