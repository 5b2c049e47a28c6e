"""What PatrolIQ must know of a city before it reads a record.

Nothing outside the city's TOML names a city: columns, codes, projection, bounds,
territories, severity, portal and words all come from there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Territory:
    """A kind of area that records carry a code of, and where its outlines are found."""

    column: str
    """Record column that holds the code, such as `community_area`."""
    title: str
    """Name of the kind, in the singular: "Community area"."""
    files: tuple[str, ...]
    """File names that may hold the outlines, looked up in the boundaries folder."""
    code_property: str
    """GeoJSON property that holds the code."""
    name_property: str | None
    """GeoJSON property that holds the name, where areas have one."""
    names: dict[str, str]
    """Code -> name, where areas have names ("25" -> "Austin"); empty otherwise."""
    portal_dataset: str | None
    """Data set of the portal that holds the outlines."""


@dataclass(frozen=True)
class SeverityRule:
    """Severity of the offences whose IUCR begins with one of the prefixes."""

    iucr: tuple[str, ...]
    offence: str
    offence_class: str
    days: int
    statute: str


@dataclass(frozen=True)
class Portal:
    """Where the city publishes its records (Socrata)."""

    base_url: str
    dataset: str
    page_rows: int


@dataclass(frozen=True, eq=False)
class City:
    """A city's description.

    `bounds` are south, west, north, east in degrees; records outside have no
    usable coordinate. `aliases` map an old type name to the official one.
    """

    name: str
    title: str
    is_demo: bool
    epsg: int
    bounds: tuple[float, float, float, float]
    first_date: str
    cell_size_m: float
    columns: dict[str, tuple[str, ...]]
    aliases: dict[str, str]
    enforcement_driven: tuple[str, ...]
    unknown_time_minutes: tuple[int, ...]
    severity: tuple[SeverityRule, ...]
    severity_default_days: int
    severity_note: str
    territories: tuple[Territory, ...]
    named_territory: str
    """Column of the territory that names zones ("mostly Austin")."""
    patrol_territory: str
    """Column of the territory that officers are assigned to ("beats 1522, 1533")."""
    portal: Portal | None
    disclaimer: str
    attribution: str


def load(name: str) -> City:
    """Read `core/cities/<name>.toml`.

    Raises:
        BadCityError: There is no such city, or its file lacks or contradicts something.
    """
    raise NotImplementedError(name)
