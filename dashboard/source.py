"""The build that answers a request, taken once so that the whole answer comes from it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.cities.city import load_city
from core.places.fold import Fold, coded_columns, load_fold
from core.places.geometry.grid import Grid
from core.places.history import load_history
from core.store import Build

if TYPE_CHECKING:
    from core.cities.city import City
    from core.places.history import History
    from core.store import Store


@dataclass(frozen=True)
class Source:
    """A build, its city and its records."""

    build: Build
    city: City
    fold: Fold

    @property
    def history(self) -> History:
        """All years of records on small patches.

        Raises:
            MissingBuildError: The build lacks them.
        """
        return load_history(self.build, self.city)

    @classmethod
    def of(cls, store: Store) -> Source:
        """Take the current build.

        Raises:
            MissingBuildError: There is none.
        """
        build, city = store.current(), load_city(store.city)
        return cls(build, city, load_fold(build, city))

    @classmethod
    def empty(cls, store: Store) -> Source:
        """Make a source without records, with which pages can be laid out before there is a build."""
        city = load_city(store.city)
        return cls(Build("none", Path(), {"files": {}}), city, _nowhere(city))

    def credits(self) -> dict[str, Any]:
        """Return what must stand beside every figure drawn from these records."""
        return {
            "city": self.city.name,
            "city_title": self.city.title,
            "demo": self.city.is_demo,
            "data_until": self.fold.last_day,
            "disclaimer": self.city.disclaimer,
            "attribution": self.city.attribution,
        }


def _nowhere(city: City) -> Fold:
    """Make a fold without records, whose lattice is the city's bounds."""
    south, west, north, east = city.bounds
    nothing: dict[str, Any] = {each.name: np.zeros(0) for each in fields(Fold)}
    columns = coded_columns(city)
    return Fold(
        **{
            **nothing,
            "build_id": "none",
            "city": city,
            "grid": Grid(0.0, 0.0, city.cell_size_m, 1, 1),
            "first_day": date.fromisoformat(city.first_date),
            "last_day": date.fromisoformat(city.first_date),
            "names": dict.fromkeys(columns, ()),
            "coded": {column: np.zeros(0, dtype=np.uint8) for column in columns},
            "cell_number": np.zeros(0, dtype=np.int32),
            "lattice_latitude": np.array([south, north]),
            "lattice_longitude": np.array([west, east]),
        }
    )
