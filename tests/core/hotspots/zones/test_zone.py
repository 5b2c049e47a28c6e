from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.hotspots.setting import Setting
from core.hotspots.zones import colour_cells, describe, inhabited_km2, peaks, risk
from core.places.points import ABSENT, NOISE, OUTSIDE
from core.places.selection import Filters, select


@pytest.fixture(scope="module")
def described(fold):
    """Three bands from south to north, the northernmost left as noise."""
    selection = select(fold, Filters())
    bands = np.clip((fold.latitude / 0.04).astype(np.int32), 0, 2)
    labels = np.where(bands == 2, NOISE, bands).astype(np.int32)
    found = describe(fold, selection, Setting(k=2), labels)
    return selection, labels, found.cell_labels, found.zones


@pytest.fixture(scope="module")
def banded(records):
    mapped = records.dropna(subset="latitude")
    return mapped.groupby(np.clip((mapped["latitude"] / 0.04).astype(int), 0, 2))


def test_counts_are_those_of_a_group_by(described, banded):
    selection, _, _, found = described
    for zone in found:
        group = banded.get_group(zone.label)
        assert zone.records == len(group)
        assert zone.share == pytest.approx(len(group) / selection.records)
        assert dict(zone.types) == group["primary_type"].value_counts().head(5).to_dict()
        assert zone.arrest_rate == pytest.approx(group["arrest"].mean())
        assert zone.domestic_share == pytest.approx(group["domestic"].mean())
        assert zone.severity_days == pytest.approx(group["crime_severity_score"].mean())
        assert zone.known_time_share == pytest.approx(group["time_known"].mean())
        assert zone.latitude == pytest.approx(group["latitude"].mean(), abs=1e-6)
        known = group.loc[group["time_known"], "date"]
        assert list(zone.hours) == known.dt.hour.value_counts().reindex(range(24), fill_value=0).tolist()
        assert set(zone.beats) <= set(group["beat"].value_counts().head(3).index)


def test_rates_and_risks_are_those_of_the_ground_and_of_the_full_weeks(fold, described, banded, records):
    places = pd.DataFrame({"cell": fold.cell, "band": np.clip((fold.latitude / 0.04).astype(int), 0, 2)})
    places["km2"] = 0.09 / places.groupby("cell")["cell"].transform("size")
    km2 = places.groupby("band")["km2"].sum()
    reported = records.dropna(subset="latitude").loc[lambda mapped: ~mapped["enforcement_driven"]]
    week = (reported["date"] - records["date"].min().normalize()).dt.days // 7
    weekly = pd.crosstab(np.clip((reported["latitude"] / 0.04).astype(int), 0, 2), week).to_numpy()
    assert weekly.shape == (3, 30)
    risks = risk.assess(np.vstack([weekly[:2], weekly.sum(axis=0)]), km2.to_numpy()[:2], km2.sum(), 30)
    for zone, expected in zip(described[3], risks, strict=True):
        assert zone.inhabited_km2 == pytest.approx(km2[zone.label])
        assert zone.rate_per_km2 == pytest.approx(len(banded.get_group(zone.label)) / km2[zone.label])
        assert zone.risk.level is expected.level
        assert zone.risk[1:] == pytest.approx(expected[1:])


def test_names_come_from_the_records(described, banded):
    for zone in described[3]:
        share = banded.get_group(zone.label)["community_area"].value_counts(normalize=True)
        title = {"1": "West End", "2": "East End"}[share.index[0]]
        assert zone.name.startswith(f"mostly {title}" if share.iloc[0] >= 0.5 else title)
        assert f"beats {', '.join(zone.beats)}" in zone.name


def test_inhabited_areas_add_up_to_the_inhabited_cells(fold, described):
    selection, labels, _, _ = described
    bands = np.where(labels == NOISE, 2, labels)
    km2, city_km2 = inhabited_km2(fold, selection, bands, 3)
    assert km2.sum() == pytest.approx(city_km2)
    assert city_km2 == pytest.approx(len(fold.cell_number) * 0.09)


def test_a_cell_takes_the_zone_with_most_of_its_records(fold, described):
    selection, labels, cell_labels, _ = described
    frame = pd.DataFrame({"cell": fold.cell, "label": labels, "records": selection.weight})
    zoned = frame[frame["label"] >= 0].groupby(["cell", "label"])["records"].sum().reset_index()
    best = zoned.sort_values(["cell", "records", "label"], ascending=[True, False, True]).drop_duplicates("cell")
    expected = best.set_index("cell")["label"].reindex(range(len(cell_labels)), fill_value=NOISE)
    assert (cell_labels == expected.to_numpy()).all()


def test_cells_without_a_zone_say_why(fold):
    selection = select(fold, Filters())
    labels = np.where(fold.latitude < 0.05, OUTSIDE, ABSENT).astype(np.int32)
    cell_labels = colour_cells(fold, selection, labels, 0)
    assert set(cell_labels[fold.cell[fold.latitude < 0.05]]) == {OUTSIDE}
    assert set(np.unique(cell_labels)) == {OUTSIDE, ABSENT}


def test_only_the_largest_zones_are_described(fold, monkeypatch):
    monkeypatch.setattr("core.hotspots.zones.zone.LISTED", 2)
    selection = select(fold, Filters())
    labels = np.clip((fold.latitude / 0.03).astype(np.int32), 0, 3)
    found = describe(fold, selection, Setting(k=4), labels)
    assert len(found.zones) == 2
    assert found.cell_labels.max() == 3, "the others are still coloured"


def test_the_peak_wraps_midnight():
    hours = np.zeros((2, 24), dtype=np.int64)
    hours[0, [22, 23, 0, 1, 12]] = 3, 3, 2, 2, 5
    peak, nothing = peaks(hours)
    assert (peak.start, peak.end) == (22, 2)
    assert peak.share == pytest.approx(10 / 15)
    assert nothing is None
