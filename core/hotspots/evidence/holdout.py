"""Do the zones catch what happens next? Scored on days that were not used to draw them.

PAI (Chainey, Tompson and Uhlig 2008) is the share of later records caught over the
share of area flagged. Zones are taken whole in order of their records per cell, the
last one in part; the map of last year's counts takes as many cells, busiest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from core.hotspots.clustering import cluster
from core.hotspots.zones import colour_cells
from core.places.busiest import count_cells, count_last_year, rank_cells
from core.places.points import ABSENT
from core.places.selection import points_of, select, span

if TYPE_CHECKING:
    from core.hotspots.setting import Setting
    from core.places.fold import Fold
    from core.places.points import Floats, Labels
    from core.places.selection import Filters

LATER_DAYS = 28
AREA_SHARE = 0.10
"""Share of the inhabited cells that is flagged, less where the zones are smaller."""


@dataclass(frozen=True)
class HoldOut:
    """What zones drawn before `since` caught from `since` to `until`, beside last year's counts at equal area."""

    since: date
    until: date
    records: int
    area_share: float
    pai: float
    hit_rate: float
    baseline_pai: float
    baseline_hit_rate: float


def score_holdout(fold: Fold, filters: Filters, setting: Setting) -> HoldOut | None:
    """Score a setting on the selection's last 28 days.

    Returns:
        None where the earlier days are fewer than the later ones, or either holds no mapped record.

    Raises:
        BadParameterError: K exceeds the places or cells of the earlier days.
    """
    first, last = span(fold, filters)
    since = last - timedelta(days=LATER_DAYS - 1)
    if (since - first).days < LATER_DAYS:
        return None
    later = count_cells(fold, select(fold, filters.within(since, last)).weight)
    earlier, labels = _zones(fold, filters.within(first, since - timedelta(days=1)), setting)
    if later.sum() == 0 or labels.max(initial=-1) < 0:
        return None
    baseline = count_last_year(fold, filters, since - timedelta(days=1))
    cells = min(round(AREA_SHARE * len(later)), int((labels >= 0).sum()))
    caught, caught_by_counts = _caught(labels, earlier, later, cells), later[rank_cells(baseline)[:cells]].sum()
    area_share, total = cells / len(later), float(later.sum())
    return HoldOut(
        since=since,
        until=last,
        records=int(total),
        area_share=area_share,
        pai=caught / total / area_share,
        hit_rate=caught / total,
        baseline_pai=float(caught_by_counts) / total / area_share,
        baseline_hit_rate=float(caught_by_counts) / total,
    )


def _zones(fold: Fold, filters: Filters, setting: Setting) -> tuple[Floats, Labels]:
    """Return the earlier records of each cell, and the zone it belongs to."""
    selection = select(fold, filters)
    points, index = points_of(fold, selection.weight)
    labels = np.full(len(fold.x_m), ABSENT, dtype=np.int32)
    if len(index):
        labels[index] = cluster(points, setting).labels
    return count_cells(fold, selection.weight), colour_cells(fold, selection, labels, int(labels.max(initial=-1)) + 1)


def _caught(labels: Labels, earlier: Floats, later: Floats, cells: int) -> float:
    """Add up the later records of the densest zones until so many cells are flagged."""
    zoned = labels >= 0
    size, drawn, hit = (
        np.bincount(labels[zoned], weights=v) for v in (np.ones(zoned.sum()), earlier[zoned], later[zoned])
    )
    caught, left = 0.0, float(cells)
    for zone in np.argsort(-(drawn / np.maximum(size, 1)), kind="stable"):
        taken = min(left, size[zone])
        caught += hit[zone] * taken / max(size[zone], 1)
        left -= taken
        if left <= 0:
            break
    return float(caught)
