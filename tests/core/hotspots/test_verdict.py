"""What zones are worth is said in one plain sentence, worked by hand for every case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.hotspots.evidence import Evidence
from core.hotspots.scores import Scores
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.verdict import Standing, is_beyond_chance, per_hundred, say_chance, say_standing, stand


@pytest.mark.parametrize(
    ("pai", "baseline", "expected"),
    [
        (1.8, 3.7, Standing.WORSE),
        (3.7, 3.7, Standing.EQUAL),
        (3.8, 3.7, Standing.BETTER),
        (None, 3.7, Standing.UNTESTED),
        (3.8, None, Standing.UNTESTED),
        (float("nan"), 3.7, Standing.UNTESTED),
    ],
)
def test_zones_stand_beside_last_years_counts(pai, baseline, expected):
    assert stand(pai, baseline) is expected


@pytest.mark.parametrize(
    ("standing", "shares", "sentence"),
    [
        (
            Standing.WORSE,
            (0.181, 0.372, 0.1),
            (
                "These zones are no better than last year's busiest blocks: they caught 18 of 100 later reports on "
                "10 % of the inhabited area, last year's counts 37."
            ),
        ),
        (
            Standing.WORSE,
            (0.3741, 0.3792, 0.034),
            (
                "These zones are no better than last year's busiest blocks: they caught 37 of 100 later reports on "
                "3.4 % of the inhabited area, last year's counts 38."
            ),
        ),
        (
            Standing.EQUAL,
            (0.37, 0.37, 0.1),
            (
                "These zones are as good as last year's busiest blocks: both caught 37 of 100 later reports on "
                "10 % of the inhabited area."
            ),
        ),
        (
            Standing.BETTER,
            (0.41, 0.37, 0.1),
            (
                "These zones are better than last year's busiest blocks: they caught 41 of 100 later reports on "
                "10 % of the inhabited area, last year's counts 37."
            ),
        ),
        (
            Standing.UNTESTED,
            (None, None, None),
            "Whether these zones tell where reports come next is not known: they could not be tested on later days.",
        ),
    ],
)
def test_the_standing_in_words(standing, shares, sentence):
    assert say_standing(standing, *shares) == sentence


@pytest.mark.parametrize(
    ("first", "second", "written"),
    [
        (0.18, 0.37, ("18", "37")),
        (0.374, 0.371, ("37.4", "37.1")),
        (0.3741, 0.3743, ("37.41", "37.43")),
        (0.37, 0.37, ("37", "37")),
        (0.0, 1.0, ("0", "100")),
    ],
)
def test_two_shares_are_told_apart_with_as_few_digits_as_will_do(first, second, written):
    assert per_hundred(first, second) == written


@given(st.floats(0, 1), st.floats(0, 1))
def test_written_shares_keep_their_order(first, second):
    low, high = (float(text) for text in per_hundred(min(first, second), max(first, second)))
    assert low <= high


class Found:
    """As much of an answer as a verdict reads."""

    def __init__(self, algorithm: Algorithm, silhouette: float | None, coverage: float, clusters: int = 9) -> None:
        self.setting = Setting(algorithm)
        self.scores = Scores(silhouette, None, None, None)
        self.coverage, self.clusters = coverage, clusters


def drawn(**found: float) -> Evidence:
    return Evidence(5, 0, "shuffled", (), **found)


CHANCE = [
    (
        Found(Algorithm.KMEANS, 0.42, 1.0),
        drawn(null_silhouette=0.38, null_high=0.39),
        True,
        "They stand apart more clearly than chance would have it.",
    ),
    (
        Found(Algorithm.KMEANS, 0.39, 1.0),
        drawn(null_silhouette=0.38, null_high=0.39),
        False,
        "They stand apart no more clearly than chance would have it.",
    ),
    (
        Found(Algorithm.DBSCAN, 0.9, 0.47),
        drawn(null_coverage=0.46, null_coverage_high=0.465),
        True,
        "They are more than chance: 47 of 100 reports lie in them, 46 where the cells are shuffled.",
    ),
    (
        Found(Algorithm.DBSCAN, 0.9, 0.79),
        drawn(null_coverage=0.80, null_coverage_high=0.81),
        False,
        "They are no more than chance: 79 of 100 reports lie in them, 80 where the cells are shuffled.",
    ),
    (Found(Algorithm.DBSCAN, None, 0.0, clusters=0), drawn(null_coverage=0.0, null_coverage_high=0.0), None, ""),
    (Found(Algorithm.KMEANS, None, 1.0, clusters=1), drawn(null_silhouette=0.3, null_high=0.4), None, ""),
    (Found(Algorithm.KMEANS, 0.4, 1.0), drawn(), None, ""),
]


@pytest.mark.parametrize(("found", "evidence", "beyond", "sentence"), CHANCE)
def test_chance_in_words(found, evidence, beyond, sentence):
    assert is_beyond_chance(found, evidence) is beyond
    assert say_chance(found, evidence) == sentence
