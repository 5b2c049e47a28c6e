"""The committed tables are what the command computes, and hold counts only."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from core.records.demo import calibration
from scripts import calibrate

COLUMNS = (
    *("primary_type", "iucr", "description", "fbi_code", "location_description", "arrest", "domestic"),
    *("community_area", "date", "latitude", "longitude"),
)
THEFT = ("THEFT", "0820", "$500 AND UNDER", "06")


def counted(*rows):
    """Count records given as (date, area, location, arrest, domestic, latitude)."""
    records = [
        (*THEFT, location, arrest, domestic, area, pd.Timestamp(date), latitude, None if latitude is None else 1.0)
        for date, area, location, arrest, domestic, latitude in rows
    ]
    with duckdb.connect() as connection:
        connection.register("frame", pd.DataFrame(records, columns=COLUMNS))
        connection.execute("CREATE TABLE incidents AS SELECT * FROM frame")
        return calibrate.count(connection)


@pytest.fixture(scope="module")
def four():
    return counted(
        ("2020-01-01 00:01", "5", "CTA BUS", True, False, 2.0),
        ("2020-01-02 09:00", "5", "STREET", False, True, 2.0),
        ("2020-12-31 09:17", "9", "STREET", True, True, None),
        ("2021-01-01 00:30", "5", None, False, False, 3.0),
    )


def test_types_by_hand(four):
    (row,) = four["types"].to_dict("records")
    assert (row["type"], row["records"], row["unmapped"]) == ("THEFT", 4, 1)
    assert (row["first_known"], row["other_known"], row["first_unknown"], row["other_unknown"]) == (1, 2, 1, 0)


def test_areas_are_numbered_by_their_records(four):
    assert four["areas"].to_dict("records") == [{"area": 1, "THEFT": 3}, {"area": 2, "THEFT": 1}]


def test_offences_by_hand(four):
    (row,) = four["offences"].to_dict("records")
    assert (row["neither"], row["only_domestic"], row["domestic_and_arrest"], row["only_arrest"]) == (1, 1, 1, 1)


def test_locations_lose_the_name_of_the_transit_and_know_how_busy_they_are(four):
    locations = four["locations"].set_index("location")
    assert locations["records"].to_dict() == {"": 1, "STREET": 2, "TRANSIT BUS": 1}
    assert locations.loc["STREET", ["mapped", "place_records"]].tolist() == [1, 2]


def test_times_by_hand(four):
    wednesday = four["hours"].set_index("weekday").loc[2]
    assert (wednesday["0001"], wednesday["00"]) == (1, 0)
    assert four["full_hours"].to_dict("records") == [{"type": "THEFT", "09": 1}]
    assert four["minutes"]["minute"].tolist() == [17, 30]


def test_only_complete_years_make_seasons(four):
    assert four["days"].to_numpy().tolist() == [[1, 1, 1], [1, 2, 1], [12, 31, 1]]
    assert four["months"].drop(columns="type").iloc[0].to_dict() == {1: 2, 12: 1}


def test_folding_by_hand(four):
    assert four["folds"][["area", "records", "places"]].to_numpy().tolist() == [[1, 3, 2]]
    assert four["weights"][["weight", "places"]].to_numpy().tolist() == [[1, 1], [2, 1]]


def test_the_tables_are_small_and_neutral():
    files = sorted(calibration.FOLDER.glob("*.csv"))
    assert [path.stem for path in files] == sorted(calibration.Tables._fields)
    assert sum(path.stat().st_size for path in files) < 400_000
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    assert "CHICAGO" not in text.upper()
    assert "latitude" not in text


@pytest.mark.real
@pytest.mark.slow
def test_the_committed_tables_are_those_of_the_real_records(real_data, tmp_path):
    computed = calibrate.tabulate(sorted((real_data / "chicago").glob("crimes_*.parquet")), "chicago")
    for name, table in computed.items():
        table.to_csv(tmp_path / "table.csv", index=False, lineterminator="\n")
        assert (tmp_path / "table.csv").read_bytes() == (calibration.FOLDER / f"{name}.csv").read_bytes(), name
