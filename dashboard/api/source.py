"""The build that answers a request, taken once so that the whole answer comes from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.cities.city import load_city
from core.places.fold import load_fold

if TYPE_CHECKING:
    from core.cities.city import City
    from core.places.fold import Fold
    from core.store import Build, Store


@dataclass(frozen=True)
class Source:
    """A build, its city and its records."""

    build: Build
    city: City
    fold: Fold

    @classmethod
    def of(cls, store: Store) -> Source:
        """Take the current build.

        Raises:
            MissingBuildError: There is none.
        """
        build, city = store.current(), load_city(store.city)
        return cls(build, city, load_fold(build, city))

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
