"""What a city's file may say of the context."""

from __future__ import annotations

from typing import Any

import pytest

from core.cities import context
from core.cities.city import load_city
from core.cities.context import AreaFile, Context, Indicator, PointFile
from core.cities.fields import Fields
from core.errors import BadCityError

AREAS: dict[str, Any] = {
    "file": "areas.csv",
    "territory": "ward",
    "key": "Ward",
    "year": 2020,
    "source": "The census",
    "columns": [
        {"name": "population", "column": "POP", "title": "Population", "unit": "residents"},
        {"name": "income_usd", "title": "Income", "unit": "US dollars"},
    ],
}
POINTS: dict[str, Any] = {
    "file": "stations.csv",
    "kind": "police_station",
    "title": "Police station",
    "latitude": "lat",
    "longitude": "lon",
    "source": "The city",
}


def parse(*areas: dict[str, Any], points: tuple[dict[str, Any], ...] = ()) -> Context:
    table = {"areas": list(areas)} if areas else {}
    return context.parse(
        Fields({"context": table | ({"points": list(points)} if points else {})}, "x.toml"), ["ward", "beat"]
    )


def test_tables_and_points_are_read_as_they_are_described():
    found = parse(AREAS, points=(POINTS,))
    indicators = (
        Indicator("population", "POP", "Population", "residents"),
        Indicator("income_usd", "income_usd", "Income", "US dollars"),
    )
    assert found.areas == (AreaFile("areas.csv", "ward", "Ward", 2020, None, {}, indicators, "The census"),)
    assert found.points == (
        PointFile("stations.csv", "police_station", "Police station", None, "lat", "lon", "The city"),
    )
    assert found.files == ("areas.csv", "stations.csv")


def test_a_city_need_not_describe_any():
    assert context.parse(Fields({"title": "X"}, "x.toml"), ["ward"]) == Context()
    assert parse() == Context()


def test_a_file_may_hold_several_years_in_a_column_or_in_columns():
    by_column = {name: value for name, value in AREAS.items() if name != "year"} | {"year_column": "Year"}
    assert parse(by_column).areas[0].year_column == "Year"
    assert [each.year for each in parse(AREAS, AREAS | {"year": 2010}).areas] == [2020, 2010]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"territory": "parish"}, "territory is 'parish'; choose one of the territories ward, beat"),
        ({"year_column": "Year"}, "year is 2020; give the table either a year or the year_column"),
        ({"year": 20}, "year is 20; give it a whole number from 1900 to 2100"),
        ({"columns": []}, "columns is .*; give it at least one table"),
        ({"columns": [AREAS["columns"][0]] * 2}, "give each column a name of its own"),
        ({"columns": [{"name": "Pop.", "title": "P", "unit": "u"}]}, "name is 'Pop.'; give it a name in snake case"),
        ({"columns": [{"name": "pop", "title": "P"}]}, "unit is missing; give it a text"),
        ({"where": {"sex": 1}}, "where is .*; give it a table of name = text"),
        ({"source": ""}, "source is ''; give it a text"),
        ({"colour": "red"}, "colour is 'red'; the fields here are"),
    ],
)
def test_a_table_that_is_described_wrongly_is_refused(changed, sentence):
    with pytest.raises(BadCityError, match=rf"^x\.toml, context, areas\[1\].*{sentence}"):
        parse(AREAS | changed)


def test_a_number_is_claimed_by_one_table_for_a_year():
    with pytest.raises(BadCityError, match="give each name once for a territory and year"):
        parse(AREAS, AREAS | {"file": "other.csv"})
    assert len(parse(AREAS, AREAS | {"territory": "beat"}).areas) == 2


def test_a_kind_of_points_is_described_once():
    with pytest.raises(BadCityError, match="describe each kind once"):
        parse(points=(POINTS, POINTS | {"file": "other.csv"}))


def test_all_that_the_demo_city_describes_is_marked_as_synthetic():
    described = load_city("demo").context
    titles = [one.title for each in described.areas for one in each.columns] + [each.title for each in described.points]
    assert len(titles) >= 7
    assert all("synthetic" in title for title in titles)
    assert all(each.source.startswith("SYNTHETIC") for each in (*described.areas, *described.points))
