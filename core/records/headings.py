"""Which column of a file is which of ours: exports carry titles, the API carries names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import columns as col
from core.errors import BadExportError
from core.records import sql

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.cities.city import City

IDENTIFYING = (col.ID, col.DATE, col.PRIMARY_TYPE)
"""Columns without which nothing is a record. JSON leaves out what is null, so it can promise no more."""

REQUIRED = (
    *IDENTIFYING,
    *(col.BLOCK, col.IUCR, col.ARREST, col.DOMESTIC, col.BEAT, col.DISTRICT, col.COMMUNITY_AREA),
    *(col.LATITUDE, col.LONGITUDE),
)
"""Columns that a file with a fixed set of columns must have, as far as the city knows them."""


def match(headings: Sequence[str], city: City, path: Path, required: Sequence[str] = REQUIRED) -> dict[str, int]:
    """Find our columns among a file's headings, without regard to case and spaces around.

    Returns:
        Column of ours -> position of its heading; columns that the file lacks are left out.

    Raises:
        BadExportError: A required column is missing, or one is there twice.
    """
    ours = {title.casefold(): column for column, titles in city.columns.items() for title in titles}
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        column = ours.get(heading.strip().casefold())
        if column in found:
            msg = f"{path.name} has two columns {heading.strip()}; export it again with each column once."
            raise BadExportError(msg)
        if column is not None:
            found[column] = position
    missing = [city.columns[column][0] for column in required if column in city.columns and column not in found]
    if missing:
        msg = (
            f"{path.name} is not an export of {city.title}'s records: it has no column {_listed(missing)}; "
            f"export the data set again with all its columns."
        )
        raise BadExportError(msg)
    return found


def _listed(names: list[str]) -> str:
    """Name the first few."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")  # noqa: PLR2004 (a few)


def select(found: dict[str, int], value: Callable[[int], str], source: str) -> str:
    """Write the SELECT that turns a source into our 22 columns of text.

    Args:
        found: What `match` returned.
        value: SQL of the value at a position, as text.
        source: SQL that stands after FROM.
    """
    terms = (
        f"{value(found[column]) if column in found else 'NULL::VARCHAR'} AS {sql.name(column)}" for column in col.PORTAL
    )
    return f"SELECT {', '.join(terms)} FROM {source}"
