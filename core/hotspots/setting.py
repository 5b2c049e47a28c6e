"""What an analyst can turn: algorithm, its parameters and the concentration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.errors import BadParameterError


class Algorithm(StrEnum):
    """A way to draw zones."""

    KMEANS = "kmeans"
    DBSCAN = "dbscan"
    HIERARCHICAL = "hierarchical"

    @property
    def label(self) -> str:
        """Name as the field writes it."""
        return {"kmeans": "K-Means", "dbscan": "DBSCAN", "hierarchical": "Hierarchical (Ward)"}[self.value]


K_RANGE = (2, 30)
EPS_M_RANGE = (50.0, 1000.0)
MIN_SAMPLES_RANGE = (2, 100_000)
CONCENTRATION_RANGE = (0.02, 1.0)


@dataclass(frozen=True)
class Setting:
    """One setting of one algorithm; the parameters of the others are ignored.

    `concentration` is the densest share of inhabited cells that is clustered; 1 is all.

    Raises:
        BadParameterError: A parameter lies outside its range.
    """

    algorithm: Algorithm = Algorithm.KMEANS
    k: int = 8
    eps_m: float = 200.0
    min_samples: int = 100
    concentration: float = 1.0

    def __post_init__(self) -> None:
        ranges = {
            "k": (self.k, K_RANGE, ""),
            "eps_m": (self.eps_m, EPS_M_RANGE, " metres"),
            "min_samples": (self.min_samples, MIN_SAMPLES_RANGE, " records"),
            "concentration": (self.concentration, CONCENTRATION_RANGE, ""),
        }
        for name, (value, (low, high), unit) in ranges.items():
            if not low <= value <= high:
                msg = f"{name} is {value:g}; it must lie between {low:g} and {high:g}{unit}."
                raise BadParameterError(msg)

    @property
    def parameters(self) -> dict[str, float | int]:
        """Return the parameters that this algorithm uses, for logs and answers."""
        own: dict[str, float | int] = {"k": self.k}
        if self.algorithm is Algorithm.DBSCAN:
            own = {"eps_m": self.eps_m, "min_samples": self.min_samples}
        return {**own, "concentration": self.concentration}
