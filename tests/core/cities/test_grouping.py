"""Kinds of another column's values, as a city's file declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.cities import city
from core.errors import BadCityError

if TYPE_CHECKING:
    from pathlib import Path

SPRINGFIELD = """
title = "Springfield"
is_demo = false
epsg = 32631
bounds = [0.0, 2.9, 0.2, 3.2]
first_date = 2001-01-01
cell_size_m = 300
enforcement_driven = []
unknown_time_minutes = []
named_territory = "ward"
patrol_territory = "ward"
disclaimer = "Invented."
attribution = "Nobody"

[columns]
id = ["ID"]
date = ["Date"]
primary_type = ["Type"]
latitude = ["Latitude"]
longitude = ["Longitude"]
description = ["Description"]
location_description = ["Location"]

[severity]
default_days = 0
note = "None."
classes = { none = 0 }
rules = [{ iucr = ["0"], offence = "Any", class = "none", statute = "None" }]

[[territories]]
column = "ward"
title = "Ward"
files = []
code_properties = ["ward"]
"""
PREMISES = """
[[groups]]
column = "premises"
of = "location_description"
title = "Premises"
other = "Elsewhere"

[groups.kinds]
Home = ["RESIDENCE*", "APARTMENT"]
Way = ["STREET", "ALLEY"]
"""


def read(tmp_path: Path, *groups: str) -> city.City:
    path = tmp_path / "springfield.toml"
    path.write_text(SPRINGFIELD + "".join(groups), encoding="utf-8")
    return city.read_city(path)


def test_a_group_is_read_in_the_order_of_the_file(tmp_path):
    (group,) = read(tmp_path, PREMISES).groups

    assert group == city.Grouping(
        column="premises",
        of="location_description",
        title="Premises",
        kinds={"Home": ("RESIDENCE*", "APARTMENT"), "Way": ("STREET", "ALLEY")},
        other="Elsewhere",
    )
    assert list(group.kinds) == ["Home", "Way"]


def test_a_city_may_have_several_groups_or_none(tmp_path):
    second = PREMISES.replace('"premises"', '"offence_kind"').replace('"location_description"', '"description"')

    assert read(tmp_path).groups == ()
    assert [group.column for group in read(tmp_path, PREMISES, second).groups] == ["premises", "offence_kind"]


def test_a_value_may_be_taken_out_of_a_later_beginning(tmp_path):
    first = PREMISES.replace("[groups.kinds]", '[groups.kinds]\nCar = ["RESIDENCE-GARAGE"]')
    (group,) = read(tmp_path, first).groups

    assert list(group.kinds.items())[:2] == [("Car", ("RESIDENCE-GARAGE",)), ("Home", ("RESIDENCE*", "APARTMENT"))]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"premises"', '"Premises"', "column is 'Premises'; give it a name in snake case"),
        ('"premises"', '"a__b"', "snake case"),
        ('"premises"', '"premises; DROP TABLE incidents"', "snake case"),
        ('"premises"', '"ward"', "column is 'ward'; give it a name in snake case that no other column has"),
        ('"premises"', '"season"', "no other column has"),
        ('"premises"', '"place_id"', "no other column has"),
        ('column = "premises"', "", "column is missing; give it a text"),
        ('"location_description"', '"premises"', "of is 'premises'; choose one of primary_type, description"),
        ('"location_description"', '"date"', "of is 'date'; choose one of"),
        ('title = "Premises"', "", "title is missing"),
        ('other = "Elsewhere"', "", "other is missing"),
        ('other = "Elsewhere"', 'other = "Way"', "other is 'Way'; give it a name that no kind has"),
        ('other = "Elsewhere"', 'other = "Elsewhere"\nrest = "Rest"', "the fields here are column, of, title"),
        ("[groups.kinds]", "[groups.sorts]", "sorts is {"),
        ('["STREET", "ALLEY"]', "[]", "kinds: Way is []; give it values"),
        ('["STREET", "ALLEY"]', '"STREET"', "Way is 'STREET'; give it a list of texts"),
        ('["STREET", "ALLEY"]', '["STREET", "STREET"]', "name each text once"),
        ('"ALLEY"', '"APARTMENT"', "APARTMENT belongs to APARTMENT already"),
        ('"ALLEY"', '"RESIDENCE-GARAGE"', "RESIDENCE-GARAGE belongs to RESIDENCE* already, which comes first"),
        ('"ALLEY"', '"RESIDENCE-*"', "RESIDENCE-* belongs to RESIDENCE* already"),
        ('"ALLEY"', '"RESIDENCE*"', "RESIDENCE* belongs to RESIDENCE* already"),
        ('"ALLEY"', '"*"', "beginnings of values that end in *"),
        ('"ALLEY"', '"*LEY"', "beginnings of values that end in *"),
        ('"ALLEY"', '" ALLEY"', "without spaces around"),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_field(tmp_path, old, new, sentence):
    assert old in PREMISES
    with pytest.raises(BadCityError) as fault:
        read(tmp_path, PREMISES.replace(old, new, 1))

    message = str(fault.value)
    assert message.startswith("springfield.toml, groups[1]")
    assert sentence in message
    assert "\n" not in message


def test_no_kinds_are_refused(tmp_path):
    with pytest.raises(BadCityError, match=r"groups\[1\]: kinds is \{\}; give it at least one kind"):
        read(tmp_path, PREMISES.partition("Home =")[0])


def test_two_groups_do_not_make_one_column(tmp_path):
    with pytest.raises(BadCityError, match=r"groups\[2\]: column is 'premises'"):
        read(tmp_path, PREMISES, PREMISES)


def test_a_column_that_the_city_lacks_is_not_grouped(tmp_path):
    with pytest.raises(BadCityError, match=r"of is 'block'; choose one of primary_type, description, location_desc"):
        read(tmp_path, PREMISES.replace('"location_description"', '"block"'))
