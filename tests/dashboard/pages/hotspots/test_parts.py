"""What each part of the page says of an answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.hotspots.answer import Answer, find_zones
from core.hotspots.compare import compare
from core.hotspots.evidence import Evidence
from core.hotspots.methods import METHODS
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.zones.detail import describe_cell, describe_zone
from core.hotspots.zones.risk import Level, Risk
from core.hotspots.zones.zone import Peak
from core.language import say
from core.places.polygon import Count
from core.places.selection import Filters
from dashboard import palette
from dashboard.answers import Answers
from dashboard.components import words
from dashboard.pages.hotspots import comparison, curve, detail, headline, parts, scores, table, views
from dashboard.queries.hotspots import HotspotQuery
from dashboard.source import Source
from tests.dashboard import shown
from tests.dashboard.tree import text

if TYPE_CHECKING:
    from core.hotspots.zones.zone import Zone
    from core.places.fold import Fold
    from core.store import Store

NOBODY = Filters(since=date(2031, 1, 1))


@pytest.fixture(scope="module")
def five(shared_fold: Fold) -> Answer:
    return find_zones(shared_fold, Filters(), Setting(k=5))


@pytest.fixture(scope="module")
def nothing(shared_fold: Fold) -> Answer:
    return find_zones(shared_fold, NOBODY, Setting(k=5))


def test_the_headline_counts_zones_and_records(five: Answer):
    said = text(headline.build_headline(five))
    assert "5 zones" in said
    assert f"{five.selection.records:,} records" in said
    assert f"{five.selection.unmapped:,} have no coordinates and are not on the map" in said
    assert f"{five.selection.unknown_time:,} have no known time" in said


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(hours=(18, 2)), "{count:,} more are left out because their time is unknown"),
        (Filters(hours=(18, 2), unknown_times=True), "{count:,} of them have no known time and are kept"),
    ],
)
def test_the_headline_says_what_became_of_unknown_times(shared_fold: Fold, filters: Filters, said: str):
    answer = find_zones(shared_fold, filters, Setting(k=5))
    assert said.format(count=answer.selection.unknown_time) in text(headline.build_headline(answer))


def levels_said(answer: Answer, *levels: Level, clusters: int | None = None) -> str:
    zones = tuple(replaced(answer.zones[0], level) for level in levels)
    return headline._risks(
        replace(answer, zones=zones, clusters=len(zones) if clusters is None else clusters), Counter(map(str, levels))
    )


def replaced(zone: Zone, level: Level) -> Zone:
    return zone._replace(risk=zone.risk._replace(level=level))


def test_one_zone_and_many_are_said_in_their_own_forms(five: Answer):
    red, yellow, green = Level.RED, Level.YELLOW, Level.GREEN
    assert levels_said(five, red) == "1 zone lies far above the city's rate."
    assert levels_said(five, red, red, yellow, green) == (
        "2 zones lie far above the city's rate. 1 zone lies above the city's rate."
    )
    assert levels_said(five, yellow, yellow) == "2 zones lie above the city's rate."
    assert levels_said(five, yellow, clusters=7) == "Of the 1 largest: 1 zone lies above the city's rate."
    assert levels_said(five, green).startswith("None lies clearly above")


def test_an_empty_selection_is_a_sentence(nothing: Answer):
    assert text(headline.build_headline(nothing)) == "No record matches. Widen the dates or take off a filter."


def test_records_without_coordinates_alone_are_said_to_match(nothing: Answer):
    unmapped = replace(nothing.selection, unmapped=3)
    assert headline.empty_sentence(unmapped).startswith("3 records match, but none has coordinates")


def test_scores_that_are_undefined_say_why(shared_fold: Fold):
    one = find_zones(shared_fold, Filters(), Setting(Algorithm.DBSCAN, eps_m=1000.0, min_samples=2))
    assert one.clusters == 1
    said = text(scores.build_scores(one))
    assert "undefined: one zone has no other to be told from" in said
    none = find_zones(shared_fold, Filters(), Setting(Algorithm.DBSCAN, eps_m=50.0, min_samples=100_000))
    assert "undefined: there is no zone" in text(scores.build_scores(none))
    assert "No zone: nothing is dense enough" in text(headline.build_headline(none))


def test_the_silhouette_stands_beside_its_null(five: Answer):
    evidence = Evidence(
        5, 0, "cells dealt out anew", null_silhouette=0.2504, null_low=0.2, null_high=0.3, stability=0.9
    )
    given = replace(five, scores=replace(five.scores, silhouette=0.4497))
    said = text(scores.build_evidence(given, evidence))
    assert "+0.200" in said, "the difference of 0.450 and 0.250"
    assert "Silhouette 0.450; the null scores 0.250 (0.200 to 0.300)" in said
    assert "0.90" in said
    assert "5 draws of each kind, seed 0" in said
    assert "They stand apart more clearly than chance would have it." in judged(given, evidence)
    assert "Above every draw" in said
    chance = replace(five, scores=replace(five.scores, silhouette=0.29))
    assert "They stand apart no more clearly than chance would have it." in judged(chance, evidence)
    assert "No better than what chance gives" in text(scores.build_evidence(chance, evidence))


def judged(answer: Answer, evidence: Evidence) -> str:
    return text(scores.build_verdict(answer, evidence))


def on_later_days(pai: float, hit_rate: float) -> Evidence:
    later = {"later_since": date(2018, 1, 1), "later_until": date(2018, 1, 28), "later_records": 9}
    baseline = {"baseline_pai": 2.0, "baseline_hit_rate": 0.2, "area_share": 0.1}
    return Evidence(5, 0, "n", pai=pai, hit_rate=hit_rate, **baseline, **later)


@pytest.mark.parametrize(
    ("pai", "hit_rate", "verdict"),
    [
        (3.0, 0.3, "These zones are better than last year's busiest blocks: they caught 30 of 100 later reports"),
        (2.0, 0.2, "These zones are as good as last year's busiest blocks: both caught 20 of 100 later reports"),
        (1.0, 0.1, "These zones are no better than last year's busiest blocks: they caught 10 of 100 later reports"),
    ],
)
def test_one_verdict_stands_without_statistics(five: Answer, pai: float, hit_rate: float, verdict: str):
    evidence = on_later_days(pai, hit_rate)
    said = judged(five, evidence)
    assert said.startswith(verdict)
    assert "PAI" not in said
    assert "without 1 Jan 2018 to 28 Jan 2018" in text(scores.build_evidence(five, evidence))


def test_without_later_days_or_zones_the_verdict_says_so(five: Answer, nothing: Answer):
    untested = Evidence(5, 0, "n")
    assert judged(five, untested).startswith("Whether these zones tell where reports come next")
    assert judged(nothing, untested) == "There is no zone, so there is nothing to judge."


def test_dbscan_says_in_words_whether_it_beats_its_null(shared_fold: Fold):
    setting = Setting(Algorithm.DBSCAN, eps_m=300.0, min_samples=20)
    found = replace(find_zones(shared_fold, Filters(), setting), coverage=0.47)
    evidence = Evidence(5, 0, "n", ("No silhouette.",), null_coverage=0.1, null_coverage_high=0.2, null_clusters=2.0)
    said = text(scores.build_evidence(found, evidence))
    assert "47 % against 10 %" in said
    assert f"{found.clusters:,} zones against 2." in said
    assert "No silhouette." in said
    more = "They are more than chance: 47 of 100 reports lie in them, 10 where the cells are shuffled."
    assert more in judged(found, evidence)
    none = "They are no more than chance: 47.0 of 100 reports lie in them, 47.4 where the cells are shuffled."
    assert none in judged(found, replace(evidence, null_coverage=0.474, null_coverage_high=0.48))


def test_every_statistic_explains_itself_where_it_stands(five: Answer):
    shown = [*scores.build_scores(five), *scores.build_evidence(five, on_later_days(3.0, 0.3))]
    terms = [part for each in shown for part in each._traverse() if getattr(part, "className", "") == "term"]
    said = [text(term) for term in terms]
    assert len(said) == 9
    for sentence in said:
        assert all(part in sentence for part in ("What it is", "What is good", "Formula", "Source"))


NORTH, RIVER, HILL, LAKE = range(4)
LOWEST_FIRST = {
    "zone": (HILL, LAKE, NORTH, RIVER),
    "risk": (LAKE, RIVER, HILL, NORTH),
    "records": (LAKE, HILL, RIVER, NORTH),
    "share": (LAKE, HILL, RIVER, NORTH),
    "rate": (NORTH, LAKE, RIVER, HILL),
    "types": (LAKE, RIVER, HILL, NORTH),
    "arrest": (RIVER, NORTH, LAKE, HILL),
    "domestic": (HILL, RIVER, LAKE, NORTH),
    "severity": (RIVER, LAKE, HILL, NORTH),
    "hours": (LAKE, HILL, NORTH, RIVER),
}
"""What a reader expects of each column: the risk by its lower bound, and what has no ratio, type or peak lowest."""


def four_zones(zone: Zone) -> list[Zone]:
    """Four zones no two of which are equal in any column."""
    late, early, night = Peak(18, 22, 0.3), Peak(6, 10, 0.3), Peak(20, 0, 0.3)
    thefts, batteries, arsons = ((("THEFT", 9), ("ARSON", 1)), (("BATTERY", 9),), (("ARSON", 9), ("THEFT", 8)))
    fields = ("name", "risk", "records", "share", "rate_per_km2", "types", "peak")
    described = [
        ("North", Risk(Level.RED, 1.9, 1.6, 2.2, 9), 900, 0.45, 10.0, thefts, late),
        ("River", Risk(Level.GREEN, 2.5, 0.4, 9.0, 9), 600, 0.30, 300.0, arsons, night),
        ("Hill", Risk(Level.GREEN, 1.2, None, None, 9), 300, 0.15, 1200.0, batteries, early),
        ("Lake", Risk(Level.GREEN, None, None, None, 0), 200, 0.10, 40.0, (), None),
    ]
    rates = [(0.2, 0.4, 900.0), (0.1, 0.2, 90.0), (0.4, 0.1, 800.0), (0.3, 0.3, 200.0)]
    return [
        zone._replace(
            label=label,
            **dict(zip(fields, words, strict=True)),
            **dict(zip(("arrest_rate", "domestic_share", "severity_days"), numbers, strict=True)),
        )
        for label, (words, numbers) in enumerate(zip(described, rates, strict=True))
    ]


@pytest.mark.parametrize("column", table.COLUMNS)
def test_the_table_sorts_by_every_column(five: Answer, column: str):
    zones, expected = four_zones(five.zones[0]), LOWEST_FIRST[column]
    rising, falling = (table.ordered(zones, table.Order(column, descending)) for descending in (False, True))
    assert tuple(zone.label for zone in rising) == expected
    assert tuple(zone.label for zone in falling) == expected[::-1]


def test_equal_zones_stay_in_the_order_of_their_numbers(five: Answer):
    equal = [five.zones[0]._replace(label=label) for label in range(4)]
    for descending in (False, True):
        assert [zone.label for zone in table.ordered(equal, table.Order("rate", descending))] == [0, 1, 2, 3]


def test_a_long_table_is_cut_and_says_so(five: Answer):
    many = [five.zones[0]._replace(label=label) for label in range(table.ROWS + 7)]
    said = text(table.build_table(many, table.Order(), "Ranks matter."))
    assert f"The first {table.ROWS} of {table.ROWS + 7}" in said
    assert "not a ground for a stop" in said
    assert "no zone to list" in text(table.build_table([], table.Order(), ""))


def test_a_spot_names_its_zone_blocks_and_types(shared_fold: Fold, five: Answer):
    zone = five.zones[0]
    place = int((five.labels == zone.label).nonzero()[0][0])
    spot = (float(shared_fold.latitude[place]), float(shared_fold.longitude[place]))
    found = describe_cell(shared_fold, five.selection, *spot)
    said = text(detail.build_spot(found, views.zone_at(shared_fold, five, *spot), 300.0, five.selection.records))
    assert found is not None
    assert f"{found.records:,} record" in said
    assert f"{found.records / 0.09:,.0f} per km²" in said
    assert "Blocks" in said
    assert "Hours" in said
    assert words.capitalised(zone.name) in said
    risks = [say(word) for word in palette.RISK_WORDS.values()]
    assert not any(risk in said for risk in risks), "the risk is the zone's, not the spot's"
    assert "No record of this selection lies here" in text(detail.build_spot(None, None, 300.0, 0))


def test_a_zone_and_an_area_are_described(shared_fold: Fold, five: Answer):
    zone = five.zones[1]
    said = text(detail.build_zone(describe_zone(shared_fold, five, 1), zone))
    assert f"{zone.records:,} records" in said
    area = text(detail.build_area(Count(1, 1, (("THEFT", 1),), 0.5)))
    assert "1 record At 1 place on 0.50 km², 2 per km²." in area


@pytest.mark.parametrize(("k", "is_there"), [(7, True), (3, False)])
def test_the_panel_of_a_zone_stays_as_long_as_there_is_a_zone_of_that_number(
    shared_store: Store, k: int, *, is_there: bool
):
    chosen = {"label": 5}
    shown = parts.Shown.of(Answers(shared_store), HotspotQuery(setting=Setting(k=k)), "label")
    part = parts.detail_part(shown, chosen)
    assert part["hidden"] is not is_there
    assert part["hideout"]["selected"] == (5 if is_there else None)
    if is_there:
        zone = shown.found.zone_of(5)
        assert zone is not None
        assert f"{zone.records:,} records" in text(part["children"])


def test_outside_the_city_there_is_no_zone(shared_fold: Fold, five: Answer):
    assert views.zone_at(shared_fold, five, 42.5, -87.0) is None


def test_a_setting_compared_with_itself_has_moved_nothing(five: Answer):
    said = text(comparison.build_comparison(five, five, compare(five, five)))
    assert "0 records (0.0 %) moved" in said
    assert "No zone splits." in said


def test_scores_of_uneven_coverage_are_not_ranked(shared_fold: Fold, five: Answer):
    dense = find_zones(shared_fold, Filters(), Setting(k=5, concentration=0.2))
    said = text(comparison.build_comparison(five, dense, compare(five, dense)))
    assert "their scores do not rank them" in said


@pytest.mark.parametrize("algorithm", Algorithm)
def test_every_algorithm_has_its_curve_and_an_empty_selection_has_a_sentence(
    shared_store: Store, shared_fold: Fold, nothing: Answer, algorithm: Algorithm
):
    answers = Answers(shared_store)
    found = find_zones(shared_fold, Filters(), Setting(algorithm, k=6, min_samples=20))
    drawn = curve.curve(answers, answers.source(), found)
    assert drawn.sentence
    targets = [
        point for trace in drawn.figure.data for point in (trace.customdata if trace.customdata is not None else [])
    ]
    wanted = f"{METHODS[algorithm].numbers[0]}="
    assert targets
    assert all(target.startswith(wanted) for target in targets)
    empty = curve.curve(answers, answers.source(), replace(nothing, setting=found.setting))
    assert empty.figure.layout.annotations[0].text == "No record is on the map."


def test_the_answer_for_the_browser_is_small_and_complete(shared_store: Store, five: Answer):
    query = HotspotQuery(setting=five.setting)
    found = views.drawn(Source.of(shared_store), query, five, "label")
    assert found["query"] == {"k": "5"}
    assert len(found["picture"]) < 150_000
    picture, *files = views.rest(Source.of(shared_store), query, five, "label")["export"]
    assert text(picture) == "The map, PNG"
    links = [link.href for link in files]
    assert "/api/v1/hotspots/zones.csv?k=5" in links
    assert "/api/v1/hotspots/zones.geojson?k=5" in links
    assert "/api/v1/hotspots/labels?k=5&format=parquet" in links


@pytest.mark.parametrize("colour", ["label", "risk"])
def test_an_empty_answer_is_drawn_too(shared_store: Store, nothing: Answer, colour: str):
    query = HotspotQuery(NOBODY, Setting(k=5))
    assert views.drawn(Source.of(shared_store), query, nothing, colour)["outlines"]["features"] == []
    assert text(views.rest(Source.of(shared_store), query, nothing, colour)["scores"]) == "No record, no score."


def test_one_record_is_shown(tmp_path_factory: pytest.TempPathFactory):
    from tests.dashboard import served  # noqa: PLC0415 (only this test needs another build)

    store = shown.publish(tmp_path_factory.mktemp("one"), served.records().head(1))
    answers = Answers(store)
    source = answers.source()
    for setting in (Setting(Algorithm.DBSCAN, min_samples=2), Setting(Algorithm.DBSCAN, min_samples=20)):
        found = find_zones(source.fold, Filters(), setting)
        said = text(views.drawn(source, HotspotQuery(setting=setting), found, "label")["headline"])
        assert "from 1 record," in said
        assert curve.curve(answers, source, found).figure is not None
