"""Last year's counts: the plain map of the busiest cells, with which every forecast is compared."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from core.places.geometry.outline import outlines
from core.places.selection import select, span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.places.fold import Fold
    from core.places.geometry.outline import Polygon
    from core.places.points import Floats, Integers
    from core.places.selection import Filters

LAST_YEAR_DAYS = 364
SHARES = (0.01, 0.05, 0.10)
"""Shares of the inhabited cells that are outlined."""


def count_cells(fold: Fold, weight: Integers) -> Floats:
    """Add up the records of each inhabited cell: (m,) of the (P,) records of each place."""
    return np.bincount(fold.cell, weights=weight, minlength=len(fold.cell_number)).astype(np.float64)


def count_last_year(fold: Fold, filters: Filters, last: date) -> Floats:
    """Count the records of each inhabited cell, (m,), in the 364 days that end with `last`; other filters stay."""
    first = max(fold.first_day, last - timedelta(days=LAST_YEAR_DAYS - 1))
    return count_cells(fold, select(fold, filters.within(first, last)).weight)


def rank_cells(records: Floats) -> Integers:
    """Order the cells by their records, busiest first; of equal ones the southern and western first."""
    return np.argsort(-records, kind="stable")


def outline_busiest(fold: Fold, filters: Filters, shares: Sequence[float] = SHARES) -> dict[float, tuple[Polygon, ...]]:
    """Outline the cells with the most records in the 364 days up to the selection's last day.

    Args:
        fold: Records and cells.
        filters: Which records; of the days only the last one counts.
        shares: Shares of the inhabited cells, each of which holds those before it if they increase.

    Returns:
        For each share its polygons of (latitude, longitude). A cell without a record is in none.
    """
    records = count_last_year(fold, filters, span(fold, filters)[1])
    order = rank_cells(records)
    found = {}
    for share in shares:
        chosen = order[: round(share * len(order))]
        labels = np.full(len(order), -1, dtype=np.int32)
        labels[chosen[records[chosen] > 0]] = 0
        (found[share],) = outlines(fold, labels, 1)
    return found
