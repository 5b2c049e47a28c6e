from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from dashboard.filters import FILTERS
from dashboard.filters.presets import presets

if TYPE_CHECKING:
    from core.places.fold import Fold


def test_the_shifts_are_those_of_the_citys_file_named_by_their_hours(shared_fold: Fold):
    city = replace(shared_fold.city, shifts=((20, 4), (6, 14)))
    first, second, *_ = presets(replace(shared_fold, city=city))
    assert (first.role, first.title, first.to) == ("tonight", "Tonight's shift, 20 to 4", "hours=20-4")
    assert (second.role, second.title, second.to) == ("shift-6-14", "06:00 to 14:00", "hours=6-14")


def test_presets_are_questions_that_can_be_asked(shared_fold: Fold):
    names = shared_fold.names
    found = {preset.role: FILTERS.parse(dict(parse_qsl(preset.to)), names) for preset in presets(shared_fold)}
    assert found["tonight"].hours == (18, 2)
    last = found["last-28"]
    assert last.until == shared_fold.last_day
    assert (last.until - last.since).days == 27
    assert "last-364" not in found, "the data are shorter than a year"
