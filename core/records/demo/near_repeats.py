"""Some near repeats: burglaries next door within days of each other.

Dates are exchanged among burglaries, so no count by time changes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.records.demo import sampling

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Times = NDArray[np.datetime64]

SERIES = 60
REPEATS = 4
"""Burglaries that follow the first of a series, its nearest neighbours."""
WITHIN_DAYS = 10


def exchange(times: Times, u_m: Floats, v_m: Floats, rows: Indices, seed: int) -> Times:
    """Return the times with near repeats among `rows`, the mapped burglaries."""
    random = sampling.generator(seed, 5)
    out = times.copy()
    for first in random.permutation(rows)[:SERIES].tolist():
        near = rows[
            np.argsort(np.hypot(u_m[rows] - u_m[first], v_m[rows] - v_m[first]), kind="stable")[1 : 1 + REPEATS]
        ]
        wait = (out[rows] - out[first]).astype("timedelta64[h]").astype(np.int64)
        soon = rows[(wait > 0) & (wait <= WITHIN_DAYS * 24)]
        for follower, other in zip(near.tolist(), random.permutation(soon).tolist(), strict=False):
            out[[follower, other]] = out[[other, follower]]
    return out
