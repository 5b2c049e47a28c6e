"""What PatrolIQ must know of a city before it reads a record.

Nothing outside the city's TOML names a city: columns, codes, projection, bounds,
territories, groups, severity, portal and words all come from there.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from core import columns as col
from core.cities import context, grouping, severity, territory
from core.cities.context import Context
from core.cities.fields import Fields
from core.cities.grouping import Grouping
from core.cities.severity import SeverityRule
from core.cities.territory import Territory
from core.errors import BadCityError
from core.language import say

__all__ = ["City", "Grouping", "Portal", "SeverityRule", "Territory", "available_cities", "load_city", "read_city"]

_FOLDER = Path(__file__).parent
_INDISPENSABLE = (col.ID, col.DATE, col.PRIMARY_TYPE, col.LATITUDE, col.LONGITUDE)
_LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True)
class Portal:
    """Where the city publishes its records (Socrata)."""

    base_url: str
    dataset: str
    page_rows: int


EVENING = ((18, 2),)
"""Shifts of a city whose file names none."""
_SHIFT = re.compile("(?P<start>1?[0-9]|2[0-3])-(?P<end>1?[0-9]|2[0-4])")


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
    """First day that records can be of, as ISO text; earlier ones are mistakes."""
    cell_size_m: float
    columns: dict[str, tuple[str, ...]]
    """Column of ours -> its names in exports, compared without regard to case."""
    aliases: dict[str, str]
    enforcement_driven: tuple[str, ...]
    """Official types that follow patrols rather than residents' calls."""
    unknown_time_minutes: tuple[int, ...]
    """Minutes of the day that stand for "time unknown"."""
    severity: tuple[SeverityRule, ...]
    severity_default_days: int
    severity_note: str
    territories: tuple[Territory, ...]
    named_territory: str
    """Column of the territory that names zones ("mostly Austin")."""
    patrol_territory: str
    """Column of the territory that officers are assigned to ("beats 1522, 1533")."""
    groups: tuple[Grouping, ...]
    """Columns of kinds that are made from other columns."""
    portal: Portal | None
    disclaimer: str
    attribution: str
    context: Context = field(default_factory=Context)
    """What the city publishes beside its records."""
    shifts: tuple[tuple[int, int], ...] = EVENING
    """Shifts that one click asks for: first hour and the hour after the last. The first one is tonight's."""


def available_cities() -> list[str]:
    """List the names of the cities that have a file, in alphabetical order."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@lru_cache
def load_city(name: str) -> City:
    """Read `core/cities/<name>.toml`.

    Raises:
        BadCityError: There is no such city, or its file lacks or contradicts something.
    """
    if name not in available_cities():
        msg = say(
            "There is no city {name!r}; choose one of {cities}, or add core/cities/{name}.toml.",
            name=name,
            cities=", ".join(available_cities()),
        )
        raise BadCityError(msg)
    return read_city(_FOLDER / f"{name}.toml")


def read_city(path: Path) -> City:
    """Read a city's TOML from anywhere; the file's name is the city's.

    Raises:
        BadCityError: The file is not TOML, or lacks or contradicts something.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = say("{file} is not TOML ({error}); correct it.", file=path.name, error=error)
        raise BadCityError(msg) from error
    return _parse(Fields(table, path.name), path.stem)


def _parse(fields: Fields, name: str) -> City:
    """Turn the fields into a city whose parts agree with each other."""
    fields.only(
        *("title", "is_demo", "epsg", "bounds", "first_date", "cell_size_m", "columns", "aliases"),
        *("enforcement_driven", "unknown_time_minutes", "severity", "territories", "named_territory"),
        *("patrol_territory", "groups", "portal", "disclaimer", "attribution", "context", "shifts"),
    )
    harm = fields.table("severity")
    harm.only("default_days", "note", "classes", "rules")
    territories = _territories(fields)
    columns = _columns(fields.table("columns"))
    return City(
        name=name,
        title=fields.text("title"),
        is_demo=fields.truth("is_demo"),
        epsg=fields.whole("epsg", 1024, 32767),
        bounds=_bounds(fields),
        first_date=fields.day("first_date").isoformat(),
        cell_size_m=fields.number("cell_size_m", 25, 5000),
        columns=columns,
        aliases=_aliases(fields),
        enforcement_driven=fields.texts("enforcement_driven"),
        unknown_time_minutes=fields.wholes("unknown_time_minutes", 0, _LAST_MINUTE),
        severity=severity.parse(harm),
        severity_default_days=harm.whole("default_days", 0, severity.LONGEST_DAYS),
        severity_note=harm.text("note"),
        territories=territories,
        named_territory=_territory_of(fields, "named_territory", territories),
        patrol_territory=_territory_of(fields, "patrol_territory", territories),
        groups=grouping.parse(fields.tables("groups"), columns) if fields.has("groups") else (),
        portal=_portal(fields.table("portal")) if fields.has("portal") else None,
        disclaimer=fields.text("disclaimer"),
        attribution=fields.text("attribution"),
        context=context.parse(fields, [each.column for each in territories]),
        shifts=_shifts(fields) if fields.has("shifts") else EVENING,
    )


def _bounds(fields: Fields) -> tuple[float, float, float, float]:
    """Read south, west, north, east and see that they enclose something on Earth."""
    south, west, north, east = fields.numbers("bounds", 4)
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):  # noqa: PLR2004 (degrees)
        fields.refuse("bounds", say("give it south, west, north, east in degrees"))
    return south, west, north, east


def _shifts(fields: Fields) -> tuple[tuple[int, int], ...]:
    """Read shifts, each from an hour up to but not including another."""
    found = [_SHIFT.fullmatch(text) for text in fields.texts("shifts")]
    shifts = [(int(each["start"]), int(each["end"])) for each in found if each]
    if not shifts or len(shifts) < len(found) or any(start == end for start, end in shifts):
        fields.refuse("shifts", say('give it hours, such as "18-2" for 18:00 up to but not including 02:00'))
    return tuple(shifts)


def _columns(fields: Fields) -> dict[str, tuple[str, ...]]:
    """Read the names of each column in exports; two columns must not share one."""
    fields.only(*col.PORTAL)
    claimed: set[str] = set()
    for column in _INDISPENSABLE:
        fields.texts(column)
    for column in fields.names():
        names = {name.casefold() for name in fields.texts(column)}
        if not names or claimed & names:
            fields.refuse(column, say("give it at least one name that no other column has"))
        claimed |= names
    return {column: fields.texts(column) for column in fields.names()}


def _aliases(fields: Fields) -> dict[str, str]:
    """Read old type names; an official name must not be an alias itself."""
    aliases = fields.named_texts("aliases")
    for old, official in aliases.items():
        if official in aliases:
            rule = say("{alias} is an alias too, so name the official type", alias=official)
            fields.table("aliases").refuse(old, rule)
    return aliases


def _territories(fields: Fields) -> tuple[Territory, ...]:
    """Read the territories, at most one for each column."""
    territories = tuple(territory.parse(table) for table in fields.tables("territories"))
    columns = [each.column for each in territories]
    if len(set(columns)) < len(columns):
        fields.refuse("territories", say("describe each column once"))
    return territories


def _territory_of(fields: Fields, name: str, territories: tuple[Territory, ...]) -> str:
    """Read the column of a territory that is described."""
    columns = [each.column for each in territories]
    if fields.text(name) not in columns:
        fields.refuse(name, say("choose one of the territories {territories}", territories=", ".join(columns)))
    return fields.text(name)


def _portal(fields: Fields) -> Portal:
    """Read where records are published."""
    fields.only("base_url", "dataset", "page_rows")
    base_url = fields.text("base_url")
    if not base_url.startswith(("https://", "http://")) or base_url.endswith("/"):
        fields.refuse("base_url", say("give it an address that begins with https:// and has no slash at its end"))
    return Portal(base_url, fields.text("dataset"), fields.whole("page_rows", 1, 1_000_000))
