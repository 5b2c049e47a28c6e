"""A kind of area that a city is divided into: wards, beats, community areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core import columns as col
from core.language import say

if TYPE_CHECKING:
    from core.cities.fields import Fields

COLUMNS = (col.BEAT, col.DISTRICT, col.WARD, col.COMMUNITY_AREA)
"""Record columns that hold the code of an area."""


@dataclass(frozen=True)
class Territory:
    """A kind of area that records carry a code of, and where its outlines are found."""

    column: str
    """Record column that holds the code, such as `community_area`."""
    title: str
    """Name of the kind, in the singular: "Community area"."""
    files: tuple[str, ...]
    """File names that may hold the outlines, looked up in the boundaries folder."""
    code_properties: tuple[str, ...]
    """GeoJSON properties that may hold the code; the first that a feature has counts."""
    name_properties: tuple[str, ...]
    """GeoJSON properties that may hold the name; none where areas have only numbers."""
    names: dict[str, str]
    """Code -> name, where areas have names ("25" -> "Austin"); empty otherwise."""
    portal_dataset: str | None
    """Data set of the portal that holds the outlines."""


def parse(fields: Fields) -> Territory:
    """Read one `[[territories]]` of a city's TOML.

    Raises:
        BadCityError: A field is missing or breaks its rule.
    """
    fields.only("column", "title", "files", "code_properties", "name_properties", "names", "portal_dataset")
    column = fields.text("column")
    if column not in COLUMNS:
        fields.refuse("column", say("choose one of {names}", names=", ".join(COLUMNS)))
    return Territory(
        column=column,
        title=fields.text("title"),
        files=fields.texts("files"),
        code_properties=fields.texts("code_properties"),
        name_properties=fields.texts("name_properties") if fields.has("name_properties") else (),
        names=fields.named_texts("names"),
        portal_dataset=fields.text("portal_dataset") if fields.has("portal_dataset") else None,
    )
