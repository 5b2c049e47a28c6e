"""Questions that hypothesis draws, and the names that the records of an invented build hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from core.hotspots.setting import NUMBERS, Algorithm, Setting
from core.places.selection import LISTS, Filters
from dashboard.queries.hotspots import HotspotQuery
from tests import small

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = {
    "type": ("ASSAULT", "CRIMINAL SEXUAL ASSAULT", "NON-CRIMINAL (SUBJECT SPECIFIED)", "THEFT"),
    "district": ("1", "12", "2", "7"),
    "beat": (),
    "area": (),
    "block": (),
    **dict.fromkeys(small.GROUPED, small.KINDS),
}

DAYS = st.none() | st.dates(date(2001, 1, 1), date(2030, 1, 1))
FLAGS = st.none() | st.booleans()
HOURS = st.tuples(st.integers(0, 23), st.integers(0, 24)).filter(lambda span: span[0] != span[1])
SHARES = st.integers(20_000, 1_000_000).map(lambda millionths: millionths / 1_000_000)
"""Shares as controls can show them: in percent, with four digits behind the point."""

DEGREES = st.integers(-9_000_000, 9_000_000).map(lambda part: part / 100_000)
"""Degrees as addresses can name them: with five digits behind the point."""
AREAS = (
    st.tuples(DEGREES, DEGREES, DEGREES, DEGREES)
    .filter(lambda ends: ends[0] != ends[1] and ends[2] != ends[3])
    .map(lambda ends: ((ends[0], ends[2]), (ends[1], ends[2]), (ends[1], ends[3])))
)


def some(values: Sequence[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    since, until = draw(DAYS), draw(DAYS)
    if since and until and since > until:
        since, until = until, since
    return Filters(
        **{name: draw(some(NAMES[column])) for name, column in LISTS.items()},
        weekdays=draw(some(range(7))),
        since=since,
        until=until,
        hours=draw(st.none() | HOURS),
        unknown_times=draw(st.booleans()),
        area=draw(st.just(()) | AREAS),
        domestic=draw(FLAGS),
        arrest=draw(FLAGS),
        enforcement=draw(FLAGS),
    )


def settings(shares: st.SearchStrategy[float] = SHARES) -> st.SearchStrategy[Setting]:
    numbers = {
        name: (st.integers if number.whole else st.floats)(number.low, number.high) for name, number in NUMBERS.items()
    }
    return st.builds(Setting, algorithm=st.sampled_from(Algorithm), **{**numbers, "concentration": shares})


def questions(shares: st.SearchStrategy[float] = SHARES) -> st.SearchStrategy[HotspotQuery]:
    return st.builds(HotspotQuery, filters(), settings(shares))
