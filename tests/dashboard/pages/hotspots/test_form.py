"""The form of the page: every part of the question has its control, and one that has no effect is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.hotspots.methods import METHODS
from core.hotspots.setting import NUMBERS, Algorithm, Setting
from dashboard.ids import Pattern, control
from dashboard.pages.hotspots.form import build_controls
from dashboard.queries.hotspots import HotspotQuery
from tests.dashboard.tree import values_of, walk

if TYPE_CHECKING:
    from core.places.fold import Fold


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_every_control_of_the_question_is_there_with_its_value(shared_fold: Fold, algorithm: Algorithm):
    query = HotspotQuery(setting=Setting(algorithm, k=5, eps_m=82.5, min_samples=40, concentration=0.07))
    assert values_of(build_controls(shared_fold, query)) == query.controls()


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_numbers_of_another_algorithm_are_hidden(shared_fold: Fold, algorithm: Algorithm):
    form = build_controls(shared_fold, HotspotQuery(setting=Setting(algorithm)))
    bound = [each for each in walk(form) if "among" in (getattr(each, "id", None) or {})]
    parts = [each for each in bound if each.id["on"] == "algorithm"]
    hidden = {part.id["name"]: part.hidden for part in parts}
    assert hidden == {name: name not in METHODS[algorithm].numbers for name in NUMBERS if name != "concentration"}
    for part in parts:
        assert part.id["part"] == Pattern.ONLY
        assert set(part.id["among"].split()) == {str(a) for a, m in METHODS.items() if part.id["name"] in m.numbers}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_and_its_slider_span_the_range_in_the_unit_of_the_control(shared_fold: Fold, name: str):
    number = NUMBERS[name]
    found = {
        each.id["role"]: each
        for each in walk(build_controls(shared_fold, HotspotQuery()))
        if getattr(each, "id", None) in (control(name), control(name, "slider"))
    }
    ends = (number.low * number.scale, number.high * number.scale)
    assert (found["value"].min, found["value"].max) == ends
    slider = found["slider"]
    assert (slider.min, slider.max) == ((0, len(number.stops) - 1) if number.stops else ends)
