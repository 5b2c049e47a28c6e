"""The demo's shares are the tables' shares."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from core.cities.city import load_city
from core.records.demo import calibration

SHARE = 0.01
"""Tolerance of every share: one percentage point."""
MIDNIGHT = 0.001
"""Tolerance of the shares of 00:00 and 00:01 among all records."""


def shares(values, expected):
    """Return the largest difference between the shares of values and expected counts."""
    counted = values.value_counts()
    assert set(counted.index) <= set(expected.index)
    counted = counted.reindex(expected.index, fill_value=0)
    return float((counted / counted.sum() - expected / expected.sum()).abs().max())


@pytest.fixture(scope="module")
def counts():
    return calibration.load()


def test_types_keep_their_shares(records, counts):
    assert shares(records["Primary Type"], counts.types.set_index("type")["records"]) < SHARE / 100


def test_areas_keep_their_shares(records, counts):
    expected = counts.areas.set_index("area").sum(axis=1)
    assert shares(records["Community Area"].astype(int), expected) < SHARE


def test_hours_keep_their_shares(records, counts):
    slots = counts.hours.drop(columns=["type", "weekday"]).sum()
    assert shares(records["Date"].dt.hour, slots.groupby(slots.index.str[:2].astype(int)).sum()) < SHARE


def test_weekdays_keep_their_shares(records, counts):
    expected = counts.hours.drop(columns="type").groupby("weekday").sum().sum(axis=1)
    assert shares(records["Date"].dt.day_of_week, expected) < SHARE


def test_months_keep_their_shares(records, counts):
    expected = counts.months.drop(columns="type").sum()
    assert shares(records["Date"].dt.month, expected.set_axis(expected.index.astype(int))) < SHARE


def test_locations_keep_their_shares(records, counts):
    assert shares(records["Location Description"], counts.locations.set_index("location")["records"]) < SHARE


def test_offences_keep_their_shares(records, counts):
    columns = ["neither", "only_domestic", "domestic_and_arrest", "only_arrest"]
    assert shares(records["IUCR"], counts.offences.set_index("iucr")[columns].sum(axis=1)) < SHARE


def test_each_offence_carries_the_words_of_its_code(records, counts):
    told = records.drop_duplicates(["IUCR", "Primary Type", "Description", "FBI Code"]).set_index("IUCR").sort_index()
    known = counts.offences.set_index("iucr").loc[told.index]
    assert told.index.is_unique
    assert (told["Primary Type"] == known["type"]).all()
    assert (told["Description"] == known["description"]).all()
    assert (told["FBI Code"] == known["fbi_code"]).all()


@pytest.mark.parametrize(
    ("flag", "columns"),
    [
        ("Arrest", ["domestic_and_arrest", "only_arrest"]),
        ("Domestic", ["only_domestic", "domestic_and_arrest"]),
    ],
)
def test_arrest_and_domestic_rates_of_each_type_hold(records, counts, flag, columns):
    by_type = counts.offences.drop(columns=["iucr", "description", "fbi_code"]).groupby("type").sum()
    expected = by_type[columns].sum(axis=1) / by_type.sum(axis=1)
    group = records.groupby("Primary Type")[flag]
    # A type of few records cannot come nearer than one record.
    allowed = np.maximum(SHARE, 1.0 / group.size())
    assert ((group.mean() - expected).abs() <= allowed).all()
    assert abs(records[flag].mean() - by_type[columns].sum().sum() / by_type.sum().sum()) < SHARE / 10


def test_the_share_of_enforcement_driven_records_holds(records, counts):
    driven = load_city("demo").enforcement_driven
    expected = counts.types.loc[counts.types["type"].isin(driven), "records"].sum() / counts.types["records"].sum()
    assert abs(records["Primary Type"].isin(driven).mean() - expected) < SHARE / 100


def test_coordinates_are_missing_as_often_as_counted(records, counts):
    expected = counts.types.set_index("type")["unmapped"] / counts.types.set_index("type")["records"]
    group = records.groupby("Primary Type")["Mapped"]
    assert ((1 - group.mean() - expected).abs() <= 0.5 / group.size() + 1e-12).all()
    assert abs(1 - records["Mapped"].mean() - counts.types["unmapped"].sum() / counts.types["records"].sum()) < 1e-4


def test_unknown_times_stand_at_midnight_and_a_minute_past(records, counts):
    total = counts.types["records"].sum()
    at = records["Date"].dt.strftime("%H%M")
    for slot in ("0000", "0001"):
        assert abs((at == slot).mean() - counts.hours[slot].sum() / total) < MIDNIGHT
    expected = counts.hours.groupby("type")[["0000", "0001"]].sum().sum(axis=1)
    of_type = at.isin(["0000", "0001"]).groupby(records["Primary Type"]).agg(["mean", "size"])
    difference = (of_type["mean"] - expected / counts.types.set_index("type")["records"]).abs()
    assert (difference <= np.maximum(SHARE, 5.0 / of_type["size"])).all()


def test_full_hours_are_heaped(records, counts):
    totals = counts.hours.drop(columns=["type", "weekday"]).sum()
    heaped = counts.full_hours.drop(columns="type").sum()
    full = (records["Date"].dt.minute == 0).groupby(records["Date"].dt.hour).mean()
    for hour in range(1, 24):
        assert abs(full[hour] - heaped[f"{hour:02d}"] / totals[f"{hour:02d}"]) < 0.02


def test_the_first_of_the_month_holds_too_much(records, counts):
    types = counts.types.set_index("type")
    firsts = types["first_known"] + types["first_unknown"]
    first = records["Date"].dt.day == 1
    assert abs(first.mean() - firsts.sum() / types["records"].sum()) < 0.002
    deceptive = records["Primary Type"] == "DECEPTIVE PRACTICE"
    assert abs(first[deceptive].mean() - firsts["DECEPTIVE PRACTICE"] / types["records"]["DECEPTIVE PRACTICE"]) < SHARE


def test_the_year_has_its_seasons_and_holidays(records, counts):
    due = counts.days.set_index(["month", "day"])["records"]
    held = records.groupby([records["Date"].dt.month, records["Date"].dt.day]).size()
    assert np.corrcoef(held.drop((2, 29)), due.drop((2, 29)))[0, 1] > 0.8


@pytest.mark.parametrize("name", ["THEFT", "BATTERY", "NARCOTICS", "BURGLARY"])
def test_joint_tables_hold_for_large_types(records, counts, name):
    own = records[records["Primary Type"] == name]
    assert shares(own["Community Area"].astype(int), counts.areas.set_index("area")[name]) < SHARE
    hours = counts.hours[counts.hours["type"] == name].set_index("weekday").drop(columns="type")
    hours = hours.T.groupby(lambda slot: int(slot[:2])).sum().T
    held = pd.crosstab(own["Date"].dt.day_of_week, own["Date"].dt.hour)
    assert float((held / held.to_numpy().sum() - hours / hours.to_numpy().sum()).abs().max().max()) < SHARE / 5
    locations = counts.offence_locations.merge(counts.offences[counts.offences["type"] == name][["iucr"]], on="iucr")
    expected = locations.groupby("number")["records"].sum()
    expected.index = counts.locations["location"].to_numpy()[expected.index - 1]
    assert shares(own["Location Description"], expected) < SHARE
