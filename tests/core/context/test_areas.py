"""Tables of areas: one row for each number of an area and year, joined by the records' codes."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from core.cities.context import AreaFile, Indicator
from core.context import areas
from core.errors import BadExportError
from core.places.tables import TERRITORIES
from core.records.tables import INCIDENTS
from core.store import Store

PEOPLE = Indicator("population", "POP", "Population", "residents")
INCOME = Indicator("income_usd", "INC", "Income", "US dollars")
WARDS = AreaFile("wards.csv", "ward", "Ward", 2020, None, {}, (PEOPLE, INCOME), "The census")
FRAME = pd.DataFrame({"Ward": ["01", "2", "9", None], "POP": ["100", "200", "900", "1"], "INC": ["5", None, "7", "1"]})


def rows(table: pd.DataFrame) -> list[tuple]:
    return [tuple(row) for row in table.itertuples(index=False)]


def test_a_table_worked_by_hand():
    """Ward 9 is not known and one row has no ward; the income of ward 2 is empty; ward 3 has no row."""
    table, facts = areas.join(WARDS, FRAME, {"1", "2", "3"})
    assert rows(table) == [
        ("ward", "1", 2020, "population", 100.0),
        ("ward", "2", 2020, "population", 200.0),
        ("ward", "1", 2020, "income_usd", 5.0),
    ]
    assert (facts["rows"], facts["matched"], facts["unmatched"]) == (4, 2, 2)
    assert facts["unmatched_codes"] == ["", "9"]
    assert facts["areas_without"] == ["3"]
    assert facts["years"] == [2020]
    assert facts["source"] == "The census"
    assert facts["columns"][0]["unit"] == "residents"


def test_years_may_stand_in_a_column_and_rows_may_be_chosen():
    yearly = replace(WARDS, year=None, year_column="Year", where={"sex": "all"}, columns=(PEOPLE,))
    frame = pd.DataFrame(
        {"Ward": [1, 1, 1, 2], "Year": [2019, 2020, 2020, 2020], "sex": ["all", "all", "f", "all"], "POP": [5, 6, 3, 7]}
    )
    table, facts = areas.join(yearly, frame, {"1", "2"})
    assert [(row[1], row[2], row[4]) for row in rows(table)] == [("1", 2019, 5.0), ("1", 2020, 6.0), ("2", 2020, 7.0)]
    assert (facts["rows"], facts["years"]) == (3, [2019, 2020])


def test_beats_are_joined_with_their_four_digits():
    beats = replace(WARDS, territory="beat", columns=(PEOPLE,))
    table, _ = areas.join(beats, pd.DataFrame({"Ward": [111.0, 2222.0], "POP": [1, 2]}), {"0111", "2222"})
    assert table["code"].tolist() == ["0111", "2222"]


@pytest.mark.parametrize(
    ("changed", "frame", "sentence"),
    [
        ({"key": "WARD"}, FRAME, r"wards\.csv has no column WARD but Ward, POP, INC"),
        ({"where": {"sex": "f"}}, FRAME, r"wards\.csv has no column sex"),
        ({"year": None, "year_column": "Year"}, FRAME, r"wards\.csv has no column Year"),
        ({}, FRAME.assign(POP=["1", "2", "many", "4"]), r"wards\.csv, row 3: POP is 'many'"),
        (
            {},
            pd.concat([FRAME, FRAME[:1]]),
            r"wards\.csv has two rows of ward 1 for 2020; choose among them by `where`",
        ),
        ({"year": None, "year_column": "POP"}, FRAME, r"wards\.csv: POP is '100'; give every row a year from 1900"),
        (
            {"year": None, "year_column": "Year"},
            FRAME.assign(Year=[2020, 2020.5, 2020, 2020]),
            r"wards\.csv: Year is '2020\.5'; give every row a year",
        ),
    ],
)
def test_what_is_not_as_described_is_one_sentence(changed, frame, sentence):
    with pytest.raises(BadExportError, match=sentence):
        areas.join(replace(WARDS, **changed), frame.reset_index(drop=True), {"1", "2", "9"})


def test_rows_are_counted_as_they_stand_in_the_file():
    """The first row is left out by `where`, and the second is the faulty one."""
    chosen = replace(WARDS, where={"sex": "f"}, columns=(PEOPLE,))
    frame = pd.DataFrame({"Ward": ["1", "2"], "sex": ["m", "f"], "POP": ["1", "?"]})
    with pytest.raises(BadExportError, match=r"row 2: POP"):
        areas.join(chosen, frame, {"1", "2"})


def test_an_area_is_known_by_a_record_or_by_an_outline(tmp_path):
    outline = {"features": [{"properties": {"code": "3"}}, {"properties": {"code": "1"}}]}
    with Store(tmp_path, "toy").draft() as draft:
        draft.write_table(INCIDENTS, pd.DataFrame({"ward": ["1", "2", None], "beat": ["0111", None, None]}))
        draft.write_json(TERRITORIES, {"ward": outline})
        assert areas.known_codes(draft.view(), "ward") == {"1", "2", "3"}
        assert areas.known_codes(draft.view(), "beat") == {"0111"}
