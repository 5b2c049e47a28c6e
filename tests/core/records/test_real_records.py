"""The real records, against counts that plain SQL takes from the files themselves."""

from __future__ import annotations

import pytest

from core import columns as col
from core.records import quality
from tests.core.records.conftest import Opened

pytestmark = pytest.mark.real

RECENT = 500_000


@pytest.fixture(scope="module")
def years(real_data):
    return sorted((real_data / "chicago").glob("crimes_*.parquet"))


@pytest.fixture(scope="module")
def latest(years, chicago):
    return Opened(chicago).clean(*years, recent=RECENT)


def source(years):
    return f"read_parquet({[str(year) for year in years]})"


def test_all_years_are_read_and_the_latest_kept(years, latest):
    total = latest.rows(f"SELECT count(*) FROM {source(years)}")[0][0]

    assert latest.counts.read == total == 1_306_393
    assert (latest.counts.kept, latest.counts.quarantined) == (RECENT, 0)
    assert latest.counts.out_of_scope == total - RECENT


def test_the_records_kept_are_the_latest_by_date_and_id(years, latest):
    found = latest.rows("SELECT min((date, id)), max((date, id)), bit_xor(hash(id)), count(latitude) FROM incidents")
    expected = latest.rows(
        f"SELECT min((Date, ID::BIGINT)), max((Date, ID::BIGINT)), bit_xor(hash(ID::BIGINT)), count(Latitude) "
        f"FROM (FROM {source(years)} ORDER BY Date DESC, ID DESC LIMIT {RECENT})",
    )

    assert found == expected


def test_no_value_is_changed_but_the_spellings_that_are_meant(years, latest):
    unlike = latest.rows(
        f"SELECT count(*) FROM incidents i JOIN {source(years)} r ON i.id = r.ID WHERE (i.date, i.block, i.iucr, "
        f"i.description, i.arrest, i.domestic, i.beat::INT, i.district::INT, i.fbi_code, i.year, i.updated_on) "
        f"IS DISTINCT FROM (r.Date, r.Block, r.IUCR, r.Description, r.Arrest, r.Domestic, r.Beat, r.District, "
        f'r."FBI Code", r.Year, r."Updated On") OR i.latitude IS DISTINCT FROM r.Latitude '
        f"OR i.longitude IS DISTINCT FROM r.Longitude OR i.ward::INT IS DISTINCT FROM r.Ward "
        f'OR i.community_area::INT IS DISTINCT FROM r."Community Area"',
    )
    names = latest.rows(
        f'SELECT DISTINCT r."Primary Type", i.primary_type FROM incidents i JOIN {source(years)} r ON i.id = r.ID '
        f'WHERE r."Primary Type" <> i.primary_type ORDER BY 1',
    )

    assert unlike == [(0,)]
    assert names == [
        ("CRIM SEXUAL ASSAULT", "CRIMINAL SEXUAL ASSAULT"),
        ("NON-CRIMINAL (SUBJECT SPECIFIED)", "NON-CRIMINAL"),
    ]


def test_the_figures_that_are_known_of_these_records(latest, chicago):
    report = quality.report(latest.connection, chicago, latest.counts)

    assert report["freshness"]["latest_record"].startswith("2018-11-12")
    assert 0.97 < report["geocoding"]["share"] < 1
    assert 1.1 < report["days"]["ratio"] < 1.4
    assert report["duplicates"]["superseded_versions"] == 0
    assert 0.01 < report["times"]["unknown_share"] < 0.04
    assert 190_000 < report["places"] < 200_000


def test_csv_and_parquet_of_the_same_rows_become_the_same_incidents(real_data, years, chicago, tmp_path):
    sample = real_data / "chicago" / "export_format_sample_2017.csv"
    text, typed = Opened(chicago).clean(sample), Opened(chicago)
    ids = text.column(col.ID)
    same = tmp_path / "same.parquet"
    typed.rows(f"COPY (FROM {source(years)} WHERE ID IN (SELECT unnest({ids}))) TO '{same}' (FORMAT parquet)")
    typed.clean(same)

    assert text.counts.kept == typed.counts.kept == len(ids) == 10_000
    assert text.rows("FROM incidents") == typed.rows("FROM incidents")
