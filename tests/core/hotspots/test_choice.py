from __future__ import annotations

import pandas as pd
import pytest

from core.hotspots.choice import choose
from core.hotspots.setting import Algorithm, Setting

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


def table(*rows):
    return pd.DataFrame([{**GOOD, **row} for row in rows])


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
        ({"largest_share": 0.81}, "one zone"),
        ({"clusters": 1}, "one zone"),
        ({"clusters": 51}, "1 draws more than 50 zones."),
        ({"stability": 0.59}, "1 changes with the weeks."),
        ({"stability": None}, "1 changes with the weeks."),
    ],
)
def test_what_may_not_be_called_best(fault, said):
    found = choose(table({"name": "flashy", "silhouette": 0.95, **fault}))
    assert found.setting is None
    assert found.reason.startswith("The only setting is not eligible.")
    assert said in found.reason


def test_reasons_are_counted_over_all_settings():
    faults = ({"coverage": 0.4}, {"coverage": 0.3}, {"stability": 0.2})
    found = choose(table(*({"name": f"s{i}", **fault} for i, fault in enumerate(faults))))
    assert found.reason == (
        "None of 3 settings is eligible. 2 leave more than 50% of the records without a zone. 1 changes with the weeks."
    )


def test_the_best_setting_is_said_with_its_figures():
    assert choose(table({}, {"coverage": 0.1})).reason == (
        "1 of 2 settings are eligible. The silhouette of the best one, 0.42, lies +0.04 from its null. "
        "On the 10% of the area that it flags the best one caught 20% of later records, last year's counts 40%."
    )


def test_between_algorithms_later_records_decide():
    rows = pd.DataFrame([GOOD, {**DENSE, "pai": 3.6}])
    found = choose(rows)
    assert found.setting == Setting(Algorithm.DBSCAN, eps_m=150.0, min_samples=100)
    assert found.finalists == ("dbscan", "kmeans_k8")
    assert "last year's counts" in found.reason


def test_dbscan_is_never_compared_by_silhouette():
    rows = pd.DataFrame([{**DENSE, "name": "shiny", "silhouette": 0.99, "pai": 1.0}, {**DENSE, "silhouette": -0.2}])
    assert choose(rows).name == "dbscan"


def test_no_later_data_still_gives_a_choice():
    found = choose(table({"pai": None, "baseline_pai": None}))
    assert found.name == "kmeans_k8"
    assert "too short" in found.reason


def test_nothing_to_choose_from():
    assert choose(pd.DataFrame()).setting is None


def test_the_rule_is_printed_with_the_choice():
    assert "50%" in choose(table({})).rule
    assert "80%" in choose(table({})).rule
