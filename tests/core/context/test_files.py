"""Files of context: read as tables whatever their kind, refused with a sentence."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pandas as pd
import pytest

from core.context import files
from core.errors import BadExportError
from core.store import parquet

ROWS = [{"ward": "7", "people": "120"}, {"ward": "8", "people": None}]


def collection(*features: dict) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def test_the_same_rows_are_read_from_every_kind_of_file(tmp_path):
    frame = pd.DataFrame(ROWS)
    frame.to_csv(tmp_path / "a.csv", index=False)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress((tmp_path / "a.csv").read_bytes()))
    parquet.write(tmp_path / "a.PARQUET", frame)
    (tmp_path / "a.json").write_text(json.dumps(ROWS))
    features = ({"type": "Feature", "properties": row, "geometry": None} for row in ROWS)
    (tmp_path / "a.geojson").write_text(collection(*features))
    assert len(list(tmp_path.iterdir())) == 5
    for path in tmp_path.iterdir():
        found = files.read(path)
        assert found["ward"].tolist() == ["7", "8"], path.name
        assert files.numbers(found, "people", path.name).fillna(-1).tolist() == [120, -1], path.name


def test_the_points_of_a_geojson_file_become_columns(tmp_path):
    point = {"type": "Point", "coordinates": [3.1, 0.2, 55.0]}
    (tmp_path / "a.json").write_text(
        collection(
            {"properties": {"name": "North"}, "geometry": point}, {"properties": {"name": "Nowhere"}, "geometry": None}
        )
    )
    found = files.read(tmp_path / "a.json")
    assert found["name"].tolist() == ["North", "Nowhere"]
    assert found.loc[0, ["latitude", "longitude"]].tolist() == [0.2, 3.1]
    assert found.loc[1, ["latitude", "longitude"]].isna().all()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.parquet", "PAR1", "is not a table in CSV, Parquet, JSON or GeoJSON"),
        ("a.json", "<html>", "is not a table"),
        ("a.json", '{"rows": []}', "is not a table"),
        ("a.geojson", '{"features": [7]}', "is not a table"),
        ("a.csv", "", "is not a table"),
        ("a.csv", "ward,people\n", "holds no rows"),
        ("a.json", "[]", "holds no rows"),
    ],
)
def test_what_is_no_table_is_one_sentence(tmp_path, name, content, sentence):
    (tmp_path / name).write_text(content)
    with pytest.raises(BadExportError, match=rf"^{name} {sentence}"):
        files.read(tmp_path / name)


def test_a_column_that_is_missing_is_named_with_those_that_are_there():
    with pytest.raises(BadExportError, match=r"^a\.csv has no column year, code but ward, people; correct the city's"):
        files.require(pd.DataFrame(ROWS), ["ward", "year", "code"], "a.csv")


@pytest.mark.parametrize("bad", ["n/a", "1,200", "inf", "7 %"])
def test_a_number_that_cannot_be_read_is_named_with_its_row(bad):
    frame = pd.DataFrame({"people": ["1", None, bad, "x"]})
    with pytest.raises(BadExportError) as refused:
        files.numbers(frame, "people", "a.csv")
    assert str(refused.value) == f"a.csv, row 3: people is {bad!r}; write a number there or leave it empty."


def test_numbers_are_numbers_whatever_their_type():
    frame = pd.DataFrame(
        {"a": ["1.5", " 2 ", "-3e2"], "b": np.array([1, 2, 3], dtype=np.int16), "c": [True, False, True]}
    )
    assert files.numbers(frame, "a", "").tolist() == [1.5, 2.0, -300.0]
    assert files.numbers(frame, "b", "").tolist() == [1.0, 2.0, 3.0]
    assert files.numbers(frame, "c", "").tolist() == [1.0, 0.0, 1.0]
