"""The form says the same as the address, in both directions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from core.hotspots.setting import Algorithm, Setting
from core.places.fold import Codes
from core.places.selection import Filters
from dashboard.ids import Hotspots
from dashboard.pages.hotspots import controls, presets
from dashboard.pages.hotspots.headline import chips, describe
from dashboard.query import HotspotQuery, read

if TYPE_CHECKING:
    from typing import Any

    from core.places.fold import Fold

CODES = Codes(("ARSON", "BATTERY", "MOTOR VEHICLE THEFT", "THEFT"), ("1", "2", "11"), (), (), ())
maybe = st.none() | st.booleans()
days = st.none() | st.dates(date(2016, 1, 1), date(2018, 12, 31))


@st.composite
def questions(draw: st.DrawFn) -> HotspotQuery:
    since, until = draw(days), draw(days)
    if since and until and since > until:
        since, until = until, since
    start, end = draw(st.integers(0, 23)), draw(st.integers(0, 24))
    filters = Filters(
        types=tuple(draw(st.sets(st.sampled_from(CODES.types)))),
        districts=tuple(draw(st.sets(st.sampled_from(CODES.districts)))),
        weekdays=tuple(draw(st.sets(st.integers(0, 6)))),
        since=since,
        until=until,
        hours=draw(st.sampled_from([None, (start, end)])) if start != end else None,
        domestic=draw(maybe),
        arrest=draw(maybe),
        enforcement=draw(maybe),
    )
    setting = Setting(
        draw(st.sampled_from(Algorithm)),
        draw(st.integers(2, 30)),
        draw(st.integers(100, 2000)) / 2,
        draw(st.integers(2, 100_000)),
        draw(st.integers(4, 200)) / 200,
    )
    return HotspotQuery(filters, setting)


def form_of(query: HotspotQuery) -> dict[str, Any]:
    return {controls.FIELDS[name]: value for name, value in controls.values(query).items()}


@given(questions())
def test_the_form_of_a_question_asks_it_again(query: HotspotQuery):
    assert read(controls.params(form_of(query)), CODES) == query


def test_an_untouched_form_is_the_plain_address():
    assert read(controls.params(form_of(HotspotQuery())), CODES).to_params() == {}


def test_one_end_of_the_hours_alone_is_the_whole_day():
    form = form_of(HotspotQuery()) | {Hotspots.HOUR_FROM: "18"}
    assert "hours" not in controls.params(form)


def test_an_emptied_number_falls_back_to_the_default():
    form = form_of(HotspotQuery(setting=Setting(k=12))) | {Hotspots.K: None, Hotspots.CONCENTRATION: None}
    assert read(controls.params(form), CODES).setting == Setting()


@given(questions())
def test_taking_off_every_chip_leaves_all_records(query: HotspotQuery):
    for _ in range(20):
        found = chips(query)
        if not found:
            break
        assert all(chip.without.setting == query.setting for chip in found)
        query = found[0].without
    assert query.filters == Filters()


def test_chips_say_what_is_filtered():
    filters = Filters(
        types=("THEFT", "ARSON"),
        hours=(18, 2),
        weekdays=(4, 5),
        since=date(2018, 1, 1),
        districts=("11",),
        arrest=False,
    )
    assert [chip.text for chip in chips(HotspotQuery(filters))] == [
        "Arson", "Theft", "From 1 Jan 2018", "18:00 to 02:00", "Fri, Sat", "District 11", "No arrest",
    ]  # fmt: skip


def test_many_types_share_a_chip():
    found = chips(HotspotQuery(Filters(types=CODES.types)))
    assert [chip.text for chip in found] == ["4 types"]
    assert found[0].without.filters.types == ()


def test_a_setting_is_described_by_its_own_parameters():
    assert describe(Setting(k=6, eps_m=75.0)) == "K-Means, K = 6"
    assert describe(Setting(Algorithm.DBSCAN, eps_m=75.0, min_samples=1500)) == "DBSCAN, eps 75 m, min_samples 1,500"
    assert describe(Setting(Algorithm.HIERARCHICAL, concentration=0.2)).endswith("K = 8, densest 20 % of cells")


def test_presets_are_questions_that_can_be_asked(shared_fold: Fold):
    found = {
        preset.role: read(dict(p.split("=") for p in preset.to.split("&")), CODES)
        for preset in presets.presets(shared_fold)
    }
    assert found["tonight"].filters.hours == (18, 2)
    last = found["last-28"].filters
    assert last.until == shared_fold.last_day
    assert (last.until - last.since).days == 27
    assert "last-364" not in found, "the data are shorter than a year"
