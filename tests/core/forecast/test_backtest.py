"""The contest: no model sees the week that it is tested on, and what was caught is counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.forecast import backtest
from core.forecast.backtest import SHARES, Contest, Weeks, hold_contest, score_model, summary
from core.forecast.counts import within_shift
from core.forecast.models import BASELINES, MODELS
from core.forecast.shift import Shift
from core.forecast.spots import MOST_SPOTS

if TYPE_CHECKING:
    from core.places.history import History

SHIFT = Shift((18, 2))


@pytest.fixture(scope="module")
def everything(past: History) -> np.ndarray:
    return np.ones(len(past.patch), dtype=bool)


@pytest.fixture(scope="module")
def contest(past: History, everything: np.ndarray) -> Contest:
    found = hold_contest(past, everything, SHIFT)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["counts_28_fine", "counts_all_coarse", "shift_fading", "beats_364"])
def test_a_model_never_sees_the_days_it_is_tested_on(past: History, everything: np.ndarray, name: str):
    until = past.days - 21
    shuffled = past.patch.copy()
    later = past.day >= until
    shuffled[later] = np.random.default_rng(0).permutation(shuffled[later])
    other = replace(past, patch=shuffled)
    before = MODELS[name].expect(past, everything, SHIFT, until).score
    if name not in BASELINES:  # beats are ground, drawn from all records, as the districts of a map are
        assert (before == MODELS[name].expect(other, everything, SHIFT, until).score).all()
    assert before.sum() > 0


def test_shaded_ground_is_counted_by_hand(past: History, everything: np.ndarray):
    found = score_model("counts_28_fine", past, everything, SHIFT, 1)
    until = past.days - 7
    wanted = within_shift(past, SHIFT) & (past.patch < len(past.number))
    late = np.bincount(past.patch[wanted & (past.day >= until)], minlength=len(past.number))
    early = np.bincount(past.patch[(past.day < until) & (past.day >= until - 28)], minlength=len(past.number) + 1)[:-1]
    order = np.argsort(-early, kind="stable")
    patches = SHARES[4] * past.inhabited_km2 / past.patch_km2
    whole = int(patches)
    expected = late[order[:whole]].sum() + (patches - whole) * late[order[whole]]
    assert found.shaded[0, 4] == pytest.approx(expected)
    assert found.records[0] == late.sum()


def test_more_ground_catches_more(contest: Contest):
    for weeks in contest.weeks.values():
        assert (np.diff(weeks.shaded, axis=1) >= -1e-9).all()
        assert (np.diff(weeks.listed, axis=1) >= 0).all()
        assert (weeks.shaded <= weeks.records[:, None] + 1e-9).all()


def test_all_models_are_tested_on_the_same_records(contest: Contest):
    first, *others = contest.weeks.values()
    assert all((other.records == first.records).all() for other in others)
    assert len(first.records) == backtest.WEEKS


def made(shaded: list[float], listed: float = 1.0) -> Weeks:
    weeks = len(shaded)
    rows = np.outer(np.array(shaded), np.arange(1, len(SHARES) + 1))
    places = np.outer(np.full(weeks, listed), np.arange(1, MOST_SPOTS + 1))
    return Weeks(np.full(weeks, 100.0), rows, places, places / 10, np.full(weeks, 0.8))


def test_the_winner_caught_most_on_the_share_that_decides():
    found = Contest({"counts_28_fine": made([5.0] * 8), "counts_364_fine": made([6.0] * 8)}, 100.0)
    assert found.chosen == "counts_364_fine"
    assert found.shaded("counts_364_fine", 0.01).hit_rate == pytest.approx(0.06)
    assert found.shaded("counts_364_fine", 0.01).pai == pytest.approx(6.0)


def test_a_baseline_is_never_chosen():
    found = Contest({"beats_364": made([9.0] * 8), "counts_364_fine": made([6.0] * 8)}, 100.0)
    assert found.chosen == "counts_364_fine"


def test_what_stands_beside_the_list_is_scored_by_a_choice_that_never_saw_the_week():
    """One model wins by a single week; without that week the other one does."""
    lucky = made([5.0] * 7 + [40.0], listed=1.0)
    steady = made([6.0] * 8, listed=2.0)
    found = Contest({"counts_28_fine": lucky, "counts_364_fine": steady}, 100.0)
    assert found.chosen == "counts_28_fine"
    # Weeks 1 to 7 are scored by the lucky model (chosen on all others, week 8 included), week 8 by the steady one.
    assert found.honest_listed(1).hit_rate == pytest.approx((7 * 1.0 + 2.0) / 800)
    assert found.honest_shaded(0.01).hit_rate == pytest.approx((7 * 5.0 + 6.0) / 800)


def test_intervals_hold_the_rate_and_shrink_to_it_where_weeks_are_equal():
    equal = Contest({"counts_28_fine": made([5.0] * 8)}, 100.0).shaded("counts_28_fine", 0.01)
    assert equal.low == equal.hit_rate == equal.high
    varied = Contest({"counts_28_fine": made([1.0, 9.0] * 4)}, 100.0).shaded("counts_28_fine", 0.01)
    assert varied.low < varied.hit_rate < varied.high


def test_a_short_history_holds_no_contest(past: History, everything: np.ndarray):
    short = replace(past, last_day=past.first_day.replace(day=20))
    assert hold_contest(short, everything, SHIFT) is None


def test_a_summary_is_what_json_holds(contest: Contest):
    found = summary(contest)
    assert found["weeks"] == backtest.WEEKS
    assert set(found["models"]) == set(MODELS)
    assert len(found["listed"]) == MOST_SPOTS
    assert [round(row["area_share"], 2) for row in found["shaded"]] == list(SHARES)
    assert found["chosen"] not in BASELINES
    assert 0.0 <= found["held"] <= 1.0
