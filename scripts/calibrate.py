"""Compute the demo city's tables of counts from a real city's export.

    python -m scripts.calibrate --source FILES --out core/records/demo/calibration

The tables hold counts only: no record, no coordinate, no block and no name of an
area (areas are numbered by their records, most first). They are committed, so the
demo city is made without any download.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from core.cities.city import load_city
from core.records import cleaning, reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

FOLD_DAYS = 730
"""Days whose folding onto places is counted, the latest of the source: as long as the demo city's period."""
FOLD_CLASSES = 4
"""Classes of areas by records per place: a business district folds otherwise than a suburb."""

PREPARE = (
    """CREATE OR REPLACE TEMP TABLE counted AS
    SELECT primary_type AS type, iucr, fbi_code, arrest, domestic, community_area, date, latitude, longitude,
        regexp_replace(description, ' OF [A-Z]+ PROPERTY', ' PROPERTY') AS description,
        regexp_replace(regexp_replace(coalesce(location_description, ''), '^CTA ', 'TRANSIT '),
            '^CHA ', 'PUBLIC HOUSING ') AS location,
        left(strftime(date, '%H%M'), CASE WHEN strftime(date, '%H%M') IN ('0000', '0001') THEN 4 ELSE 2 END) AS slot
    FROM incidents WHERE community_area IS NOT NULL""",
    """CREATE OR REPLACE TEMP TABLE ranks AS
    SELECT community_area, row_number() OVER (ORDER BY count(*) DESC, community_area) AS area
    FROM counted GROUP BY community_area""",
    """CREATE OR REPLACE TEMP TABLE numbers AS
    SELECT location, row_number() OVER (ORDER BY location) AS number, count(*) AS records
    FROM counted GROUP BY location""",
    f"""CREATE OR REPLACE TEMP TABLE folded AS
    SELECT area, location, count(*) OVER (PARTITION BY latitude, longitude) AS weight,
        row_number() OVER (PARTITION BY latitude, longitude ORDER BY area) AS copy
    FROM counted JOIN ranks USING (community_area)
    WHERE latitude IS NOT NULL AND date::DATE > (SELECT max(date)::DATE - {FOLD_DAYS} FROM counted)""",
    f"""CREATE OR REPLACE TEMP TABLE classes AS
    SELECT area, sum(weight)::BIGINT AS records, count(*) AS places,
        ntile({FOLD_CLASSES}) OVER (ORDER BY sum(weight) / count(*), area) AS class
    FROM folded WHERE copy = 1 GROUP BY area""",
    """CREATE OR REPLACE TEMP VIEW complete AS SELECT * FROM counted WHERE year(date) IN (
        SELECT year(date) FROM counted GROUP BY 1
        HAVING min(strftime(date, '%m%d')) = '0101' AND max(strftime(date, '%m%d')) = '1231')""",
)
"""Records as they are counted; names that tell the source's city (its transit, its housing) are made neutral."""

LONG = {
    "types": """SELECT type, count(*) AS records, count(*) FILTER (latitude IS NULL) AS unmapped,
            count(*) FILTER (day(date) = 1 AND length(slot) = 2) AS first_known,
            count(*) FILTER (day(date) > 1 AND length(slot) = 2) AS other_known,
            count(*) FILTER (day(date) = 1 AND length(slot) = 4) AS first_unknown,
            count(*) FILTER (day(date) > 1 AND length(slot) = 4) AS other_unknown
        FROM counted GROUP BY type ORDER BY type""",
    "offences": """SELECT iucr, type, arg_max(description, (n, description)) AS description,
            arg_max(fbi_code, (n, fbi_code)) AS fbi_code, sum(neither)::BIGINT AS neither,
            sum(domestic)::BIGINT AS only_domestic, sum(two)::BIGINT AS domestic_and_arrest,
            sum(arrest)::BIGINT AS only_arrest
        FROM (SELECT iucr, type, description, fbi_code, count(*) AS n,
                count(*) FILTER (NOT domestic AND NOT arrest) AS neither,
                count(*) FILTER (domestic AND NOT arrest) AS domestic,
                count(*) FILTER (domestic AND arrest) AS two,
                count(*) FILTER (NOT domestic AND arrest) AS arrest
            FROM counted GROUP BY iucr, type, description, fbi_code)
        GROUP BY iucr, type ORDER BY iucr, type""",
    "locations": """SELECT number, location, records, coalesce(mapped, 0) AS mapped,
            coalesce(place_records, 0) AS place_records
        FROM numbers LEFT JOIN (
            SELECT location, count(*) AS mapped, sum(weight)::BIGINT AS place_records FROM folded GROUP BY location
        ) USING (location) ORDER BY number""",
    "offence_locations": """SELECT iucr, number, count(*) AS records FROM counted JOIN numbers USING (location)
        GROUP BY iucr, number ORDER BY iucr, number""",
    "minutes": """SELECT minute(date) AS minute, count(*) AS records FROM counted
        WHERE length(slot) = 2 AND minute(date) > 0 GROUP BY 1 ORDER BY 1""",
    "days": """SELECT month(date) AS month, day(date) AS day, count(*) AS records
        FROM complete GROUP BY 1, 2 ORDER BY 1, 2""",
    "folds": "SELECT area, records, places, class FROM classes ORDER BY area",
    "weights": """SELECT class, weight, count(*) AS places FROM folded JOIN classes USING (area) WHERE copy = 1
        GROUP BY class, weight ORDER BY class, weight""",
}
"""Tables with a count a row."""

WIDE = {
    "areas": (
        ["area"],
        "type",
        "SELECT area, type, count(*) AS n FROM counted JOIN ranks USING (community_area) GROUP BY area, type",
    ),
    "hours": (
        ["type", "weekday"],
        "slot",
        "SELECT type, isodow(date) - 1 AS weekday, slot, count(*) AS n FROM counted GROUP BY type, weekday, slot",
    ),
    "full_hours": (
        ["type"],
        "slot",
        """SELECT type, slot, count(*) AS n FROM counted
        WHERE minute(date) = 0 AND length(slot) = 2 GROUP BY type, slot""",
    ),
    "months": (
        ["type"],
        "month",
        "SELECT type, month(date) AS month, count(*) AS n FROM complete GROUP BY type, month",
    ),
}
"""Tables with a count a cell: what the rows and the columns are, and the query."""


def count(connection: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """Count the connection's `incidents`: name of the table -> its frame, in a fixed order."""
    for statement in PREPARE:
        connection.execute(statement)
    tables = {name: connection.sql(query).df() for name, query in LONG.items()}
    for name, (index, columns, query) in WIDE.items():
        cells = connection.sql(query).df()
        tables[name] = (
            cells.pivot_table(index=index, columns=columns, values="n", fill_value=0).astype(int).reset_index()
        )
    return tables


def tabulate(sources: Sequence[Path], city: str) -> dict[str, pd.DataFrame]:
    """Read and clean the exports as the pipeline does, then count them."""
    description = load_city(city)
    with duckdb.connect() as connection:
        reader.open_export(connection, sources, description)
        cleaning.clean(connection, description, None)
        return count(connection)


def main() -> None:
    """Write the tables as CSV."""
    parser = argparse.ArgumentParser(description="Compute the demo city's tables of counts from real records.")
    parser.add_argument("--source", nargs="+", type=Path, required=True, help="exports of the city's records")
    parser.add_argument("--city", default="chicago", help="description under core/cities that the exports follow")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tables")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, table in tabulate(options.source, options.city).items():
        table.to_csv(options.out / f"{name}.csv", index=False, lineterminator="\n")
        print(f"{name}.csv: {len(table):,} rows")


if __name__ == "__main__":
    main()
