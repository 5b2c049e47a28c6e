"""What the map shows of an answer: few records are drawn as ground, and the legend says so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.hotspots.answer import find_zones
from core.hotspots.setting import Algorithm, Setting
from core.places.geometry import projection
from core.places.points import ABSENT
from core.places.selection import Filters
from dashboard.maps.outlines import area_km2
from dashboard.pages.hotspots import views
from tests.dashboard.tree import text

if TYPE_CHECKING:
    from core.hotspots.answer import Answer
    from core.places.fold import Fold


@pytest.fixture(scope="module")
def few(shared_fold: Fold) -> Answer:
    since = shared_fold.last_day - timedelta(days=27)
    return find_zones(shared_fold, Filters(since=since, types=("BURGLARY",)), Setting(Algorithm.KMEANS, k=4))


def test_few_records_are_drawn_as_ground_and_not_as_scattered_cells(shared_fold: Fold, few: Answer):
    assert (few.cell_labels == ABSENT).mean() > 0.5, "the selection leaves most cells empty"
    before = [zone.records for zone in few.zones]
    rings = [polygon[0] for zone in few.zones for polygon in zone.outline]
    features = views.picture(shared_fold, few, "label")["outlines"]["features"]
    drawn = [polygon[0][:-1, ::-1] for feature in features for polygon in feature["geometry"]["coordinates"]]
    assert sum(map(area_km2, drawn)) > 2 * sum(map(area_km2, rings))
    assert (views.filled(shared_fold, few).labels >= 0).all()
    assert [zone.records for zone in few.zones] == before
    assert (few.cell_labels == ABSENT).mean() > 0.5, "what is counted and exported stays as it is"


def test_the_legend_says_what_was_done(shared_fold: Fold, few: Answer):
    drawn = views.filled(shared_fold, few)
    assert "in and around the cell; gaps are filled" in text(views.build_legend(few, "label", drawn))
    own = drawn._replace(is_smoothed=False)
    assert "in the cell; gaps are filled" in text(views.build_legend(few, "label", own))
    full = find_zones(shared_fold, Filters(), Setting(Algorithm.KMEANS, k=4))
    many = views.filled(shared_fold, full)._replace(is_smoothed=False)
    assert "gaps" not in text(views.build_legend(full, "label", many))


def test_a_click_on_filled_ground_finds_the_zone_whose_colour_it_has(shared_fold: Fold, few: Answer):
    gap = int(np.flatnonzero(few.cell_labels == ABSENT)[0])
    at = np.array([shared_fold.cell_x_m[gap]]), np.array([shared_fold.cell_y_m[gap]])
    latitude, longitude = projection.to_degrees(*at, shared_fold.city.epsg)
    zone = views.zone_at(shared_fold, few, float(latitude[0]), float(longitude[0]))
    assert zone is not None
    assert zone.label == views.filled(shared_fold, few).labels[gap]
