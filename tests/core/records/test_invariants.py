"""What holds for every export, however it was damaged."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core import columns as col
from core.errors import BadExportError
from tests.core.records.conftest import Exports, Opened

QUICK = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

DATES = st.sampled_from(["2017-01-01T00:00:00.000", "2017-05-02T10:30:00.000", "1999-01-01T00:00:00.000", "soon", ""])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            col.ID: st.sampled_from(["1", "2", "3", "4", "5", "007", "x", ""]),
            col.DATE: DATES,
            col.UPDATED_ON: DATES,
            col.PRIMARY_TYPE: st.sampled_from(["THEFT", "crim sexual assault", "NON - CRIMINAL", ""]),
            col.LATITUDE: st.sampled_from(["41.8", "36.619446395", "", "nan", "north"]),
            col.LONGITUDE: st.sampled_from(["-87.6", "-91.686565684", "", "0"]),
            col.ARREST: st.sampled_from(["true", "N", "0", "maybe", ""]),
            col.DISTRICT: st.sampled_from(["007", "7.0", "0", "", "31"]),
            col.DESCRIPTION: st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0\x01"), max_size=8),
        },
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def made(chicago, tmp_path_factory):
    return Exports(tmp_path_factory.mktemp("exports"), chicago)


@pytest.mark.slow
@QUICK
@given(rows=ROWS, recent=st.none() | st.integers(1, 8), titles=st.booleans())
def test_rows_add_up_ids_are_unique_and_cleaning_again_changes_nothing(made, chicago, rows, recent, titles):
    records = [made.row(0), *({**made.row(), **changes} for changes in rows)]
    opened = Opened(chicago).clean(made.csv(records, titles=titles), recent=recent)

    assert opened.counts.read == len(records)
    assert opened.counts.kept == opened.rows("SELECT count(*) FROM incidents")[0][0]
    assert opened.counts.quarantined == opened.rows("SELECT count(*) FROM quarantine")[0][0]
    ids = opened.column(col.ID)
    assert len(set(ids)) == len(ids)
    assert recent is None or len(ids) <= recent

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.parquet"
        opened.rows(f"COPY incidents TO '{path}' (FORMAT parquet)")
        again = Opened(chicago).clean(path)

        assert again.counts.kept == again.counts.read == len(ids)
        assert again.rows("FROM incidents") == opened.rows("FROM incidents")


@pytest.mark.slow
@QUICK
@example(rows=1, damage=[(0, 97, "é")])
@given(
    rows=st.integers(1, 30),
    damage=st.lists(
        st.tuples(st.integers(0, 29), st.integers(0, 150), st.sampled_from(['"', ",", "\t", '""', "'", "é", "\\"])),
        max_size=4,
    ),
)
def test_damaged_lines_are_counted_or_the_file_is_refused(made, chicago, rows, damage):
    lines = made.text([made.row(number) for number in range(rows)]).splitlines()
    for line, place, mark in damage:
        hit = 1 + line % rows
        lines[hit] = lines[hit][:place] + mark + lines[hit][place:]
    path = made.file("damaged.csv", "\n".join([*lines, made.text([made.row(999)]).splitlines()[1]]) + "\n")

    try:
        counts = Opened(chicago).clean(path).counts
    except BadExportError as fault:
        assert "quotation mark" in str(fault)  # noqa: PT017 (either outcome is right)
        return

    assert counts.read == rows + 1
    hit = {1 + line % rows for line, _, _ in damage}
    assert counts.kept >= rows + 1 - len(hit)
