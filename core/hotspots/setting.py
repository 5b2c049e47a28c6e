"""What an analyst can turn: the algorithm, its parameters and the concentration.

A parameter is declared once, as a field of :class:`Setting` and a line of `NUMBERS`; which algorithm it belongs to
stands in `methods`. Checks, addresses, forms and documents read it from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.errors import BadParameterError
from core.language import mark, say


class Algorithm(StrEnum):
    """A way to draw zones; `methods` says what each is."""

    KMEANS = "kmeans"
    DBSCAN = "dbscan"
    HIERARCHICAL = "hierarchical"
    HDBSCAN = "hdbscan"


@dataclass(frozen=True)
class Number:
    """A number that can be turned: its range, both ends included, and its names; `Setting` holds its default."""

    low: float
    high: float
    title: str
    """Label of its control."""
    kind: str
    """What it must be, in a sentence: "metres"."""
    meaning: str
    """One sentence for documents."""
    phrase: str
    """How a setting says it: "K = {value}"."""
    short: str
    """How the name of a setting says it: `k8`."""
    example: float
    whole: bool = False
    scale: float = 1
    """What a control shows is the number times this: 100 for a share in percent."""
    unit: str = ""
    hint: str = ""
    step: float = 1
    stops: tuple[float, ...] = ()
    """Where the slider stops, if not evenly; the number beside it takes every value of the range."""


NUMBERS: dict[str, Number] = {
    "k": Number(
        *(2, 30),
        title=mark("Zones (K)"),
        kind=mark("a whole number"),
        meaning=mark("Number of zones."),
        phrase=mark("K = {value}"),
        short="k",
        example=8,
        whole=True,
    ),
    "eps_m": Number(
        *(50.0, 1000.0),
        title=mark("Radius (eps)"),
        kind=mark("metres"),
        meaning=mark("Radius in metres, inclusive."),
        phrase=mark("eps {value} m"),
        short="eps",
        example=200,
        unit="m",
        step=5,
    ),
    "min_samples": Number(
        *(2, 100_000),
        title=mark("Min. records"),
        kind=mark("a whole number of records"),
        meaning=mark("Records within the radius, the place's own included, that make a place core."),
        phrase=mark("min_samples {value}"),
        short="min",
        example=100,
        whole=True,
        hint=mark("Within the radius, to be dense (min_samples)."),
        stops=(5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0),
    ),
    "min_cluster_size": Number(
        *(2, 100_000),
        title=mark("Smallest zone"),
        kind=mark("a whole number of records"),
        meaning=mark("Fewest records of a zone."),
        phrase=mark("min_cluster_size {value}"),
        short="size",
        example=2500,
        whole=True,
        hint=mark("Fewest records that make a zone (min_cluster_size)."),
        stops=(50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0, 5000.0, 10_000.0, 25_000.0, 50_000.0),
    ),
    "concentration": Number(
        *(0.02, 1.0),
        title=mark("Busiest ground"),
        kind=mark("a share of the inhabited cells"),
        meaning=mark(
            "Share of the inhabited cells that is clustered, densest first; 1 is all. "
            "Scores of different shares must not be compared."
        ),
        phrase=mark("busiest {value} % of the ground"),
        short="top",
        example=0.2,
        scale=100,
        unit="%",
        hint=mark("Only so much of the inhabited ground is zoned, busiest first (densest cells); 100 is all."),
    ),
}
"""Every number of a setting, in the order in which addresses and documents name them."""


@dataclass(frozen=True)
class Setting:
    """One setting of one algorithm; the parameters of the others are ignored.

    `concentration` is the densest share of inhabited cells that is clustered; 1 is all. The default radius gives
    DBSCAN zones of a few blocks; from about 150 m on they grow into one another.

    Raises:
        BadParameterError: A parameter lies outside its range.
    """

    algorithm: Algorithm = Algorithm.KMEANS
    k: int = 8
    eps_m: float = 75.0
    min_samples: int = 100
    concentration: float = 1.0
    min_cluster_size: int = 2500

    def __post_init__(self) -> None:
        for name, number in NUMBERS.items():
            value = getattr(self, name)
            if not number.low <= value <= number.high:
                msg = say(
                    "{name} is {value:g}; it must be {kind} between {low:g} and {high:g}.",
                    name=name,
                    value=value,
                    kind=say(number.kind),
                    low=number.low,
                    high=number.high,
                )
                raise BadParameterError(msg)
