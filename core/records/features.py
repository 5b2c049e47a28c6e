"""Engineered columns: what follows from the columns of a record and the description of its city.

Hours and months are cyclic: 23 and 0 are neighbours. Where an algorithm needs distances,
it takes the pairs of `cyclic`; the columns themselves stay whole numbers for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core import columns as col
from core.cities.grouping import ANY_END
from core.records import sql

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import ArrayLike, NDArray

    from core.cities.city import City, Grouping

SEASONS = {"winter": (12, 1, 2), "spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11)}
"""Meteorological seasons of the northern hemisphere, by month."""

SEVERITIES = "severities"
"""Table of IUCR -> days, made by `prepare`."""

_SATURDAY = 5


def prepare(connection: duckdb.DuckDBPyConnection, city: City, table: str) -> None:
    """Write the severity of every IUCR in a table to `severities` (iucr, days).

    A code takes the rule with the longest prefix; a code that no rule knows, the city's default.
    """
    rules = [f"({sql.literal(prefix)}, {rule.days})" for rule in city.severity for prefix in rule.iucr]
    known = f"(VALUES {', '.join(rules)})" if rules else "(SELECT '', 0 WHERE false)"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {SEVERITIES} AS "
        f"SELECT code AS iucr, coalesce(arg_max(days, length(prefix)), {city.severity_default_days}) AS days "
        f"FROM (SELECT DISTINCT {col.IUCR} AS code FROM {table} WHERE {col.IUCR} IS NOT NULL) "
        f"LEFT JOIN {known} AS rules(prefix, days) ON starts_with(code, prefix) GROUP BY code",
    )


def terms(city: City) -> dict[str, str]:
    """Return the SQL of each engineered column, the city's grouped ones included.

    It is read from rows joined with `severities` USING the IUCR.
    """
    month = f"month({col.DATE})"
    seasons = " ".join(
        f"WHEN {month} IN ({', '.join(map(str, months))}) THEN {sql.literal(season)}"
        for season, months in SEASONS.items()
    )
    unknown = ", ".join(map(str, city.unknown_time_minutes)) or "NULL"
    raw = {
        col.HOUR: f"hour({col.DATE})",
        col.DAY_OF_WEEK: f"isodow({col.DATE}) - 1",
        col.MONTH: month,
        col.SEASON: f"CASE {seasons} END",
        col.IS_WEEKEND: f"isodow({col.DATE}) - 1 >= {_SATURDAY}",
        col.CRIME_SEVERITY_SCORE: f"coalesce({SEVERITIES}.days, {city.severity_default_days})",
        col.TIME_KNOWN: f"coalesce((hour({col.DATE}) * 60 + minute({col.DATE})) NOT IN ({unknown}), true)",
        col.ENFORCEMENT_DRIVEN: f"coalesce({col.PRIMARY_TYPE} IN {sql.literals(city.enforcement_driven)}, false)",
    }
    engineered = {column: f"CAST({raw[column]} AS {kind})" for column, kind in col.ENGINEERED.items()}
    return engineered | {grouping.column: _kind(grouping) for grouping in city.groups}


def _kind(grouping: Grouping) -> str:
    """Return the SQL of the kind of a value: the first that has it; null where there is no value."""
    kinds = " ".join(f"WHEN {_is_among(grouping.of, e)} THEN {sql.literal(k)}" for k, e in grouping.kinds.items())
    return f"CASE WHEN {grouping.of} IS NULL THEN NULL {kinds} ELSE {sql.literal(grouping.other)} END"


def _is_among(column: str, entries: tuple[str, ...]) -> str:
    """Return the SQL of "is one of these values or begins like one of these beginnings"."""
    values = tuple(entry for entry in entries if not entry.endswith(ANY_END))
    beginnings = (sql.literal(entry.removesuffix(ANY_END)) for entry in entries if entry.endswith(ANY_END))
    return " OR ".join([f"{column} IN {sql.literals(values)}", *(f"starts_with({column}, {b})" for b in beginnings)])


def cyclic(values: ArrayLike, period: float) -> NDArray[np.float64]:
    """Lay values on a circle, so that the end of a period lies beside its beginning.

    Args:
        values: (n,) such as hours or months.
        period: Where the circle closes: 24 for hours, 12 for months, 7 for days of the week.

    Returns:
        (n, 2) sine and cosine.
    """
    angle = np.asarray(values, dtype=np.float64) * (2 * np.pi / period)
    return np.column_stack((np.sin(angle), np.cos(angle)))
