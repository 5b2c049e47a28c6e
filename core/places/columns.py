"""What a store of columns must have for filters to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from core.places.polygon import Places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from core.places.fold import Names


class Columns(Places, Protocol):
    """R rows that filters look at, one a record or one a count of records; `Fold` is one.

    Its places are points, or squares that lie inside an area where their centres do. A
    column of names holds numbers into the list of the same key; a row without a name has
    the column's largest number.
    """

    @property
    def first_day(self) -> date:
        """Day that `day` counts from."""

    @property
    def last_day(self) -> date:
        """Last day that a row may have."""

    @property
    def days(self) -> int:
        """Days from the first to the last, both counted."""

    @property
    def names(self) -> Names:
        """Names behind the numbers of each coded column."""

    @property
    def coded(self) -> Mapping[str, NDArray[Any]]:
        """(R,) numbers into `names` of the same key."""

    @property
    def day(self) -> NDArray[Any]:
        """(R,) days since the first."""

    @property
    def minute(self) -> NDArray[Any]:
        """(R,) minutes since midnight, below 1440."""

    @property
    def flags(self) -> NDArray[np.uint8]:
        """(R,) bits: `core.places.fold.ARREST` and those beside it."""

    @property
    def place(self) -> NDArray[Any]:
        """(R,) number of the place, P where there is none."""
