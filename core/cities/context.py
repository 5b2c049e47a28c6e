"""What a city publishes beside its records: tables of its areas, and files of points.

They lie in a folder that a build is given (`--context`). The city's TOML says what each file
holds, in what unit and from what source; `core.context` reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.cities.fields import Fields

FIRST_YEAR, LAST_YEAR = 1900, 2100

_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@dataclass(frozen=True)
class Indicator:
    """One number that a table knows of each area."""

    name: str
    """Ours, in snake case: `hardship_index`. The same in two tables if it is the same number of other years."""
    column: str
    """Column of the file that holds it."""
    title: str
    unit: str


@dataclass(frozen=True)
class AreaFile:
    """A table with a row for each area, or for each area and year."""

    file: str
    territory: str
    """Record column of the territory whose areas the rows are of, such as `community_area`."""
    key: str
    """Column of the file that holds the code of the area."""
    year: int | None
    """Year that all rows are of; none where `year_column` holds it."""
    year_column: str | None
    where: dict[str, str]
    """Column -> text: only rows that hold it count; empty for all rows."""
    columns: tuple[Indicator, ...]
    source: str


@dataclass(frozen=True)
class PointFile:
    """A list of places of one kind."""

    file: str
    kind: str
    """Ours, in snake case: `police_station`."""
    title: str
    """Name of the kind, in the singular."""
    name: str | None
    """Column of the file that holds the name of a point, if there is one."""
    latitude: str
    longitude: str
    source: str


@dataclass(frozen=True)
class Context:
    """All that a city's TOML declares."""

    areas: tuple[AreaFile, ...] = ()
    points: tuple[PointFile, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files, each once, in the order of the TOML."""
        return tuple(dict.fromkeys([each.file for each in self.areas] + [each.file for each in self.points]))


def parse(fields: Fields, territories: Sequence[str]) -> Context:
    """Read the `[[context.areas]]` and `[[context.points]]` of a city's TOML; both may be left out.

    Args:
        fields: The whole TOML.
        territories: Columns of the city's territories.

    Raises:
        BadCityError: A field is missing or breaks its rule, or two tables claim one number or kind.
    """
    if not fields.has("context"):
        return Context()
    fields = fields.table("context")
    fields.only("areas", "points")
    areas = [_area_file(each, territories) for each in (fields.tables("areas") if fields.has("areas") else ())]
    points = [_point_file(each) for each in (fields.tables("points") if fields.has("points") else ())]
    dated = [(each.territory, one.name, each.year) for each in areas for one in each.columns if each.year]
    if len(set(dated)) < len(dated):
        fields.refuse("areas", say("give each name once for a territory and year"))
    if len({each.kind for each in points}) < len(points):
        fields.refuse("points", say("describe each kind once"))
    return Context(tuple(areas), tuple(points))


def _area_file(fields: Fields, territories: Sequence[str]) -> AreaFile:
    fields.only("file", "territory", "key", "year", "year_column", "where", "columns", "source")
    if fields.text("territory") not in territories:
        known = ", ".join(territories)
        fields.refuse("territory", say("choose one of the territories {territories}", territories=known))
    if fields.has("year") == fields.has("year_column"):
        fields.refuse("year", say("give the table either a year or the year_column that holds it"))
    columns = tuple(_indicator(each) for each in fields.tables("columns"))
    if len({each.name for each in columns}) < len(columns):
        fields.refuse("columns", say("give each column a name of its own"))
    return AreaFile(
        file=fields.text("file"),
        territory=fields.text("territory"),
        key=fields.text("key"),
        year=fields.whole("year", FIRST_YEAR, LAST_YEAR) if fields.has("year") else None,
        year_column=fields.text("year_column") if fields.has("year_column") else None,
        where=fields.named_texts("where"),
        columns=columns,
        source=fields.text("source"),
    )


def _indicator(fields: Fields) -> Indicator:
    fields.only("name", "column", "title", "unit")
    column = fields.text("column") if fields.has("column") else fields.text("name")
    return Indicator(_snake_case(fields, "name"), column, fields.text("title"), fields.text("unit"))


def _point_file(fields: Fields) -> PointFile:
    fields.only("file", "kind", "title", "name", "latitude", "longitude", "source")
    return PointFile(
        file=fields.text("file"),
        kind=_snake_case(fields, "kind"),
        title=fields.text("title"),
        name=fields.text("name") if fields.has("name") else None,
        latitude=fields.text("latitude"),
        longitude=fields.text("longitude"),
        source=fields.text("source"),
    )


def _snake_case(fields: Fields, name: str) -> str:
    """Read a name of ours."""
    if not _SNAKE_CASE.fullmatch(fields.text(name)):
        fields.refuse(name, say("give it a name in snake case, such as police_station"))
    return fields.text(name)
