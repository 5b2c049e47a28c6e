from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from dashboard.filters import FILTERS
from dashboard.filters.presets import presets

if TYPE_CHECKING:
    from core.places.fold import Fold


def test_presets_are_questions_that_can_be_asked(shared_fold: Fold):
    names = shared_fold.names
    found = {preset.role: FILTERS.parse(dict(parse_qsl(preset.to)), names) for preset in presets(shared_fold)}
    assert found["tonight"].hours == (18, 2)
    last = found["last-28"]
    assert last.until == shared_fold.last_day
    assert (last.until - last.since).days == 27
    assert "last-364" not in found, "the data are shorter than a year"
