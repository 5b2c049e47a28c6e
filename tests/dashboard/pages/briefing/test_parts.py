"""What each part of the page says of a brief."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from core.briefing.brief import Brief, write_brief
from core.briefing.needs import Need
from core.forecast.shift import Shift
from core.places.selection import Filters
from dashboard.answers import Answers
from dashboard.briefs import brief_of
from dashboard.pages.briefing import beside, picture, places
from dashboard.queries.briefing import BriefingQuery
from dashboard.source import Source
from tests.dashboard.pages.hotspots.test_parts import text

if TYPE_CHECKING:
    from core.store import Store

QUERY = BriefingQuery()


@pytest.fixture(scope="module")
def source(shared_store: Store) -> Source:
    return Source.of(shared_store)


@pytest.fixture(scope="module")
def answered(shared_store: Store, source: Source) -> tuple[Brief, Any]:
    return brief_of(Answers(shared_store), source, QUERY)


@pytest.fixture(scope="module")
def brief(answered: tuple[Brief, Any]) -> Brief:
    return answered[0]


def test_the_headline_says_what_such_places_caught(answered: tuple[Brief, Any]):
    brief, tested = answered
    said = text(places.build_headline(brief, tested))
    caught = tested.found["listed"][9]
    assert "10 places for 18:00 to 02:00, every day." in said
    assert f"caught {100 * caught['hit_rate']:.1f} of 100 later reports on {100 * caught['area_share']:.2f} %" in said
    assert "residents report" in said


def test_without_a_test_nothing_is_claimed(brief: Brief):
    said = text(places.build_headline(brief, None))
    assert "not known yet" in said
    assert "of 100" not in said


def test_enforcement_says_that_it_must_not_steer_patrols(source: Source):
    asked = write_brief(source.history, Filters(enforcement=True), Shift(), "shift_fading")
    assert "must not steer patrols" in text(places.build_headline(asked, None))


def test_every_place_has_its_name_numbers_and_hours(brief: Brief):
    said = text(places.build_list(brief, QUERY))
    for place in brief.places:
        assert place.name in said
        assert f"{place.low} to {place.high}" in said
    assert "not a ground for a stop" in said


def test_no_place_is_an_answer(brief: Brief):
    nobody = replace(brief, places=())
    assert "Take off a filter" in text(places.build_headline(nobody, None))
    assert "nothing to list" in text(places.build_list(nobody, QUERY))


@pytest.mark.parametrize(
    ("shift", "said"), [(Shift((22, 6), 4), "Fri 22:00 to 06:00"), (Shift((6, 14)), "06:00 to 14:00, every day")]
)
def test_shifts_are_said(shift: Shift, said: str):
    assert places.shift_told(shift) == said


def test_the_hours_add_up(brief: Brief):
    said = text(beside.build_hours(brief))
    assert f"{brief.hours[0]:,}" in said
    share = max(brief.hours) / sum(brief.hours)
    assert f"{100 * share:.0f} % of the shift's reports where 12 % would be even" in said
    assert "no" not in text(beside.build_hours(replace(brief, hours=(0,) * 8))).lower().split()[1:2]


def test_no_district_is_named_without_the_test(brief: Brief):
    usual = Need("7", 120, 100.0, 80.0, 120.0, 0.2, is_more=False)
    more = Need("11", 190, 100.0, 80.0, 120.0, 0.0001, is_more=True)
    assert "No district" in text(beside.build_needs(replace(brief, needs=(usual,))))
    said = text(beside.build_needs(replace(brief, needs=(more, usual))))
    assert "District 11: 190 reports in 28 days, 80 to 120 expected." in said
    assert "District 7" not in said
    assert "Too few" in text(beside.build_needs(replace(brief, needs=())))


def test_the_contest_lists_every_model_beside_chance(source: Source, answered: tuple[Brief, Any]):
    _, tested = answered
    said = text(beside.build_contest(source.build, tested, source.history, ""))
    assert "Tested on 12 later weeks" in said
    assert "Counts of 364 days, 75 m squares" in said
    assert "Whole patrol areas" in said
    assert "Chance 1.0 % 2.0 % 5.0 % 10.0 %" in said
    assert said.count("in use") == 1
    assert "yours was not tested" not in said


def test_a_test_of_another_shift_says_so(shared_store: Store, source: Source):
    brief, tested = brief_of(Answers(shared_store), source, BriefingQuery(Shift((7, 15))))
    assert not tested.is_own
    headline = text(places.build_headline(brief, tested))
    assert "These places are not tested. Found in the same way among all that residents report from 18:00" in headline
    assert "Places like these caught" not in headline, "a test of other records is not this list's"
    assert "caught" not in picture.shaded_told(brief, 0.05, tested)
    assert "yours was not tested" in text(beside.build_contest(source.build, tested, source.history, ""))


def test_a_test_of_its_own_is_shown(shared_store: Store, source: Source, answered: tuple[Brief, Any]):
    query = BriefingQuery(Shift((7, 15)))
    result = {"request": {"params": query.tested()}, "ok": {"contest": answered[1].found}}
    held = beside.held_for(result, query)
    _, tested = brief_of(Answers(shared_store), source, query, held)
    assert tested.is_own
    assert beside.held_for(result, QUERY) is None, "it is another shift's"
    fault = {"request": {"params": query.tested()}, "error": "The history is too short."}
    assert beside.fault_of(fault, query) == "The history is too short."
    assert beside.fault_of(fault, QUERY) == ""
    assert text(beside.build_contest(source.build, None, source.history, "It failed.")) == "It failed."


def test_the_picture_shades_what_it_says(source: Source, answered: tuple[Brief, Any]):
    brief, tested = answered
    drawn = picture.draw(source.history, brief, 0.05)
    assert drawn["picture"].startswith("data:image/png;base64,")
    assert len(drawn["outlines"]["features"]) == len(drawn["numbers"]["features"]) == len(brief.places)
    said = picture.shaded_told(brief, 0.05, tested)
    assert f"Shaded: 5 % of the inhabited area, {0.05 * brief.inhabited_km2:.1f} km²." in said
    assert f"caught {100 * tested.shaded(0.05)['hit_rate']:.0f} of 100" in said
    assert "caught" not in picture.shaded_told(brief, 0.05, None)


def test_a_build_whose_test_is_pending_says_so(source: Source):
    pending = replace(source.build, manifest={**source.build.manifest, "pending": {"contests": ["contests"]}})
    assert "Being computed" in text(beside.build_contest(pending, None, source.history, ""))
    assert "too few weeks" in text(beside.build_contest(source.build, None, source.history, ""))
