"""What readers find in a build, and the sentence for what they do not find."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb
import numpy as np
import orjson
import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from core.errors import MissingBuildError
from core.store import CONTENT, Build, Store
from tests.core.store.toy import publish


class Pair(NamedTuple):
    """A value as other modules make them."""

    low: float
    high: float


@dataclass(frozen=True)
class Span:
    """Another one."""

    first: date
    pair: Pair


def test_what_was_written_is_read_back(store):
    with store.draft() as draft:
        draft.write_table("people", pd.DataFrame({"name": ["a", None], "age": [1.5, 2.5]}))
        rows = draft.write_query("rows", duckdb.connect(), "SELECT 'it''s' AS text UNION ALL SELECT 'b'")
        draft.write_columns("engine", {"z": np.arange(3, dtype=np.uint16), "a": np.zeros(0), "m": np.eye(2)})
        draft.write_json("span", Span(date(2024, 2, 29), Pair(1.0, float("nan"))))
        build = draft.publish({"rows": {"read": 7}})
    assert rows == 2
    assert build.table("people", ["age"])["age"].tolist() == [1.5, 2.5]
    assert sorted(build.table("rows")["text"]) == ["b", "it's"]
    columns = build.columns("engine")
    assert list(columns) == ["z", "a", "m"]
    assert columns["z"].tolist() == [0, 1, 2]
    assert columns["m"].tolist() == [[1, 0], [0, 1]]
    assert len(columns["a"]) == 0
    assert build.json("span") == {"first": "2024-02-29", "pair": {"low": 1.0, "high": None}}
    assert build.manifest["rows"] == {"read": 7}
    assert build.manifest["city"] == "toy"
    assert store.current() == build


def test_columns_are_maps_that_cannot_be_written(store):
    publish(store, 1)
    column = store.current().columns("engine")["value"]
    assert isinstance(column, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        column[0] = 2


def test_a_build_says_what_it_holds(store):
    publish(store, 1)
    build = store.current()
    assert build.has("numbers")
    assert build.has("engine")
    assert build.has("facts")
    assert not build.has("number")
    assert not build.has("manifest")
    for read in (build.table, build.columns, build.json):
        with pytest.raises(MissingBuildError, match=rf"^Build {build.id} lacks nothing.*to make a new one\.$"):
            read("nothing")


def lacking(build: Build, what: str) -> str:
    return (
        f"Build {build.id} was made by an earlier version of PatrolIQ and lacks {what}; "
        "run `python -m scripts.pipeline build --city toy` to make a new one."
    )


@pytest.mark.parametrize(
    ("read", "what"),
    [
        (lambda build: build.table("zones"), "zones.parquet"),
        (lambda build: build.table("numbers", ["value", "weight", "age"]), "age, weight in numbers"),
        (lambda build: build.columns("cells"), "cells.*.npy"),
        (lambda build: build.columns("engine")["weight"], "weight in engine"),
        (lambda build: build.json("choice"), "choice.json"),
        (lambda build: build.json("facts")["rule"], "rule in facts"),
        (lambda build: build.json("facts")["grid"]["size_m"], "size_m in facts"),
        (lambda build: build.json("facts")["zones"][1]["name"], "name in facts"),
        (lambda build: build.manifest["steps"], "steps in the manifest"),
    ],
)
def test_what_an_older_build_lacks_is_a_sentence(store, tmp_path, read, what):
    with store.draft() as draft:
        draft.write_table("numbers", pd.DataFrame({"value": [1]}))
        draft.write_columns("engine", {"value": np.arange(2)})
        draft.write_json("facts", {"grid": {"rows": 2}, "zones": [{"name": "A"}, {"records": 7}]})
        draft.publish({})
    path = store.current().path / "manifest.json"
    path.write_bytes(orjson.dumps(orjson.loads(path.read_bytes()) | {"content": CONTENT - 1}))
    build = Store(tmp_path, "toy").current()
    with pytest.raises(MissingBuildError) as refused:
        read(build)
    assert str(refused.value) == lacking(build, what)


def test_what_a_build_of_today_lacks_is_not_called_old(store):
    publish(store, 1)
    assert "earlier version" not in str(store.current().lacking("zones"))


def test_maps_out_of_a_build_are_maps(store):
    with store.draft() as draft:
        draft.write_json("facts", {"grid": {"rows": 2}})
        facts = draft.publish({}).json("facts")
    assert facts == {"grid": {"rows": 2}}
    assert facts.get("rule") is None
    assert "rule" not in facts
    assert orjson.dumps(facts) == b'{"grid":{"rows":2}}'
    assert deepcopy(facts) == facts


@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    hnp.arrays(
        st.sampled_from([np.uint8, np.uint16, np.int32, np.float64, np.bool_]),
        hnp.array_shapes(min_dims=1, max_dims=2, min_side=0),
    ),
)
def test_any_column_survives(store, values):
    with store.draft() as draft:
        draft.write_columns("engine", {"value": values})
        found = draft.publish({}).columns("engine")["value"]
    assert found.dtype == values.dtype
    np.testing.assert_array_equal(found, values)
