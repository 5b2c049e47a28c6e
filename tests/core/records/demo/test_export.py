"""The demo is written as a portal writes, is the same each time, and reads as any export."""

from __future__ import annotations

import gzip
import hashlib
import os

import duckdb
import numpy as np
import pandas as pd
import pytest

from core.cities.city import load_city
from core.cities.severity import rule_of
from core.errors import BadParameterError
from core.records import cleaning, demo, reader
from core.records.demo import calibration, export
from tests import child

SMALL = 2_000
DIGEST = """
import gzip, hashlib, pathlib, sys
from core.records import demo
files = demo.write(pathlib.Path(sys.argv[1]), 11, 2_000)
print(hashlib.sha256(gzip.decompress(files.export.read_bytes())).hexdigest())
"""


def digest(path):
    return hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest()


@pytest.mark.slow
def test_the_same_seed_writes_the_same_bytes_whatever_the_hash_seed(tmp_path):
    own = demo.write(tmp_path, 11, SMALL)
    other_hash = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    other = child.run(DIGEST, tmp_path / "other", PYTHONHASHSEED=other_hash)
    assert other.strip() == digest(own.export)


@pytest.mark.slow
def test_another_seed_writes_other_records_of_the_same_city(tmp_path):
    first, second = (demo.write(tmp_path / str(seed), seed, SMALL) for seed in (1, 2))
    assert digest(first.export) != digest(second.export)
    for path in first.boundaries.iterdir():
        assert path.read_bytes() == (second.boundaries / path.name).read_bytes()


@pytest.mark.parametrize(("seed", "records"), [(7, 999), (7, 160_001), (-1, 2_000)])
def test_a_city_without_room_is_refused_with_a_sentence(tmp_path, seed, records):
    with pytest.raises(BadParameterError, match="choose 1,000 to 160,000 records and a seed from 0"):
        demo.write(tmp_path, seed, records)
    assert not list(tmp_path.iterdir())


def test_rows_are_written_as_a_portal_writes_them(rows):
    assert tuple(rows.columns) == export.TITLES
    assert rows["Date"].str.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d [AP]M").all()
    assert set(rows["Arrest"]) == set(rows["Domestic"]) == {"true", "false"}
    assert rows["Block"].str.fullmatch(r"\d{3}XX [NESW] [A-Z]+ (ST|AVE|RD)").all()
    assert rows["Beat"].str.fullmatch(r"\d{4}").all()
    mapped = rows["Latitude"] != ""
    place = "(" + rows["Latitude"] + ", " + rows["Longitude"] + ")"
    assert (rows["Location"] == place.where(mapped, "")).all()


def test_the_period_is_two_whole_years(records):
    assert (records["Date"].min().date().isoformat(), records["Date"].max().date().isoformat()) == (
        "2023-01-01",
        "2024-12-31",
    )
    assert (records["Date"].dt.year.astype(str) == records["Year"]).all()
    updated = pd.to_datetime(records["Updated On"], format=export.TIME_FORMAT)
    assert (updated > records["Date"]).all()


def test_faulty_rows_are_as_many_as_stated(rows):
    assert len(rows) == 130_000 + export.OLDER_ROWS + export.BAD_DATE_ROWS
    assert rows["ID"].duplicated().sum() == export.OLDER_ROWS
    assert rows["Date"].str.startswith("02/30").sum() == export.BAD_DATE_ROWS
    assert (rows["X Coordinate"] == "0").sum() == export.ZERO_COORDINATE_ROWS
    assert (rows["Primary Type"].iloc[:130_000] == export.OLD_NAME[1]).sum() == export.OLD_NAME_ROWS


@pytest.fixture(scope="module")
def cleaned(demo_files):
    """Return what the pipeline keeps of the export, and its counts."""
    city = load_city("demo")
    with duckdb.connect() as connection:
        reader.open_export(connection, [demo_files.export], city)
        counts = cleaning.clean(connection, city, None)
        return connection.sql("SELECT id::VARCHAR AS id, primary_type, arrest, latitude FROM incidents").df(), counts


def test_the_demo_reads_as_any_export(cleaned, records):
    kept, counts = cleaned
    assert counts.kept == len(kept) == len(records)
    assert counts.quarantined == export.OLDER_ROWS + export.BAD_DATE_ROWS
    assert kept["latitude"].notna().sum() == records["Mapped"].sum()
    assert set(kept["primary_type"]) == set(calibration.load().types["type"])


def test_an_amended_record_replaces_its_older_copy(cleaned, rows):
    again = rows[rows["ID"].duplicated(keep=False)].drop_duplicates("ID", keep="first").set_index("ID")
    arrest = cleaned[0].set_index("id").loc[again.index, "arrest"]
    assert len(again) == export.OLDER_ROWS
    assert (arrest == (again["Arrest"] == "true")).all()


def test_severity_is_that_of_the_longer_table():
    own, longer = (load_city(name).severity for name in ("demo", "chicago"))
    for code in calibration.load().offences["iucr"]:
        rules = rule_of(own, code), rule_of(longer, code)
        assert [rule and rule.days for rule in rules] == [rules[0] and rules[0].days] * 2


def test_the_city_says_that_it_is_no_place():
    city = load_city("demo")
    assert city.is_demo
    assert city.title == "Demo City"
    assert city.disclaimer.startswith("DEMO DATA")
    assert city.portal is None
    assert np.datetime64(city.first_date) == np.datetime64("2023-01-01")
