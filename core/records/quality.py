"""The quality report: what is missing, repeated, rounded, without coordinates or out of date.

Counts are of the records kept, but for rows and quarantine, which tell where the others went.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from core import columns as col
from core.records import heaping, sql
from core.records.cleaning import Counts, Reason

if TYPE_CHECKING:
    import duckdb

    from core.cities.city import City, Grouping

_RANGES = (
    *(col.ID, col.DATE, col.UPDATED_ON, col.YEAR, col.LATITUDE, col.LONGITUDE),
    *(col.X_COORDINATE, col.Y_COORDINATE, col.CRIME_SEVERITY_SCORE),
)


def report(
    connection: duckdb.DuckDBPyConnection,
    city: City,
    counts: Counts,
    *,
    today: date | None = None,
) -> dict[str, Any]:
    """Describe the tables that `cleaning.clean` left, ready to be written as JSON.

    Args:
        today: Day that freshness counts from; today by default.
    """
    return {
        "rows": asdict(counts),
        "quarantined": dict(_rows(connection, "SELECT reason, count(*) FROM quarantine GROUP BY reason ORDER BY ALL")),
        "repairs": dict(_rows(connection, "SELECT repair, records FROM repairs ORDER BY repair")),
        "nulls": _nulls(connection),
        "ranges": _ranges(connection),
        "duplicates": _duplicates(connection),
        "geocoding": _geocoding(connection),
        "groups": [_group(connection, grouping) for grouping in city.groups],
        "times": _times(connection, city),
        "days": _days(connection),
        "freshness": _freshness(connection, today or datetime.now(UTC).date()),
        "places": _rows(
            connection,
            f"SELECT count(*) FROM (SELECT DISTINCT {col.LATITUDE}, {col.LONGITUDE} FROM incidents "
            f"WHERE {col.LATITUDE} IS NOT NULL)",
        )[0][0],
    }


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def _nulls(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Count the missing values of each of the portal's columns."""
    terms = ", ".join(f"count(*) - count({column})" for column in col.PORTAL)
    return dict(zip(col.PORTAL, _rows(connection, f"SELECT {terms} FROM incidents")[0], strict=True))


def _ranges(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Find the least and greatest value of each column that has an order; times as ISO text."""
    terms = ", ".join(f"min({column}), max({column})" for column in _RANGES)
    found = [_plain(value) for value in _rows(connection, f"SELECT {terms} FROM incidents")[0]]
    return {
        column: {"least": found[2 * place], "greatest": found[2 * place + 1]} for place, column in enumerate(_RANGES)
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 (whatever a column holds)
    return value.isoformat() if isinstance(value, datetime) else value


def _duplicates(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Count versions that an id's later one replaced, and case numbers of several records, which is no fault."""
    superseded = f"SELECT count(*) FROM quarantine WHERE reason = {sql.literal(Reason.SUPERSEDED)}"
    cases, records = _rows(
        connection,
        f"SELECT count(*), coalesce(sum(n), 0)::BIGINT FROM (SELECT count(*) AS n FROM incidents "
        f"WHERE {col.CASE_NUMBER} IS NOT NULL GROUP BY {col.CASE_NUMBER} HAVING n > 1)",
    )[0]
    return {
        "superseded_versions": _rows(connection, superseded)[0][0],
        "repeated_case_numbers": cases,
        "records_of_repeated_case_numbers": records,
    }


def _geocoding(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Measure the share of records with a coordinate, over all and by type, worst first."""
    rows = _rows(
        connection,
        f"SELECT {col.PRIMARY_TYPE}, count(*), count({col.LATITUDE}) FROM incidents GROUP BY 1 "
        f"ORDER BY count({col.LATITUDE}) / count(*), 1",
    )
    total = sum(records for _, records, _ in rows)
    return {
        "share": sum(mapped for _, _, mapped in rows) / total,
        "by_type": [{"type": kind, "records": n, "share": mapped / n} for kind, n, mapped in rows],
    }


def _group(connection: duckdb.DuckDBPyConnection, grouping: Grouping) -> dict[str, Any]:
    """Count the records of each kind of a grouped column, those of no kind and those without a value."""
    counts = dict(_rows(connection, f"SELECT {sql.name(grouping.column)}, count(*) FROM incidents GROUP BY 1"))
    return {
        "column": grouping.column,
        "of": grouping.of,
        "kinds": [{"kind": kind, "records": counts.get(kind, 0)} for kind in grouping.kinds],
        "unmatched": counts.get(grouping.other, 0),
        "missing": counts.get(None, 0),
    }


def _times(connection: duckdb.DuckDBPyConnection, city: City) -> dict[str, Any]:
    """Measure unknown times and estimate how many times are rounded to full hours."""
    minutes = np.zeros(24 * 60, dtype=np.int64)
    minute = f"hour({col.DATE}) * 60 + minute({col.DATE})"
    for place, records in _rows(connection, f"SELECT {minute}, count(*) FROM incidents GROUP BY 1"):
        minutes[place] = records
    unknown = int(minutes[list(city.unknown_time_minutes)].sum())
    hours = heaping.full_hours(minutes, city.unknown_time_minutes)
    return {
        "unknown": unknown,
        "unknown_share": unknown / int(minutes.sum()),
        "excess_at_full_hours": sum(hour.excess for hour in hours),
        "full_hours": [asdict(hour) for hour in hours],
    }


def _days(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Compare the share of records on the first of a month with the share of such days."""
    first, last = _rows(connection, f"SELECT min({col.DATE})::DATE, max({col.DATE})::DATE FROM incidents")[0]
    expected = heaping.first_of_month_share(first, last)
    rows = _rows(
        connection,
        f"SELECT {col.PRIMARY_TYPE}, count(*), count(*) FILTER (day({col.DATE}) = 1) FROM incidents "
        f"GROUP BY 1 ORDER BY 2 DESC, 1",
    )
    share = sum(on_first for _, _, on_first in rows) / sum(records for _, records, _ in rows)
    return {
        "first_of_month_share": share,
        "expected_share": expected,
        "ratio": share / expected if expected else None,
        "by_type": [
            {"type": kind, "records": n, "ratio": on_first / n / expected if expected else None}
            for kind, n, on_first in rows
        ],
    }


def _freshness(connection: duckdb.DuckDBPyConnection, today: date) -> dict[str, Any]:
    """Tell when the latest record is of, and how long ago that is."""
    latest, amended = _rows(connection, f"SELECT max({col.DATE}), max({col.UPDATED_ON}) FROM incidents")[0]
    return {
        "latest_record": latest.isoformat(),
        "latest_amendment": amended.isoformat() if amended else None,
        "days_since_latest_record": (today - latest.date()).days,
    }
