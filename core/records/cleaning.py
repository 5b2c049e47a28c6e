"""Cleaning: typed records, one of each id, their coordinates inside the city, the latest of them.

Every row is accounted for: it is kept, is listed in `quarantine` with its reason, or is
counted as earlier than the scope. So read = kept + quarantined + out of scope, always.

Known faults of the records: coordinates of zero for places unknown; old and odd names of
types; codes without their leading zeros; amended records that come again under the same
id, where the latest `updated_on` counts; several records under one case number, which are
no duplicates (a homicide has a row for each victim). Missing coordinates stay missing: a
record put on the centre of an area would make a hotspot that is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import duckdb

from core import columns as col
from core.errors import BadExportError, BadParameterError
from core.language import mark, say, say_many
from core.records import features, sql, values

if TYPE_CHECKING:
    from core.cities.city import City

_LATEST_AHEAD = timedelta(days=1)


class Reason(StrEnum):
    """Why a row of an export is not a record; written into the build as it is, in English."""

    NO_ID = mark("its id is missing or not a number")
    NO_DATE = mark("its date is missing or cannot be read")
    TOO_EARLY = mark("its date lies before the city's first records")
    TOO_LATE = mark("its date lies in the future")
    NO_TYPE = mark("its type is missing")
    SUPERSEDED = mark("a later version of the same id exists")


_REMEMBERED = (
    *(col.DATE, col.PRIMARY_TYPE, col.DISTRICT, col.BLOCK, col.ARREST, col.DOMESTIC, col.LATITUDE, col.LONGITUDE),
)
"""Columns of the history; the territories of patrol and of names and the city's groups come with them."""
_REPAIRS = {
    mark("coordinates outside the city removed"): "misplaced",
    mark("old type names replaced"): "renamed",
}
"""What was repaired, as the build names it, and the column of `parsed` that says in which records."""


@dataclass(frozen=True)
class Counts:
    """Where the rows went: read = kept + quarantined + out of scope."""

    read: int
    kept: int
    quarantined: int
    out_of_scope: int


def clean(
    connection: duckdb.DuckDBPyConnection,
    city: City,
    recent: int | None,
    *,
    now: datetime | None = None,
) -> Counts:
    """Turn what `reader.open_export` opened into clean records.

    Afterwards the connection has the tables `incidents` (the portal's columns, typed, and the
    engineered ones, by date and id), `history` (the columns of `_REMEMBERED` and the city's own,
    of every clean row, and whether it is in scope), `quarantine` (reason, raw) and `repairs`
    (repair, records).

    Args:
        recent: Keep the so many latest records by date, ties by the larger id, records without
            coordinates included; None keeps all.
        now: Local time from which "in the future" counts; the computer's clock by default.

    Raises:
        BadExportError: No row is a record, or a file broke off while it was read.
        BadParameterError: `recent` is not positive.
    """
    if recent is not None and recent < 1:
        msg = say("recent is {recent}; it must be at least 1, or none for all records.", recent=recent)
        raise BadParameterError(msg)
    _parse(connection, city, now or datetime.now())  # noqa: DTZ005 (records carry local time without zone)
    _supersede(connection)
    quarantined = _quarantine(connection)
    clean_rows = _count(connection, "parsed WHERE reason IS NULL")
    if not clean_rows:
        raise BadExportError(_nothing_left(connection))
    _keep(connection, city, _cutoff(connection, recent))
    kept = _count(connection, "incidents")
    connection.execute("DROP TABLE parsed; DROP TABLE superseded")
    return Counts(clean_rows + quarantined, kept, quarantined, clean_rows - kept)


def _parse(connection: duckdb.DuckDBPyConnection, city: City, now: datetime) -> None:
    """Read every row of `raw` as what it means, into `parsed`, with a reason where it is no record."""
    typed = ", ".join(f"{term} AS {column}" for column, term in _typed(city).items())
    placed = ", ".join(f"{term} AS {column}" for column, term in _placed().items())
    spelling = values.spelling(f"raw.{col.PRIMARY_TYPE}")
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE parsed AS "
            f"WITH typed AS (SELECT {typed}, {spelling} AS spelling, raw AS source FROM raw), "
            f"placed AS (SELECT * REPLACE ({placed}) FROM (SELECT *, {_misplaced(city)} AS misplaced FROM typed)), "
            f"judged AS (SELECT *, {_reason(city, now)} AS reason FROM placed) "
            f"SELECT * EXCLUDE (source, spelling), spelling <> {col.PRIMARY_TYPE} AS renamed, "
            f"CASE WHEN reason IS NOT NULL THEN to_json(source)::VARCHAR END AS raw_text FROM judged",
        )
    except (duckdb.InvalidInputException, duckdb.IOException) as error:
        fault = str(error).splitlines()[0]
        msg = say("An export broke off while it was read ({fault}); download it again.", fault=fault)
        raise BadExportError(msg) from error


def _typed(city: City) -> dict[str, str]:
    """Return the SQL that reads each column of `raw`."""
    raw = {column: f"raw.{column}" for column in col.PORTAL}
    areas = (col.DISTRICT, col.WARD, col.COMMUNITY_AREA)
    numbers = (col.X_COORDINATE, col.Y_COORDINATE, col.LATITUDE, col.LONGITUDE)
    return (
        {column: values.text(value) for column, value in raw.items()}
        | {column: values.code(raw[column]) for column in areas}
        | {column: values.number(raw[column]) for column in numbers}
        | {column: values.moment(raw[column]) for column in (col.DATE, col.UPDATED_ON)}
        | {column: values.truth(raw[column]) for column in (col.ARREST, col.DOMESTIC)}
        | {
            col.ID: values.whole(raw[col.ID]),
            col.BEAT: values.code(raw[col.BEAT], 4),
            col.IUCR: values.offence(raw[col.IUCR]),
            col.FBI_CODE: values.fbi(raw[col.FBI_CODE]),
            col.PRIMARY_TYPE: values.crime_type(raw[col.PRIMARY_TYPE], city.aliases),
        }
    )


def _misplaced(city: City) -> str:
    """Return the SQL of "has a coordinate that cannot be in the city", half a coordinate included."""
    south, west, north, east = city.bounds
    inside = f"{col.LATITUDE} BETWEEN {south} AND {north} AND {col.LONGITUDE} BETWEEN {west} AND {east}"
    return f"coalesce({col.LATITUDE}, {col.LONGITUDE}) IS NOT NULL AND NOT coalesce({inside}, false)"


def _placed() -> dict[str, str]:
    """Return the SQL of the columns that follow from others: no place without a usable coordinate."""
    somewhere = f"NOT misplaced AND ({col.X_COORDINATE} <> 0 OR {col.Y_COORDINATE} <> 0)"
    point = f"'(' || {col.LATITUDE} || ', ' || {col.LONGITUDE} || ')'"
    return {
        col.LATITUDE: f"CASE WHEN NOT misplaced THEN {col.LATITUDE} END",
        col.LONGITUDE: f"CASE WHEN NOT misplaced THEN {col.LONGITUDE} END",
        col.X_COORDINATE: f"CASE WHEN {somewhere} THEN {col.X_COORDINATE} END",
        col.Y_COORDINATE: f"CASE WHEN {somewhere} THEN {col.Y_COORDINATE} END",
        # Exports write it or leave it out; its numbers are those beside it.
        col.LOCATION: f"CASE WHEN NOT misplaced THEN {point} END",
        col.YEAR: f"year({col.DATE})::{col.SQL_TYPES[col.YEAR]}",
    }


def _reason(city: City, now: datetime) -> str:
    """Return the SQL of why a row is no record; null where it is one."""
    latest = (now + _LATEST_AHEAD).isoformat(sep=" ", timespec="seconds")
    rules = {
        Reason.NO_ID: f"{col.ID} IS NULL",
        Reason.NO_DATE: f"{col.DATE} IS NULL",
        Reason.TOO_EARLY: f"{col.DATE} < TIMESTAMP '{city.first_date}'",
        Reason.TOO_LATE: f"{col.DATE} > TIMESTAMP '{latest}'",
        Reason.NO_TYPE: f"{col.PRIMARY_TYPE} IS NULL",
    }
    return f"CASE {' '.join(f'WHEN {rule} THEN {sql.literal(reason)}' for reason, rule in rules.items())} END"


def _supersede(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a reason to every version of an id but the latest; of equals, the last one read stays."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE superseded AS SELECT number FROM "
        f"(SELECT rowid AS number, row_number() OVER "
        f"(PARTITION BY {col.ID} ORDER BY {col.UPDATED_ON} DESC NULLS LAST, rowid DESC) AS version "
        f"FROM parsed WHERE reason IS NULL AND {col.ID} IN "
        f"(SELECT {col.ID} FROM parsed WHERE reason IS NULL GROUP BY {col.ID} HAVING count(*) > 1)) "
        f"WHERE version > 1",
    )
    record = ", ".join(f"{column} := {column}" for column in col.PORTAL)
    connection.execute(
        f"UPDATE parsed SET reason = {sql.literal(Reason.SUPERSEDED)}, "
        f"raw_text = to_json(struct_pack({record}))::VARCHAR WHERE rowid IN (SELECT number FROM superseded)",
    )


def _quarantine(connection: duckdb.DuckDBPyConnection) -> int:
    """Collect what is no record; return how many rows that is."""
    connection.execute(
        "CREATE OR REPLACE TABLE quarantine AS SELECT reason, raw FROM malformed "
        "UNION ALL SELECT reason, raw_text AS raw FROM parsed WHERE reason IS NOT NULL",
    )
    return _count(connection, "quarantine")


def _cutoff(connection: duckdb.DuckDBPyConnection, recent: int | None) -> str:
    """Return the SQL condition of being among the latest records."""
    if recent is None:
        return "true"
    last = connection.execute(
        f"SELECT {col.DATE}, {col.ID} FROM parsed WHERE reason IS NULL "
        f"ORDER BY {col.DATE} DESC, {col.ID} DESC LIMIT 1 OFFSET {recent - 1}",
    ).fetchone()
    return f"({col.DATE}, {col.ID}) >= (TIMESTAMP '{last[0]}', {last[1]})" if last else "true"


def _keep(connection: duckdb.DuckDBPyConnection, city: City, scope: str) -> None:
    """Write the records in scope, with engineered columns, and what was repaired in them; and all for the history."""
    features.prepare(connection, city, "parsed")
    columns = [f"parsed.{column}::{col.SQL_TYPES.get(column, 'VARCHAR')} AS {column}" for column in col.PORTAL]
    engineered = {column: f"{term} AS {sql.name(column)}" for column, term in features.terms(city).items()}
    # A fixed order makes the same records the same build, whatever file they came in.
    connection.execute(
        f"CREATE OR REPLACE TABLE incidents AS SELECT {', '.join([*columns, *engineered.values()])} FROM "
        f"(SELECT * FROM parsed WHERE reason IS NULL AND {scope}) AS parsed "
        f"LEFT JOIN {features.SEVERITIES} USING ({col.IUCR}) "
        f"ORDER BY parsed.{col.DATE}, parsed.{col.ID}",
    )
    own = dict.fromkeys((*_REMEMBERED, city.patrol_territory, city.named_territory))
    groups = [engineered[grouping.column] for grouping in city.groups]
    remembered = ", ".join([*own, engineered[col.TIME_KNOWN], engineered[col.ENFORCEMENT_DRIVEN], *groups])
    connection.execute(
        f"CREATE OR REPLACE TABLE history AS SELECT {remembered}, {scope} AS in_scope FROM parsed "
        f"WHERE reason IS NULL ORDER BY {col.DATE}, {col.ID}",
    )
    counts = ", ".join(f"count(*) FILTER ({flag}) AS {sql.name(repair)}" for repair, flag in _REPAIRS.items())
    connection.execute(
        f"CREATE OR REPLACE TABLE repairs AS UNPIVOT (SELECT {counts} "
        f"FROM parsed WHERE reason IS NULL AND {scope}) ON COLUMNS(*) INTO NAME repair VALUE records",
    )


def _nothing_left(connection: duckdb.DuckDBPyConnection) -> str:
    """Say that no row is a record, and what is wrong with most of them."""
    worst = connection.execute(
        "SELECT reason, count(*) AS rows FROM quarantine GROUP BY reason ORDER BY rows DESC, reason LIMIT 1",
    ).fetchone()
    if worst is None:
        return say("No row of the export is a record; check that it is the city's export, unchanged.")
    reason, rows = worst
    return say_many(
        "No row of the export is a record ({count} time: {reason}); check that it is the city's export, unchanged.",
        "No row of the export is a record ({count} times: {reason}); check that it is the city's export, unchanged.",
        rows,
        reason=say(reason),
    )


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
    return int(row[0]) if row else 0
