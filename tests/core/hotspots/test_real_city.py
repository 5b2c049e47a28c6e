"""The real 500,000: counts against SQL on the files themselves, and the claims that the page makes."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from core.hotspots.answer import find_zones
from core.hotspots.elbow import elbow
from core.hotspots.evidence import gather_evidence
from core.hotspots.setting import Setting
from core.places.selection import Filters, select

pytestmark = [pytest.mark.real, pytest.mark.slow]

SELECTIONS = {
    "TRUE": Filters(),
    '"Primary Type" = \'THEFT\' AND hour("Date") >= 18': Filters(types=("THEFT",), hours=(18, 24)),
    # 00:00 and 00:01 stand for "unknown", and such records are out of a filter by hours.
    '(hour("Date") >= 18 OR hour("Date") < 2) AND NOT (hour("Date") = 0 AND minute("Date") < 2) '
    'AND isodow("Date") IN (5, 6)': Filters(hours=(18, 2), weekdays=(4, 5)),
    "Domestic AND NOT Arrest AND District = 11 AND \"Date\" >= '2018-01-01' AND \"Date\" < '2018-07-01'": Filters(
        domestic=True, arrest=False, districts=("11",), since=date(2018, 1, 1), until=date(2018, 6, 30)
    ),
}


@pytest.fixture(scope="module")
def latest(real_data):
    connection = duckdb.connect()
    connection.execute(
        f"CREATE VIEW latest AS FROM read_parquet('{real_data}/chicago/crimes_*.parquet') "
        'ORDER BY "Date" DESC, ID DESC LIMIT 500_000',
    )
    return connection


@pytest.mark.parametrize("where", SELECTIONS)
def test_selections_count_what_sql_counts(real_fold, latest, where):
    mapped, unmapped = latest.execute(
        f"SELECT count(Latitude), count(*) - count(Latitude) FROM latest WHERE {where}",
    ).fetchone()
    selection = select(real_fold, SELECTIONS[where])
    assert (selection.records, selection.unmapped) == (mapped, unmapped)


def test_five_to_ten_zones_of_the_densest_fifth_reach_one_half_and_say_what_it_is_worth(real_fold):
    setting = Setting(k=6, concentration=0.2)
    found = find_zones(real_fold, Filters(), setting)
    assert found.scores.silhouette > 0.5
    assert found.coverage == pytest.approx(0.50, abs=0.02)
    evidence = gather_evidence(real_fold, Filters(), setting)
    assert 0.36 < evidence.null_silhouette < 0.46, "most of the score is the shape of the city"
    assert evidence.null_high < found.scores.silhouette
    assert evidence.pai < evidence.baseline_pai, "last year's counts catch more, and the page says so"


def test_all_cells_score_the_shape_of_the_city(real_fold):
    found = find_zones(real_fold, Filters(), Setting(k=8))
    assert 0.39 < found.scores.silhouette < 0.42
    assert sum(zone.records for zone in found.zones) == found.selection.records == 496_021


def test_the_elbow_of_the_real_city_has_no_knee(real_points):
    assert elbow(real_points, 1.0).knee is None
