"""How many records each name of a filter would keep, under the other filters in force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from core.places.selection import LISTS, passing

if TYPE_CHECKING:
    from core.places.fold import Fold
    from core.places.selection import Filters


def count_options(fold: Fold, filters: Filters) -> dict[str, dict[str, int]]:
    """Count the records of each name of each list, as if nothing were chosen from that list.

    Returns:
        Filter -> name -> records, those without coordinates among them.
    """
    counted = {}
    for name, coded in LISTS.items():
        names, column = fold.names.get(coded, ()), fold.coded.get(coded)
        if column is not None:
            without: dict[str, Any] = {name: ()}
            kept = column[passing(fold, replace(filters, **without))]
            counts = np.bincount(kept, minlength=len(names))
            counted[name] = dict(zip(names, counts[: len(names)].tolist(), strict=True))
    return counted
