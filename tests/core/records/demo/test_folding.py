"""The demo's records fold onto places as a real city's do."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import cKDTree

from core.records import demo
from core.records.demo import calibration, incidents, near_repeats, places, streets, territories

GINI = 0.01
"""Tolerance of the Gini coefficient of the records over places."""
RATIO = 0.02
"""Tolerance of the records a place, relative."""


def gini(weights):
    """Return the mean absolute difference of all pairs over twice the mean."""
    ordered = np.sort(np.asarray(weights, dtype=float))
    rank = np.arange(1, len(ordered) + 1)
    return 2 * (rank * ordered).sum() / (len(ordered) * ordered.sum()) - (len(ordered) + 1) / len(ordered)


@pytest.fixture(scope="module")
def weights(records):
    return records[records["Mapped"]].groupby(["Latitude", "Longitude"]).size().to_numpy()


@pytest.fixture(scope="module")
def real_weights():
    counted = calibration.load().weights
    return np.repeat(counted["weight"], counted["places"]).to_numpy()


def test_gini_of_a_case_by_hand():
    # Pairs of (1, 3): mean absolute difference (0 + 2 + 2 + 0) / 4 = 1, over twice the mean 2.
    assert gini([3, 1]) == pytest.approx(0.25)


def test_the_records_are_as_unequal_over_places(weights, real_weights):
    assert abs(gini(weights) - gini(real_weights)) < GINI


def test_a_place_holds_as_many_records(weights, real_weights):
    assert weights.mean() == pytest.approx(real_weights.mean(), rel=RATIO)


def test_as_many_places_hold_a_single_record(weights, real_weights):
    assert abs((weights == 1).mean() - (real_weights == 1).mean()) < 0.01


def test_weights_add_up_to_what_is_due_in_each_area():
    due = np.bincount(np.arange(77), minlength=77) * 400
    due[:2] = 0, 7
    assigned = places.assign_weights(due, seed=3)
    assert [int(own.sum()) for own in assigned] == due.tolist()
    assert all((own > 0).all() for own in assigned)


def test_every_area_has_addresses_for_the_largest_city():
    largest = demo.RECORDS[1]
    what = incidents.draw_incidents(largest, seed=5)
    assigned = places.assign_weights(np.bincount(what.area[what.mapped] - 1, minlength=77), seed=5)
    room = np.bincount(territories.territories().area[streets.addresses().square], minlength=78)[1:]
    assert all(len(own) <= free for own, free in zip(assigned, room.tolist(), strict=True))


def test_what_was_busy_stays_busy(records):
    """Cells that held most records before the last 28 days hold a multiple of their share afterwards."""
    mapped = records[records["Mapped"]]
    cell = mapped["X Coordinate"].astype(int) // 300 * 100_000 + mapped["Y Coordinate"].astype(int) // 300
    later = mapped["Date"] >= "2024-12-04"
    before = cell[~later].value_counts()
    busiest = before.index[: len(before) // 20]
    assert 0.2 < cell[later].isin(busiest).mean() < 0.4


def test_shops_lie_at_busy_places(records):
    held = records[records["Mapped"]].copy()
    held["Weight"] = held.groupby(["Latitude", "Longitude"])["ID"].transform("size")
    mean = held.groupby("Location Description")["Weight"].mean()
    assert mean["DEPARTMENT STORE"] > 3 * mean["RESIDENCE"]


def test_burglaries_repeat_nearby_within_days(records):
    own = records[(records["Primary Type"] == "BURGLARY") & records["Mapped"]]
    days = own["Date"].to_numpy().astype("datetime64[D]").astype(int)
    ground = cKDTree(own[["X Coordinate", "Y Coordinate"]].to_numpy(dtype=float))
    first, second = ground.query_pairs(150.0, output_type="ndarray").T

    def close(when):
        return int((np.abs(when[first] - when[second]) <= near_repeats.WITHIN_DAYS).sum())

    shuffled = [close(np.random.default_rng(seed).permutation(days)) for seed in range(9)]
    assert close(days) > max(shuffled) + near_repeats.SERIES
