"""All files of context that a city declares, joined with a build of it."""

from __future__ import annotations

import logging
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from core.context import areas, files, points
from core.context.context import Context
from core.context.tables import AREA_COLUMNS, POINT_COLUMNS
from core.errors import BadExportError
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from core.cities.city import City
    from core.store import Build

logger = logging.getLogger(__name__)

_NUMBER = ["territory", "code", "year", "name"]


def join(given: Sequence[Path], city: City, build: Build) -> Context:
    """Read the files that are there and join them with the city's areas and bounds.

    Args:
        given: Files of the folder, found by the names that the city's TOML declares.
        city: Declares what each file holds.
        build: Holds the records and the outlines.

    Raises:
        BadExportError: A file does not hold what is declared.
    """
    paths = {path.name.casefold(): path for path in given}
    absent = [file for file in city.context.files if file.casefold() not in paths]
    read, known = cache(files.read), cache(partial(areas.known_codes, build))
    found_areas = [
        areas.join(each, read(paths[each.file.casefold()]), known(each.territory))
        for each in city.context.areas
        if each.file not in absent
    ]
    found_points = [
        points.join(each, read(paths[each.file.casefold()]), city)
        for each in city.context.points
        if each.file not in absent
    ]
    table = _stack([rows for rows, _ in found_areas], AREA_COLUMNS)
    _refuse_twice(table)
    declared = {
        "areas": [facts for _, facts in found_areas],
        "points": [facts for _, facts in found_points],
        "absent": absent if given else [],
    }
    _log(declared)
    return Context(table, _stack([rows for rows, _ in found_points], POINT_COLUMNS), declared)


def _stack(frames: Sequence[pd.DataFrame], columns: Mapping[str, str]) -> pd.DataFrame:
    """Put rows of several files below each other; without any, an empty table of the same columns."""
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(columns))
    return whole.astype(columns)


def _refuse_twice(table: pd.DataFrame) -> None:
    twice = table[table.duplicated(_NUMBER)]
    if len(twice):
        first = twice.iloc[0]
        msg = say(
            "Two tables of context give {name} of {territory} {code} for {year}; give one of them another name in the "
            "city's TOML.",
            name=first["name"],
            territory=first["territory"],
            code=first["code"],
            year=first["year"],
        )
        raise BadExportError(msg)


def _log(declared: dict[str, Any]) -> None:
    for facts in declared["areas"]:
        if facts["unmatched"]:
            logger.info("%s: %d of %d rows are of no known area", facts["file"], facts["unmatched"], facts["rows"])
    for facts in declared["points"]:
        if facts["unmatched"]:
            logger.info("%s: %d of %d points lie outside the city", facts["file"], facts["unmatched"], facts["rows"])
    for file in declared["absent"]:
        logger.warning("The folder of context has no %s; what needs it is left out.", file)
