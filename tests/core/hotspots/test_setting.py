from __future__ import annotations

from dataclasses import fields

import pytest

from core.errors import BadParameterError
from core.hotspots.methods import SMALL_RADIUS_M
from core.hotspots.setting import NUMBERS, Algorithm, Setting


def test_every_number_is_declared_once_and_no_other():
    assert sorted(each.name for each in fields(Setting)) == sorted(["algorithm", *NUMBERS])
    assert len({number.short for number in NUMBERS.values()}) == len(NUMBERS), "names of settings tell numbers apart"


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_refused_just_outside_its_range(name):
    number = NUMBERS[name]
    step = 1 if number.whole else 1e-6
    for value in (number.low, number.high, number.example):
        assert getattr(Setting(**{name: value}), name) == value
    for value in (number.low - step, number.high + step):
        with pytest.raises(BadParameterError, match=f"^{name} is .* between .* and .*"):
            Setting(**{name: value})


@pytest.mark.parametrize("name", NUMBERS)
def test_the_stops_of_a_slider_rise_within_the_range(name):
    number = NUMBERS[name]
    assert list(number.stops) == sorted(set(number.stops))
    assert all(number.low <= stop <= number.high for stop in number.stops)


def test_a_refusal_says_what_is_accepted():
    with pytest.raises(BadParameterError, match=r"eps_m is 49; it must be metres between 50 and 1000\."):
        Setting(eps_m=49.0)


def test_a_zone_of_dbscan_is_small_unless_asked_otherwise():
    assert Setting(Algorithm.DBSCAN).eps_m <= SMALL_RADIUS_M
