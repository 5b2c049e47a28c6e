from __future__ import annotations

import numpy as np
import pandas as pd

from core.hotspots.answer import find_zones
from core.hotspots.setting import Setting
from core.hotspots.zones.detail import describe_cell, describe_zone
from core.places.selection import Filters, select


def inside(fold, records, places):
    """Select the records at some places, by their coordinates."""
    spots = pd.DataFrame({"latitude": fold.latitude[places], "longitude": fold.longitude[places]})
    return records.merge(spots, on=["latitude", "longitude"])


def test_a_cell_is_described_by_the_records_in_it(fold, records):
    busiest = int(np.bincount(fold.cell).argmax())
    places = np.flatnonzero(fold.cell == busiest)
    found = describe_cell(fold, select(fold, Filters()), fold.latitude[places[0]], fold.longitude[places[0]])
    here = inside(fold, records, places)
    assert found.records == len(here)
    assert dict(found.types) == here["primary_type"].value_counts().to_dict()
    assert dict(found.blocks) == here["block"].value_counts().to_dict()
    assert found.known_times == here["time_known"].sum() == sum(found.hours)


def test_only_selected_records_are_described(fold, records):
    places = np.flatnonzero(fold.cell == int(np.bincount(fold.cell).argmax()))
    thefts = select(fold, Filters(types=("THEFT",)))
    found = describe_cell(fold, thefts, fold.latitude[places[0]], fold.longitude[places[0]])
    here = inside(fold, records, places)
    assert found.records == (here["primary_type"] == "THEFT").sum()
    assert [kind for kind, _ in found.types] == ["THEFT"]


def test_a_spot_outside_every_cell_has_nothing(fold):
    assert describe_cell(fold, select(fold, Filters()), 45.0, 10.0) is None


def test_a_zone_is_described_by_its_places(fold, records):
    shown = find_zones(fold, Filters(), Setting(k=4))
    found = describe_zone(fold, shown, 1)
    here = inside(fold, records, np.flatnonzero(shown.labels == 1))
    assert found.records == len(here) == shown.zones[1].records
    assert found.types[0] == (here["primary_type"].value_counts().index[0], here["primary_type"].value_counts().iloc[0])
    blocks = here["block"].value_counts().to_dict()
    assert len(blocks) > 20
    assert list(found.blocks) == sorted(blocks.items(), key=lambda block: (-block[1], block[0]))[:20]
