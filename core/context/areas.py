"""A table of areas, checked and joined with the areas that the build knows."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from core.cities.context import FIRST_YEAR, LAST_YEAR
from core.context import files
from core.errors import BadExportError
from core.language import say
from core.places.territories import load_territories, write_code
from core.records.tables import INCIDENTS

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.cities.context import AreaFile
    from core.store import Build


def known_codes(build: Build, territory: str) -> set[str]:
    """Return the codes of the areas that a record or an outline of the build carries."""
    recorded = set(build.table(INCIDENTS, [territory])[territory].dropna())
    outlines = load_territories(build).get(territory, {"features": []})
    return recorded | {area["properties"]["code"] for area in outlines["features"]}


def join(declared: AreaFile, frame: pd.DataFrame, known: Collection[str]) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Turn a file into rows of `territory`, `code`, `year`, `name`, `value`.

    Args:
        declared: What the city's TOML says of the file.
        frame: The file as `files.read` reads it.
        known: Codes of the areas that exist; rows of others are counted and left out.

    Returns:
        The rows, without empty values, and what was declared with the counts.

    Raises:
        BadExportError: A column is missing, a number cannot be read, or an area has two rows in a year.
    """
    given = [declared.key, *declared.where, *(each.column for each in declared.columns)]
    files.require(frame, given + ([declared.year_column] if declared.year_column else []), declared.file)
    for column, text in declared.where.items():
        frame = frame[frame[column].astype(str) == text]
    codes = frame[declared.key].map(lambda value: "" if pd.isna(value) else write_code(value, declared.territory))
    years = _years(declared, frame)
    matched = codes.isin(list(known))
    _refuse_twice(declared, codes[matched], years[matched])
    rows = pd.DataFrame({"territory": declared.territory, "code": codes, "year": years})
    values = [
        rows.assign(name=each.name, value=files.numbers(frame, each.column, declared.file))[matched]
        for each in declared.columns
    ]
    facts = {
        **asdict(declared),
        "years": sorted({int(year) for year in years[matched]}),
        "rows": len(frame),
        "matched": int(matched.sum()),
        "unmatched": int((~matched).sum()),
        "unmatched_codes": sorted(set(codes[~matched])),
        "areas_without": sorted(set(known) - set(codes[matched])),
    }
    return pd.concat(values).dropna(subset="value"), facts


def _years(declared: AreaFile, frame: pd.DataFrame) -> pd.Series:
    if declared.year_column is None:
        return pd.Series(declared.year, index=frame.index, dtype="int16")
    years = files.numbers(frame, declared.year_column, declared.file)
    wrong = ~(years.between(FIRST_YEAR, LAST_YEAR) & (years % 1 == 0))
    if wrong.any():
        held = frame[declared.year_column][wrong].iloc[0]
        msg = say(
            "{file}: {column} is '{held}'; give every row a year from {first} to {last}.",
            file=declared.file,
            column=declared.year_column,
            held=held,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
        raise BadExportError(msg)
    return years.astype("int16")


def _refuse_twice(declared: AreaFile, codes: pd.Series, years: pd.Series) -> None:
    twice = pd.DataFrame({"code": codes, "year": years}).loc[lambda rows: rows.duplicated()]
    if len(twice):
        code, year = twice.iloc[0]
        msg = say(
            "{file} has two rows of {territory} {code} for {year}; choose among them by `where` in the city's TOML, or "
            "correct the file.",
            file=declared.file,
            territory=declared.territory,
            code=code,
            year=year,
        )
        raise BadExportError(msg)
