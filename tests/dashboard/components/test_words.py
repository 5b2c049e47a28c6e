"""Numbers, days and names are written in one way everywhere."""

from __future__ import annotations

from datetime import date

import pytest

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
