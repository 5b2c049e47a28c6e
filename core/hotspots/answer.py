"""The answer to one setting on one selection: zones and scores of all its records."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from core.hotspots.clustering import cluster
from core.hotspots.scores import score
from core.hotspots.zones import describe
from core.places.points import ABSENT
from core.places.selection import points_of, select

if TYPE_CHECKING:
    from core.hotspots.scores import Scores
    from core.hotspots.setting import Setting
    from core.hotspots.ward import Tree
    from core.hotspots.zones import Zone
    from core.places.fold import Fold
    from core.places.points import Labels, Points
    from core.places.selection import Filters, Selection


@dataclass(frozen=True, eq=False)
class Answer:
    """What a setting makes of a selection.

    `labels` (P,) are the zones of places: noise -1, outside the concentration -2, no
    selected record -3; `cell_labels` (m,) colour the cells. `coverage` is the share of
    the mapped records in a zone, `largest_share` the largest zone's share of those.
    `zones` describe the largest of the `clusters`, in the order of their labels, which is that of their records;
    `numbers` (L,) and `colours` (L,) are what people see of each label.
    `tree` is the Ward tree over the cells that were clustered, if one was grown.
    """

    setting: Setting
    selection: Selection
    labels: Labels
    cell_labels: Labels
    scores: Scores
    coverage: float
    largest_share: float
    clusters: int
    numbers: Labels
    colours: Labels
    zones: tuple[Zone, ...]
    tree: Tree | None
    elapsed_ms: float

    @property
    def place_numbers(self) -> Labels:
        """(P,) number of each place's zone, from 1; what is no zone stays as it is in `labels`."""
        numbers = self.labels.copy()
        zoned = self.labels >= 0
        numbers[zoned] = self.numbers[self.labels[zoned]]
        return numbers

    def zone_of(self, number: int) -> Zone | None:
        """Return the listed zone of that number, if there is one."""
        return next((zone for zone in self.zones if zone.number == number), None)


def find_zones(fold: Fold, filters: Filters, setting: Setting) -> Answer:
    """Cluster all selected records and describe what comes out.

    Raises:
        BadParameterError: K exceeds the number of places or cells that hold records.
    """
    began = perf_counter()
    selection = select(fold, filters)
    points, index = points_of(fold, selection.weight)
    clustered = cluster(points, setting)
    labels = np.full(len(selection.weight), ABSENT, dtype=np.int32)
    labels[index] = clustered.labels
    described = describe(fold, selection, setting, labels)
    coverage, largest_share = shares(points, clustered.labels)
    return Answer(
        setting=setting,
        selection=selection,
        labels=labels,
        cell_labels=described.cell_labels,
        scores=score(points, clustered.labels),
        coverage=coverage,
        largest_share=largest_share,
        clusters=int(labels.max(initial=-1)) + 1,
        numbers=described.numbers,
        colours=described.colours,
        zones=described.zones,
        tree=clustered.tree,
        elapsed_ms=(perf_counter() - began) * 1000,
    )


def shares(points: Points, labels: Labels) -> tuple[float, float]:
    """Return the share of records that have a zone, and the largest zone's share of those."""
    zoned = labels >= 0
    records = np.bincount(labels[zoned], weights=points.weight[zoned], minlength=1)
    total, covered = float(points.weight.sum()), float(records.sum())
    return (covered / total if total else 0.0), (float(records.max()) / covered if covered else 0.0)
