"""A shift survives the way through an address and through a form."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from core.errors import BadParameterError
from core.forecast.shift import Shift
from core.places.selection import Filters
from dashboard.queries.briefing import BriefingQuery, Ground
from tests.dashboard.drawn import HOURS, NAMES

QUESTIONS = st.builds(
    BriefingQuery,
    shift=st.builds(Shift, hours=HOURS, weekday=st.one_of(st.none(), st.integers(0, 6))),
    ground=st.builds(Ground, st.integers(10, 100).map(lambda permille: permille / 1000)),
    filters=st.sampled_from([Filters(), Filters(types=("THEFT",)), Filters(districts=("2",), enforcement=True)]),
)


@given(QUESTIONS)
def test_a_question_survives_address_and_form(query: BriefingQuery):
    assert BriefingQuery.parse(query.to_params(), NAMES) == query
    assert BriefingQuery.read(BriefingQuery.params(query.controls()), NAMES) == query


def test_the_address_reads_as_promised():
    params = {"shift_weekday": "4", "shift_hours": "18-2", "area_share": "0.05"}
    query = BriefingQuery.parse(params, NAMES)
    assert query == BriefingQuery(Shift((18, 2), 4), Ground(0.05))
    assert query.to_params() == {"shift_weekday": "4"}, "what is usual is not written"


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"shift_weekday": "7"}, "0 (Monday) to 6 (Sunday)"),
        ({"shift_weekday": "Fri"}, "0 (Monday) to 6 (Sunday)"),
        ({"shift_hours": "18"}, "START-END"),
        ({"shift_hours": "3-3"}, "begins where it ends"),
        ({"area_share": "0.5"}, "from 0.01 to 0.1"),
        ({"k": "8"}, "is not a parameter"),
    ],
)
def test_what_is_wrong_is_refused_by_the_api_and_dropped_by_the_page(params: dict[str, str], said: str):
    with pytest.raises(BadParameterError, match=said.replace("(", r"\(").replace(")", r"\)")):
        BriefingQuery.parse(params, NAMES)
    assert BriefingQuery.read(params, NAMES) == BriefingQuery()


def test_a_test_is_held_for_shift_and_records_whatever_is_shaded():
    query = BriefingQuery(Shift((6, 14)), Ground(0.02), Filters(types=("THEFT",)))
    assert query.tested() == {"shift_hours": "6-14", "types": "THEFT"}
