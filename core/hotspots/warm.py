"""Compile every kernel once, so that no analyst waits for a compiler.

Compiled kernels are kept on disk; a process that finds them there loads them in a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.hotspots import dbscan
from core.hotspots.answer import find_zones
from core.hotspots.compare import compare
from core.hotspots.elbow import elbow
from core.hotspots.evidence import gather_evidence
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.zones.lineage import number_ahead
from core.places.busiest import count_cells
from core.places.filling import fill
from core.places.fold import TYPE
from core.places.points import ABSENT, NOISE
from core.places.selection import Filters, points_of, select

if TYPE_CHECKING:
    from core.hotspots.answer import Answer
    from core.places.fold import Fold


def warm(fold: Fold) -> None:
    """Ask one question of each kind, and of one record filter of each kind; divide the city as zones are numbered."""
    select(fold, Filters(types=fold.names[TYPE][:1], weekdays=(0,), hours=(0, 12), arrest=False))
    for algorithm in Algorithm:
        # Two records a place are dense, so that DBSCAN has clusters to join in a thin city too.
        setting = Setting(algorithm, k=2, min_samples=2)
        found = find_zones(fold, Filters(), setting)
        gather_evidence(fold, Filters(), setting, replicates=1)
        compare(found, found)
    number_ahead(fold)
    _fill(fold, found)
    points, _ = points_of(fold, found.selection.weight)
    dbscan.k_distance(points, setting.min_samples)
    elbow(points, 1.0)


def _fill(fold: Fold, found: Answer) -> None:
    """Fill a gap between zones, and one beside records without a zone."""
    labels, records = found.cell_labels.copy(), count_cells(fold, found.selection.weight).astype(np.int64)
    for label in (ABSENT, NOISE):
        labels[:1], labels[1:2] = label, ABSENT
        fill(fold, labels, records)
