from __future__ import annotations

import pandas as pd
import pytest

from core.hotspots import choice
from core.hotspots.questions import QUESTIONS
from core.hotspots.setting import Algorithm, Setting
from core.hotspots.verdict import Standing

GOOD = {
    "name": "kmeans_k8",
    "algorithm": "kmeans",
    "k": 8,
    "eps_m": None,
    "min_samples": None,
    "concentration": 1.0,
    "clusters": 8,
    "silhouette": 0.42,
    "null_silhouette": 0.38,
    "davies_bouldin": 0.8,
    "coverage": 1.0,
    "largest_share": 0.2,
    "stability": 0.9,
    "pai": 2.0,
    "baseline_pai": 4.0,
    "hit_rate": 0.2,
    "baseline_hit_rate": 0.4,
    "area_share": 0.1,
}
DENSE = {
    **GOOD,
    "name": "dbscan",
    "algorithm": "dbscan",
    "k": None,
    "eps_m": 150.0,
    "min_samples": 100,
    "null_silhouette": None,
}
SMALL = {**DENSE, "name": "small", "eps_m": 75.0, "clusters": 400, "coverage": 0.3, "largest_share": 0.1, "pai": 3.8}


def table(*rows):
    return pd.DataFrame([{**GOOD, **row} for row in rows])


def choose(rows, question="command"):
    return choice.choose(rows, QUESTIONS[question])


def test_the_gap_decides_not_the_silhouette():
    found = choose(table({"name": "a", "silhouette": 0.50, "null_silhouette": 0.49}, {"name": "b"}))
    assert found.name == "b"


def test_a_tie_goes_to_the_lower_davies_bouldin_then_to_the_smaller_k():
    tied = {"silhouette": 0.425, "davies_bouldin": 0.9}
    assert choose(table({"name": "a", **tied}, {"name": "b"})).name == "b"
    assert choose(table({"name": "a", "k": 9}, {"name": "b", "k": 7})).name == "b"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"coverage": 0.49}, "1 leaves more than 50% of the records without a zone."),
        ({"largest_share": 0.81}, "1 puts more than 80% into one zone."),
        ({"clusters": 4}, "1 does not draw the zones that are wanted."),
        ({"clusters": 11}, "1 does not draw the zones that are wanted."),
        ({"stability": 0.59}, "1 changes with the weeks."),
        ({"stability": None}, "1 changes with the weeks."),
    ],
)
def test_what_may_not_be_called_best(fault, said):
    found = choose(table({"name": "flashy", "silhouette": 0.95, **fault}))
    assert found.setting is None
    assert found.standing is Standing.UNTESTED
    assert found.reason == f"The only setting is not eligible. {said}"


def test_reasons_are_counted_over_all_settings():
    faults = ({"coverage": 0.4}, {"coverage": 0.3}, {"stability": 0.2})
    found = choose(table(*({"name": f"s{i}", **fault} for i, fault in enumerate(faults))))
    assert found.reason == (
        "None of 3 settings is eligible. 2 leave more than 50% of the records without a zone. 1 changes with the weeks."
    )


def test_the_best_setting_is_said_with_its_figures():
    assert choose(table({}, {"coverage": 0.1})).reason == (
        "These zones are no better than last year's busiest blocks: they caught 20 of 100 later reports on 10 % of the "
        "inhabited area, last year's counts 40. 1 of the 2 settings tried is eligible. "
        "The silhouette of the best one is 0.42, that of its null 0.38."
    )


def test_between_algorithms_later_records_decide():
    rows = pd.DataFrame([GOOD, {**DENSE, "pai": 3.6}])
    found = choose(rows)
    assert found.setting == Setting(Algorithm.DBSCAN, eps_m=150.0, min_samples=100)
    assert found.finalists == ("dbscan", "kmeans_k8")
    assert "2 of the 2 settings tried are eligible." in found.reason


def test_dbscan_is_never_compared_by_silhouette():
    rows = pd.DataFrame([{**DENSE, "name": "shiny", "silhouette": 0.99, "pai": 1.0}, {**DENSE, "silhouette": -0.2}])
    assert choose(rows).name == "dbscan"


@pytest.mark.parametrize(
    ("pai", "standing"), [(3.99, Standing.WORSE), (4.0, Standing.EQUAL), (4.01, Standing.BETTER), (None, "untested")]
)
def test_a_setting_stands_where_later_records_put_it(pai, standing):
    found = choose(table({"pai": pai}))
    assert found.standing == standing
    assert found.standing.is_worth_offering == (pai is not None and pai >= 4.0)


def test_no_later_data_still_gives_a_choice():
    found = choose(table({"pai": None, "baseline_pai": None, "hit_rate": None, "baseline_hit_rate": None}))
    assert found.name == "kmeans_k8"
    assert found.reason.startswith("Whether these zones tell where reports come next is not known")


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_to_choose_from(question):
    found = choose(pd.DataFrame(), question)
    assert (found.question, found.setting) == (question, None)


def test_each_question_has_an_answer_of_its_own():
    rows = pd.DataFrame([GOOD, SMALL])
    command, patrol = choice.choose_each(rows)
    assert (command.question, command.name, command.finalists) == ("command", "kmeans_k8", ("kmeans_k8",))
    assert (patrol.question, patrol.name, patrol.finalists) == ("patrol", "small", ("small",))


@pytest.mark.parametrize(
    "setting",
    [
        {"eps_m": 75.1},
        {"eps_m": None, "concentration": 0.11},
        {"clusters": 9},
        {"coverage": 0.09},
        {"largest_share": 0.21},
        {"stability": 0.59},
    ],
)
def test_only_small_steady_zones_are_for_patrol(setting):
    assert choose(pd.DataFrame([{**SMALL, **setting}]), "patrol").setting is None
    assert choose(pd.DataFrame([{**SMALL, "eps_m": None, "concentration": 0.1}]), "patrol").setting is not None


def test_for_patrol_later_records_decide_and_within_a_tie_steadiness():
    ahead, steady = {**SMALL, "name": "ahead", "pai": 3.81}, {**SMALL, "name": "steady", "stability": 0.95}
    assert choose(pd.DataFrame([ahead, steady]), "patrol").name == "steady"
    assert choose(pd.DataFrame([{**ahead, "pai": 3.9}, steady]), "patrol").name == "ahead"


def test_each_rule_says_what_it_asks_for():
    command, patrol = (each.rule for each in choice.choose_each(table({})))
    assert all(asked in command for asked in ("5 to 10 zones", "at least 50%", "at most 80%", "furthest above it"))
    assert all(asked in patrol for asked in ("busiest 10%", "within 75 m", "at least 10%", "at most 20%"))
    assert "furthest above it" not in patrol
