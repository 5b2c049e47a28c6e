"""The table of filters holds every filter that `core` knows, and refuses what contradicts itself."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given

from core.errors import BadParameterError
from core.places.selection import LISTS, Filters
from dashboard.filters import FILTERS
from dashboard.filters.fields import FIELDS, Group
from dashboard.parameters import Names
from tests.dashboard.drawn import NAMES, filters


@given(filters())
def test_a_filter_survives_the_address_and_the_form(asked: Filters):
    assert FILTERS.parse(FILTERS.write(asked), NAMES) == asked
    assert FILTERS.parse(FILTERS.params(FILTERS.controls(asked)), NAMES) == asked


def test_every_filter_has_one_parameter():
    attributes = [parameter.attribute for parameter in FILTERS.parameters]
    assert sorted(attributes) == sorted(each.name for each in fields(Filters))


def test_lists_of_names_are_looked_up_in_the_column_that_selects():
    columns = {p.attribute: p.kind.column for p in FILTERS.parameters if isinstance(p.kind, Names)}
    assert columns == LISTS


def test_groups_stand_together_in_their_order():
    order = [list(Group).index(each.group) for each in FIELDS]
    assert order == sorted(order)
    assert set(order) == set(range(len(Group)))


def test_days_in_the_wrong_order_are_refused_and_both_dropped():
    params = {"from": "2018-02-01", "to": "2018-01-31", "types": "THEFT"}
    with pytest.raises(BadParameterError, match="from must not be later than to"):
        FILTERS.parse(params, NAMES)
    assert FILTERS.read(params, NAMES) == Filters(types=("THEFT",))
    one_day = {"from": "2018-02-01", "to": "2018-02-01"}
    assert FILTERS.parse(one_day, NAMES) == Filters(since=date(2018, 2, 1), until=date(2018, 2, 1))
