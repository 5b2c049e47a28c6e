"""Small exports to read: rows as dictionaries, written as the portal and its API write them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import datetime

import duckdb
import pytest

from core import columns as col
from core.cities.city import load_city
from core.records import cleaning, reader

NOW = datetime(2018, 11, 20, 12)  # noqa: DTZ001 (records carry local time without zone)

SAMPLE = {
    col.ID: "10000000",
    col.CASE_NUMBER: "HZ100000",
    col.DATE: "2017-01-05T23:30:00.000",
    col.BLOCK: "008XX E 46TH ST",
    col.IUCR: "0820",
    col.PRIMARY_TYPE: "THEFT",
    col.DESCRIPTION: "$500 AND UNDER",
    col.LOCATION_DESCRIPTION: "HOTEL, MOTEL",
    col.ARREST: "false",
    col.DOMESTIC: "true",
    col.BEAT: "0221",
    col.DISTRICT: "002",
    col.WARD: "4",
    col.COMMUNITY_AREA: "39",
    col.FBI_CODE: "06",
    col.X_COORDINATE: "1182638",
    col.Y_COORDINATE: "1874692",
    col.YEAR: "2017",
    col.UPDATED_ON: "2017-01-12T15:52:48.000",
    col.LATITUDE: "41.811365671",
    col.LONGITUDE: "-87.605610722",
    col.LOCATION: "(41.811365671, -87.605610722)",
}


class Exports:
    """Writes rows in each of the shapes that the portal gives them."""

    def __init__(self, folder, city):
        self.folder, self.city = folder, city

    def row(self, number=0, **changes):
        return {**SAMPLE, col.ID: str(10_000_000 + number), col.CASE_NUMBER: f"HZ{number:06}", **changes}

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def text(self, rows, *, titles=True):
        """Write CSV as the portal's export does (12-hour clock, titles), or as its API does (ISO, all quoted)."""
        out = io.StringIO()
        quoting = csv.QUOTE_MINIMAL if titles else csv.QUOTE_ALL
        writer = csv.writer(out, lineterminator="\n", quoting=quoting)
        writer.writerow([self.city.columns[c][0] if titles else c for c in col.PORTAL])
        for row in rows:
            shown = {**row, **{c: clock(row[c]) for c in (col.DATE, col.UPDATED_ON)}} if titles else row
            writer.writerow([shown[c] for c in col.PORTAL])
        return out.getvalue()

    def csv(self, rows, name="crimes.csv", *, titles=True):
        return self.file(name, self.text(rows, titles=titles))

    def objects(self, rows):
        """Return rows as the API writes them in JSON: nulls left out, booleans real, the location an object."""
        found = []
        for row in rows:
            record = {c: v for c, v in row.items() if v}
            record |= {c: row[c] == "true" for c in (col.ARREST, col.DOMESTIC)}
            if col.LATITUDE in record:
                record[col.LOCATION] = {"latitude": row[col.LATITUDE], "human_address": '{"address": ""}'}
            found.append(record)
        return found

    def json(self, rows, name="crimes.json"):
        return self.file(name, "[" + "\n,".join(json.dumps(record) for record in self.objects(rows)) + "]\n")

    def json_lines(self, rows, name="crimes.jsonl"):
        return self.file(name, "".join(json.dumps(record) + "\n" for record in self.objects(rows)))

    def parquet(self, rows, name="crimes.parquet", *, titles=False):
        """Write typed Parquet, codes as numbers and without the column Location, as archives keep it."""
        kinds = {c: col.SQL_TYPES.get(c, "VARCHAR") for c in col.PORTAL if c != col.LOCATION}
        kinds |= dict.fromkeys((col.BEAT, col.DISTRICT, col.WARD, col.COMMUNITY_AREA), "SMALLINT")
        terms = ", ".join(
            f"nullif({c}, '')::{kind} AS \"{self.city.columns[c][0] if titles else c}\"" for c, kind in kinds.items()
        )
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE texts ({', '.join(f'{c} VARCHAR' for c in col.PORTAL)})")
            for row in rows:
                connection.execute(f"INSERT INTO texts VALUES ({', '.join('?' * len(row))})", list(row.values()))
            connection.execute(f"COPY (SELECT {terms} FROM texts) TO '{self.folder / name}' (FORMAT parquet)")
        return self.folder / name

    def gzipped(self, path):
        return self.file(path.name + ".gz", gzip.compress(path.read_bytes()))


class Opened:
    """A connection into which exports are read and cleaned, with short questions to it."""

    def __init__(self, city):
        self.city, self.connection = city, duckdb.connect()

    def open(self, *files):
        reader.open_export(self.connection, files, self.city)
        return self

    def clean(self, *files, recent=None):
        if files:
            self.open(*files)
        self.counts = cleaning.clean(self.connection, self.city, recent, now=NOW)
        assert self.counts.read == self.counts.kept + self.counts.quarantined + self.counts.out_of_scope
        return self

    def rows(self, query):
        return self.connection.execute(query).fetchall()

    def raw(self, *columns):
        return self.rows(f"SELECT {', '.join(columns)} FROM raw ORDER BY id")

    def column(self, column, table="incidents"):
        return [value for (value,) in self.rows(f"SELECT {column} FROM {table}")]

    def reasons(self):
        return dict(self.rows("SELECT reason, count(*) FROM quarantine GROUP BY reason"))


def clock(text):
    """Write an ISO time as the portal's export does; leave anything else alone."""
    try:
        return datetime.fromisoformat(text).strftime("%m/%d/%Y %I:%M:%S %p")
    except ValueError:
        return text


@pytest.fixture(scope="session")
def chicago():
    return load_city("chicago")


@pytest.fixture
def exports(tmp_path, chicago):
    return Exports(tmp_path, chicago)


@pytest.fixture
def opened(chicago):
    opened = Opened(chicago)
    yield opened
    opened.connection.close()
