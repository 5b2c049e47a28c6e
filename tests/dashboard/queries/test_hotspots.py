"""Questions survive the way through an address and through a form; junk is refused or dropped."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadParameterError
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters
from dashboard.queries.hotspots import HotspotQuery
from tests.dashboard.drawn import NAMES, questions

PARAMETERS = (
    *("algorithm", "k", "eps_m", "min_samples", "concentration"),
    *("enforcement", "types", "from", "to", "hours", "weekdays", "districts", "domestic", "arrest"),
)


def parse(params: dict[str, str]) -> HotspotQuery:
    return HotspotQuery.parse(params, NAMES)


def read(params: dict[str, object]) -> HotspotQuery:
    return HotspotQuery.read(params, NAMES)


def test_the_parameters_are_those_promised():
    assert {parameter.name for parameter in HotspotQuery.parameters()} >= set(PARAMETERS)


@given(questions(shares=st.floats(0.02, 1)))
def test_a_question_survives_the_address(query):
    params = query.to_params()
    assert parse(params) == query
    assert read(params) == query
    assert all(isinstance(text, str) for text in params.values())


@given(questions())
def test_the_form_of_a_question_asks_it_again(query):
    in_browser = json.loads(json.dumps(query.controls()))
    params = HotspotQuery.params(in_browser)
    assert parse(params) == read(params) == query


def test_an_untouched_form_is_the_plain_address():
    assert read(HotspotQuery.params(HotspotQuery().controls())).to_params() == {}


def test_an_emptied_number_falls_back_to_the_default():
    form = HotspotQuery(setting=Setting(k=12)).controls() | {"k": None, "concentration": ""}
    assert read(HotspotQuery.params(form)).setting == Setting()


def test_the_default_question_is_an_empty_address():
    assert HotspotQuery().to_params() == {}
    assert parse({}) == HotspotQuery()


def test_every_format_of_the_table_is_read():
    params = {
        "algorithm": "dbscan",
        "k": "30",
        "eps_m": "75.5",
        "min_samples": "20",
        "concentration": "0.2",
        "types": "THEFT,NON-CRIMINAL (SUBJECT SPECIFIED)",
        "districts": "12,7",
        "weekdays": "6,0",
        "from": "2018-01-01",
        "to": "2018-01-01",
        "hours": "18-2",
        "domestic": "true",
        "arrest": "false",
        "enforcement": "false",
    }
    filters = Filters(
        types=("NON-CRIMINAL (SUBJECT SPECIFIED)", "THEFT"),
        districts=("7", "12"),
        weekdays=(0, 6),
        since=date(2018, 1, 1),
        until=date(2018, 1, 1),
        hours=(18, 2),
        domestic=True,
        arrest=False,
        enforcement=False,
    )
    assert parse(params) == HotspotQuery(filters, Setting(Algorithm.DBSCAN, 30, 75.5, 20, 0.2))
    assert set(params) == set(PARAMETERS)


def test_lists_in_another_order_are_the_same_question():
    assert parse({"weekdays": "5,1"}) == parse({"weekdays": "1,5"})
    assert hash(parse({"districts": "12,2"})) == hash(parse({"districts": "2,12"}))


REFUSED = [
    ("k", "1", "from 2 to 30"),
    ("k", "31", "from 2 to 30"),
    ("k", "8.0", "whole number"),
    ("k", "08", "whole number"),
    ("k", "-8", "from 2 to 30"),
    ("k", "+8", "from 2 to 30"),
    ("k", " 8", "plain digits"),
    ("k", "8\n", "plain digits"),
    ("k", "٨", "plain digits"),
    ("k", "8" * 5000, "from 2 to 30"),
    ("k", "", "blank"),
    ("k", "  ", "blank"),
    ("eps_m", "49.999", "from 50 to 1000"),
    ("eps_m", "1000.1", "from 50 to 1000"),
    ("eps_m", "1e3", "plain digits"),
    ("eps_m", "nan", "metres from 50"),
    ("eps_m", "inf", "metres from 50"),
    ("eps_m", "1_00", "plain digits"),
    ("min_samples", "1", "from 2 to 100000"),
    ("min_samples", "100001", "from 2 to 100000"),
    ("concentration", "0", "from 0.02 to 1"),
    ("concentration", "0.019", "from 0.02 to 1"),
    ("concentration", "1.01", "from 0.02 to 1"),
    ("concentration", ".5", "from 0.02 to 1"),
    ("algorithm", "kmean", "Did you mean kmeans?"),
    ("algorithm", "KMEANS", "Accepted: kmeans, dbscan, hierarchical"),
    ("types", "THEFTS", "Did you mean THEFT?"),
    ("types", "theft", "Did you mean THEFT?"),
    ("types", "THEFT,", "'' is not a type"),
    ("types", "THEFT,THEFT", "twice"),
    ("types", "zzzz", "Accepted: ASSAULT, CRIMINAL SEXUAL ASSAULT, NON-CRIMINAL (SUBJECT SPECIFIED), THEFT."),
    ("districts", "07", "without leading zeros: 7."),
    ("districts", "13", "Accepted: 1, 2, 7, 12."),
    ("districts", "7, 12", "' 12' is not a district"),
    ("weekdays", "7", "0 (Monday) to 6 (Sunday)"),
    ("weekdays", "1,1", "twice"),
    ("weekdays", "Mon", "0 (Monday) to 6 (Sunday)"),
    ("weekdays", "٣", "0 (Monday) to 6 (Sunday)"),
    ("from", "2018-02-29", "day of the calendar"),
    ("from", "20180101", "YYYY-MM-DD"),
    ("from", "2018-W01-1", "YYYY-MM-DD"),
    ("to", "2018-1-1", "YYYY-MM-DD"),
    ("to", "2018-01-01T00:00", "YYYY-MM-DD"),
    ("hours", "18", "START-END"),
    ("hours", "18-25", "END from 0 to 24"),
    ("hours", "24-6", "START from 0 to 23"),
    ("hours", "06-14", "START-END"),
    ("hours", "9-9", "leave it out for the whole day"),
    ("domestic", "True", "true and false"),
    ("arrest", "1", "true and false"),
    ("enforcement", "yes", "true and false"),
    ("K", "8", "Did you mean k?"),
    ("epsm", "100", "Did you mean eps_m?"),
    ("sort", "k", "is not a parameter"),
]


@pytest.mark.parametrize(("name", "text", "sentence"), REFUSED)
def test_what_is_wrong_is_named_with_what_is_accepted(name, text, sentence):
    with pytest.raises(BadParameterError) as caught:
        parse({name: text})
    message = str(caught.value)
    assert sentence in message
    assert len(message) < 300
    assert message.endswith(".")


@pytest.mark.parametrize(("name", "text", "_sentence"), REFUSED)
def test_a_bookmark_with_a_fault_still_opens(name, text, _sentence):
    kept = read({"k": "12", "hours": "18-2", name: text})
    assert kept.filters.hours in {(18, 2), None}
    assert read({name: text}).setting == Setting()


def test_days_in_the_wrong_order_are_refused_and_dropped():
    params = {"from": "2018-02-01", "to": "2018-01-31", "k": "9"}
    with pytest.raises(BadParameterError, match="from is 2018-02-01, after to, which is 2018-01-31"):
        parse(params)
    assert read(params) == HotspotQuery(setting=Setting(k=9))


def test_the_good_members_of_a_list_stay():
    query = read({"types": "THEFT,ARSENE,ASSAULT,THEFT", "weekdays": "9,3", "districts": "07"})
    assert query.filters == Filters(types=("ASSAULT", "THEFT"), weekdays=(3,))


TEXT = st.text("0123456789-,. eTHFnatrulsi+٣\x00\n")
JUNK = st.none() | st.integers() | st.lists(TEXT) | TEXT | st.sampled_from(["nan", "1-1", ",", "0", "1e9"])


@given(st.dictionaries(st.sampled_from([*PARAMETERS, "other"]), JUNK))
def test_reading_junk_never_fails(params):
    query = read(params)
    assert parse(query.to_params()) == query


@given(st.dictionaries(st.sampled_from([*PARAMETERS, "other"]), TEXT | st.sampled_from(["8", "true", "THEFT"])))
def test_parsing_junk_answers_or_refuses_with_a_sentence(params):
    try:
        query = parse(params)
    except BadParameterError as error:
        assert str(error).endswith(".")  # noqa: PT017 (either outcome is right, silence is not)
    else:
        assert set(query.to_params()) <= set(params)
