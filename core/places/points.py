"""What a clusterer sees: weighted places on the ground, in metres."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Labels = NDArray[np.int32]

NOISE = -1
"""Label of a place that a clustering looked at and left out."""
OUTSIDE = -2
"""Label of a place outside the concentration that was clustered."""
ABSENT = -3
"""Label of a place where no selected record lies."""


class Points(NamedTuple):
    """Places that hold records; every weight is at least 1.

    Places of one cell stand next to each other: `cell` never decreases.
    """

    x_m: Floats
    """(n,) easting in metres."""
    y_m: Floats
    """(n,) northing in metres."""
    weight: Integers
    """(n,) records at the place."""
    cell: Labels
    """(n,) index of the place's grid cell, 0..m-1, each of the m cells inhabited."""
    cell_size_m: float
    """Side of a grid cell in metres."""
