"""Zones of two divisions paired by the records that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from core.places.points import Floats, Integers


def pair(first: Integers, second: Integers, records: Floats) -> dict[int, int]:
    """Pair zones greedily by the records they share, most first; each zone has one partner at most.

    Two zones that hold more than half of each other's records are always paired, which the assignment of the
    greatest total does not grant: two small overlaps may outweigh one large.

    Args:
        first: (n,) zone of the first division; negative ones are no zone.
        second: (n,) zone of the second.
        records: (n,) records that lie in both, each pair of zones once. Of equal ones the one that comes first
            decides.

    Returns:
        The partner of each zone of the first division that has one.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for i in np.argsort(-records, kind="stable"):
        a, b = int(first[i]), int(second[i])
        if a >= 0 and b >= 0 and a not in found and b not in taken:
            found[a] = b
            taken.add(b)
    return found
