from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from core.places.options import count_options
from core.places.selection import LISTS, Filters, select
from tests.core.places.test_selection import FILTERS


@settings(max_examples=20, deadline=None)
@given(filters=FILTERS)
def test_each_name_counts_what_it_would_select_alone(fold, filters):
    for name, counts in count_options(fold, filters).items():
        for option, records in counts.items():
            assert records == select(fold, replace(filters, **{name: (option,)})).keep.sum()


@pytest.mark.parametrize("name", LISTS)
def test_what_is_chosen_from_a_list_does_not_change_its_own_counts(fold, name):
    everything = count_options(fold, Filters())
    first = next(iter(everything[name]))
    chosen = count_options(fold, replace(Filters(), **{name: (first,)}))
    assert chosen[name] == everything[name]
    assert all(chosen[other] != everything[other] for other in LISTS if other != name)
