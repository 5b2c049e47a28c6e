"""Numbers, days and names are written in one way everywhere."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.components import words
from dashboard.components.bars import clock


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (words.sentence_case("MOTOR VEHICLE THEFT"), "Motor vehicle theft"),
        (words.block("064XX N WESTERN AVE"), "064XX N Western Ave"),
        (words.block("UNKNOWN"), "UNKNOWN"),
        (words.capitalised("mostly Austin, beats 1522"), "Mostly Austin, beats 1522"),
        (words.days(date(2016, 12, 24), date(2018, 1, 1)), "24 Dec 2016 to 1 Jan 2018"),
        (words.days(date(2018, 1, 1), date(2018, 1, 1)), "1 Jan 2018"),
        (words.decimal(-0.5), "\N{MINUS SIGN}0.50"),
        (words.decimal(None), "\N{EN DASH}"),
        (words.signed(0.125, 3), "+0.125"),
        (words.signed(-1234.0, 0), "\N{MINUS SIGN}1,234"),
        (words.difference(0.4215, 0.3846, 2), "+0.04"),
        (words.difference(0.3846, 0.4215, 2), "\N{MINUS SIGN}0.04"),
        (words.difference(12.4, 12.6, 0), "\N{MINUS SIGN}1"),
        (words.difference(12.6, 13.4, 0), "+0"),
        (words.difference(0.1249, 0.1251, 3), "+0.000"),
        (words.difference(None, 1.0), "\N{EN DASH}"),
        (words.difference(1.0, None), "\N{EN DASH}"),
        (words.term(0.4), "0 days"),
        (words.term(1), "1 day"),
        (words.term(59.4), "59 days"),
        (words.term(60), "2 months"),
        (words.term(428), "14 months"),
        (words.term(7300), "20.0 years"),
        (words.percent(0.071), "7 %"),
        (words.percent(None), "\N{EN DASH}"),
        (words.large(5_117_044.0), "5.12 million"),
        (words.large(712_006.4), "712,006"),
        (words.large(None), "\N{EN DASH}"),
        (clock(18, 2), "18:00 to 02:00"),
        (clock(20, 24), "20:00 to 00:00"),
    ],
)
def test_writing(written: str, expected: str):
    assert written == expected


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(0, 4))
def test_a_difference_is_that_of_the_numbers_shown(first: float, second: float, digits: int):
    shown = [
        float(text.replace(",", "").replace(words.MINUS, "-"))
        for text in (
            words.decimal(first, digits),
            words.decimal(second, digits),
            words.difference(first, second, digits),
        )
    ]
    assert shown[0] - shown[1] == pytest.approx(shown[2], abs=0.1**digits / 100)
