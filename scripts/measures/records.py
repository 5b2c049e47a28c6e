"""Exports to measure on: the real one as given, and as many records as a city collects in eighteen years.

The large one repeats the given records with new ids. In each repetition some places
move by less than half a block, so that the number of places grows as it does in the
city's full history: 860,000 places for 6.7 million records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from core.store import parquet_scan
from core.store.parquet import write_query

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LARGE_RECORDS = 6_700_000
LARGE_PLACES = 860_000
SHIFT_DEGREES = 0.0004
"""About 40 metres: less than half a block."""


def tile(files: Sequence[Path], target: Path) -> tuple[int, int]:
    """Write the large export; return its records and its distinct places.

    A place moves in a repetition with a probability that makes the places add up to the goal.
    """
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '3GB'; SET enable_progress_bar = false")
    connection.execute(f"SET temp_directory = '{target.parent}'")
    connection.execute(f"CREATE VIEW given AS FROM {parquet_scan(files)}")
    records, places = _count(connection, "given")
    copies = -(-LARGE_RECORDS // records)
    moved = min(1.0, (LARGE_PLACES - places) / (places * (LARGE_RECORDS / records - 1)))
    draw = "hash(Latitude, Longitude, c.copy{salt}) % 1000000 / 1000000.0"
    moves = f"c.copy > 0 AND {draw.format(salt='')} < {moved}"
    shifted = {
        axis: f"round(CASE WHEN {moves} THEN {axis} + {SHIFT_DEGREES} * ({draw.format(salt=f', {i}')} - 0.5) "
        f"ELSE {axis} END, 9) AS {axis}"
        for i, axis in enumerate(("Latitude", "Longitude"))
    }
    write_query(
        target,
        connection,
        f"SELECT * REPLACE (ID::BIGINT + c.copy * 100000000 AS ID, {shifted['Latitude']}, {shifted['Longitude']}) "
        f"FROM given, range({copies}) AS c(copy) ORDER BY c.copy LIMIT {LARGE_RECORDS}",
    )
    return _count(connection, parquet_scan([target]))


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> tuple[int, int]:
    """Return the records and the distinct places of a table."""
    found = connection.execute(
        f"SELECT count(*), count(DISTINCT (Latitude, Longitude)) FILTER (Latitude IS NOT NULL) FROM {source}",
    ).fetchall()[0]
    return int(found[0]), int(found[1])
