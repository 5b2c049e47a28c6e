"""A city is a file: what it must hold, and what is said when it does not."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from core import columns as col
from core.cities import city, severity
from core.errors import BadCityError

CHICAGO = (Path(city.__file__).parent / "chicago.toml").read_text(encoding="utf-8")


def changed(tmp_path: Path, old: str, new: str) -> Path:
    assert old in CHICAGO
    path = tmp_path / "springfield.toml"
    path.write_text(CHICAGO.replace(old, new, 1), encoding="utf-8")
    return path


def days(iucr: str) -> int:
    rule = severity.rule_of(city.load_city("chicago").severity, iucr)
    assert rule is not None
    return rule.days


def test_chicago_describes_all_columns_of_the_portal_and_its_territories():
    chicago = city.load_city("chicago")

    assert set(chicago.columns) == set(col.PORTAL)
    assert chicago.columns[col.COMMUNITY_AREA] == ("Community Area", "community_area")
    assert (chicago.epsg, chicago.first_date, chicago.cell_size_m, chicago.is_demo) == (26971, "2001-01-01", 300, False)
    assert [territory.column for territory in chicago.territories] == ["community_area", "beat", "district", "ward"]
    assert set(chicago.territories[0].names) == {str(number) for number in range(1, 78)}
    assert chicago.territories[0].names["25"] == "Austin"
    assert len(set(chicago.territories[0].names.values())) == 77
    assert chicago.portal == city.Portal("https://data.cityofchicago.org", "ijzp-q8t2", 50_000)


def test_the_first_day_and_the_aliases_of_chicago():
    chicago = city.load_city("chicago")

    assert chicago.unknown_time_minutes == (0, 1)
    assert chicago.shifts == ((18, 2), (6, 14), (14, 22), (22, 6))
    assert chicago.aliases["CRIM SEXUAL ASSAULT"] == "CRIMINAL SEXUAL ASSAULT"
    assert set(chicago.aliases.values()) == {"CRIMINAL SEXUAL ASSAULT", "NON-CRIMINAL"}
    assert {"NARCOTICS", "WEAPONS VIOLATION", "PUBLIC INDECENCY"} < set(chicago.enforcement_driven)
    assert "THEFT" not in chicago.enforcement_driven


@pytest.mark.parametrize(
    ("iucr", "expected"),
    [
        ("0110", 7300),  # first-degree murder
        ("0266", 2190),  # predatory criminal sexual assault: Class X
        ("0281", 1460),  # criminal sexual assault: Class 1
        ("0320", 1095),  # robbery: Class 2
        ("031A", 2190),  # armed robbery: Class X
        ("0325", 1460),  # vehicular hijacking: Class 1
        ("0326", 2190),  # aggravated
        ("0610", 1095),  # burglary
        ("0430", 730),  # aggravated battery: Class 3
        ("0460", 182),  # battery: Class A
        ("0486", 182),  # domestic battery
        ("0560", 15),  # assault: Class C
        ("051A", 182),  # aggravated assault: Class A
        ("0910", 1095),  # motor vehicle theft: Class 2
        ("0810", 730),  # theft over $500: Class 3
        ("0820", 182),  # theft of $500 or less
        ("1330", 90),  # trespass to land: Class B
        ("1365", 182),  # trespass to a residence: Class A
        ("2024", 365),  # possession of heroin: Class 4
        ("2014", 1095),  # delivery of heroin: Class 2
        ("5093", 0),  # a lost passport is no offence
    ],
)
def test_severity_is_the_shortest_term_of_the_usual_class(iucr, expected):
    assert days(iucr) == expected


def test_the_longest_beginning_of_a_code_wins():
    rules = (
        city.SeverityRule(("06",), "burglary", "2", 1095, "-"),
        city.SeverityRule(("0650", "0"), "home invasion", "X", 2190, "-"),
    )

    assert severity.rule_of(rules, "0610") is rules[0]
    assert severity.rule_of(rules, "0650") is rules[1]
    assert severity.rule_of(rules, "0110") is rules[1]
    assert severity.rule_of(rules, "9999") is None


def test_a_city_takes_the_name_of_its_file(tmp_path):
    assert city.read_city(changed(tmp_path, 'title = "Chicago"', 'title = "Springfield"')).name == "springfield"


def test_an_unknown_city_is_refused_with_those_there_are():
    with pytest.raises(BadCityError, match=r"no city 'atlantis'; choose one of .*chicago"):
        city.load_city("atlantis")


@pytest.mark.parametrize("name", ["../cities/chicago", "chicago.toml", ""])
def test_a_name_is_not_a_path(name):
    with pytest.raises(BadCityError):
        city.load_city(name)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('title = "Chicago"', "", "title is missing; give it a text"),
        ("is_demo = false", 'is_demo = "no"', "is_demo is 'no'; give it true or false"),
        ("epsg = 26971", "epsg = true", "epsg is True; give it a whole number"),
        ("epsg = 26971", "epsg = 12", "epsg is 12"),
        ("bounds = [41.60, -87.95, 42.05, -87.50]", "bounds = [42.05, -87.95, 41.60, -87.50]", "south, west, north"),
        ("bounds = [41.60, -87.95, 42.05, -87.50]", "bounds = [41.60]", "a list of 4 numbers"),
        ("first_date = 2001-01-01", 'first_date = "2001"', "a date without quotes"),
        ("first_date = 2001-01-01", "first_date = 2001-01-01T00:00:00", "a date without quotes"),
        ("cell_size_m = 300", "cell_size_m = 1", "cell_size_m is 1; give it a number from 25 to 5000"),
        ("unknown_time_minutes = [0, 1]", "unknown_time_minutes = [1440]", "from 0 to 1439"),
        ('shifts = ["18-2", ', 'shifts = ["18-25", ', 'give it hours, such as "18-2"'),
        ('shifts = ["18-2", ', 'shifts = ["2-2", ', 'give it hours, such as "18-2"'),
        ("cell_size_m = 300", "cell_size_m = 300\nmayor = 1", "mayor is 1; the fields here are title"),
        ('date = ["Date"]', "", "date is missing"),
        ('block = ["Block"]', "block = []", "at least one name"),
        ('block = ["Block"]', 'block = ["beat"]', "no other column has"),
        ('block = ["Block"]', 'street = ["Street"]', "street is"),
        ('"NON - CRIMINAL" = "NON-CRIMINAL"', '"NON - CRIMINAL" = "CRIM SEXUAL ASSAULT"', "is an alias too"),
        ('patrol_territory = "beat"', 'patrol_territory = "sector"', "choose one of the territories community_area"),
        ('column = "ward"', 'column = "parish"', "choose one of beat"),
        ('column = "ward"', 'column = "beat"', "describe each column once"),
        ('base_url = "https://data', 'base_url = "data', "begins with https://"),
        ("page_rows = 50_000", "page_rows = 0", "from 1 to 1000000"),
        ('{ iucr = ["0130"]', '{ iucr = ["0110"]', "0110 belongs to an earlier rule"),
        ('{ iucr = ["0130"]', "{ iucr = []", "at least one beginning"),
        ('class = "M"', 'class = "Z"', "class is 'Z'; choose one of M, X"),
        ("X = 2190", "X = 40000", "from 0 to 36500"),
        ("none = 0", 'none = "0"', "none is '0'"),
        ("[portal]", "[portal", "is not TOML"),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_field(tmp_path, old, new, sentence):
    with pytest.raises(BadCityError) as fault:
        city.read_city(changed(tmp_path, old, new))

    message = str(fault.value)
    assert message.startswith("springfield.toml")
    assert sentence in message
    assert "\n" not in message


def test_a_city_needs_neither_portal_nor_names(tmp_path):
    text = CHICAGO.replace("[territories.names]", "[unused]")
    text = text[: text.index("[portal]")] + text[text.index("# Column -> title") :]
    start, end = text.index("[unused]"), text.index('[[territories]]\ncolumn = "beat"')
    path = tmp_path / "plain.toml"
    path.write_text(text[:start] + text[end:], encoding="utf-8")

    plain = city.read_city(path)

    assert plain.portal is None
    assert plain.territories[0].names == {}


@pytest.mark.real
def test_every_code_of_the_real_records_has_a_deliberate_rule(real_data):
    rules = city.load_city("chicago").severity
    records = f"SELECT IUCR FROM '{real_data}/chicago/crimes_*.parquet'"
    table = f"SELECT lpad(IUCR, 4, '0') FROM '{real_data}/chicago/context/iucr_codes.parquet'"
    codes = duckdb.sql(f"{records} UNION {table}").fetchall()

    assert len(codes) > 400
    assert [code for (code,) in codes if severity.rule_of(rules, code) is None] == []


@pytest.mark.real
def test_the_boundaries_hold_the_codes_that_the_city_names(real_data):
    for territory in city.load_city("chicago").territories:
        path = next(p for f in territory.files if (p := real_data / "chicago" / "boundaries" / f).exists())
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        codes = [next(f["properties"][p] for p in territory.code_properties if p in f["properties"]) for f in features]
        assert len(codes) >= 22
        if territory.names:
            assert {str(code) for code in codes} == set(territory.names)
