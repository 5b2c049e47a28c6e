from __future__ import annotations

import json

import numpy as np
import pytest

from core.errors import BadExportError, MissingBuildError
from core.places.fold import load_fold
from core.places.geometry import projection
from core.store import Build
from tests import small


def test_every_record_lies_on_its_place_or_on_none(fold, records):
    mapped = records.dropna(subset="latitude")
    assert len(fold.place) == len(records)
    assert int((fold.place < len(fold.x_m)).sum()) == len(mapped)
    assert len(fold.x_m) == len(mapped.drop_duplicates(["latitude", "longitude"]))
    assert (np.diff(fold.place.astype(np.int64)) >= 0).all(), "records of a place stand together, unmapped ones last"


def test_columns_say_what_the_records_say(fold, records):
    counts = records.groupby(["primary_type", "district"]).size()
    for (kind, district), expected in counts.items():
        here = (fold.coded["type"] == fold.names["type"].index(kind)) & (
            fold.coded["district"] == fold.names["district"].index(district)
        )
        assert int(here.sum()) == expected
    assert int(fold.severity_days.sum()) == records["crime_severity_score"].sum()
    assert int((fold.flags & 1).sum()) == records["arrest"].sum()
    assert fold.days == 210


def test_cells_are_those_of_the_grid_and_stand_together(fold):
    number = fold.grid.number(fold.x_m, fold.y_m)
    assert (fold.cell_number[fold.cell] == number).all()
    assert (np.diff(fold.cell) >= 0).all()
    assert (np.abs(fold.x_m - fold.cell_x_m[fold.cell]) <= fold.grid.size_m / 2 + 1e-6).all()


def test_the_lattice_holds_the_corners_of_the_cells(fold):
    corner = int(fold.cell_number[0])
    row, column = divmod(corner, fold.grid.columns)
    at = row * (fold.grid.columns + 1) + column
    x_m, y_m = projection.to_metres(fold.lattice_latitude[[at]], fold.lattice_longitude[[at]], fold.city.epsg)
    assert x_m[0] == pytest.approx(fold.cell_x_m[0] - fold.grid.size_m / 2, abs=1e-3)
    assert y_m[0] == pytest.approx(fold.cell_y_m[0] - fold.grid.size_m / 2, abs=1e-3)


def test_a_missing_code_is_kept_apart(tmp_path):
    frame = small.incidents(200)
    frame.loc[:9, "district"] = None
    folded = small.fold_of(tmp_path, frame)
    assert int((folded.coded["district"] == np.iinfo(folded.coded["district"].dtype).max).sum()) == 10
    assert folded.names["district"] == ("1", "2", "3")


def test_an_empty_arrest_is_no_arrest_and_loses_no_other_flag(tmp_path):
    frame = small.incidents(200)
    frame["arrest"] = frame["arrest"].astype(object)
    frame.loc[:99, "arrest"] = None
    folded = small.fold_of(tmp_path, frame)
    assert int((folded.flags & 1 != 0).sum()) == int(frame.loc[100:, "arrest"].sum())
    assert int((folded.flags & 2 != 0).sum()) == int(frame["domestic"].sum())


def test_records_without_any_coordinate_are_refused_with_a_sentence(tmp_path):
    frame = small.incidents(20, unmapped=20)
    with pytest.raises(BadExportError, match="No record has a coordinate inside Small City"):
        small.fold_of(tmp_path, frame)


@pytest.mark.parametrize(
    ("file", "key", "sentence"),
    [
        ("records.minute.npy", None, "minute in its columns"),
        ("cells.x_m.npy", None, "cell_x_m in its columns"),
        ("lattice.latitude.npy", None, "lattice_latitude in its columns"),
        ("records.district.npy", None, "district in its columns"),
        ("codes.json", "names", "names in codes"),
        ("codes.json", "days", "days in codes"),
        ("codes.json", "grid", "grid in codes"),
        ("codes.json", None, "codes.json"),
    ],
)
def test_a_build_that_lacks_a_part_of_the_fold_is_one_sentence(tmp_path, file, key, sentence):
    whole = small.publish(tmp_path, small.incidents(200))
    files = dict(whole.manifest["files"])
    if key is None:
        del files[file]
    else:
        codes = json.loads((whole.path / file).read_bytes())
        del codes[key]
        (whole.path / file).write_text(json.dumps(codes))
    older = Build(whole.id, whole.path, {"files": files})
    with pytest.raises(MissingBuildError, match=rf"^Build {whole.id} was made by an earlier version .* {sentence};"):
        load_fold(older, small.city())
