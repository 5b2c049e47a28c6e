"""Builds: written aside, checked, published in one step, and safe from a kill at any moment."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import textwrap
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

from core.errors import MissingBuildError, PatrolError
from core.store import CONTENT, Build, BuildInProgressError, Store, parquet_bytes, parquet_scan
from tests import child


class Pair(NamedTuple):
    """A value as other modules make them."""

    low: float
    high: float


@dataclass(frozen=True)
class Span:
    """Another one."""

    first: date
    pair: Pair


def publish(store: Store, number: int) -> str:
    """Publish a small build that holds a number in each of its forms."""
    with store.draft() as draft:
        draft.write_table("numbers", pd.DataFrame({"value": [number, number]}))
        draft.write_columns("engine", {"value": np.array([number], dtype=np.int32)})
        draft.write_json("facts", {"number": number})
        return draft.publish({"number": number}).id


def number_of(store: Store) -> int:
    """Read the number of the current build, which must be the same in every file."""
    build = store.current()
    found = {
        build.manifest["number"],
        build.json("facts")["number"],
        int(build.columns("engine")["value"][0]),
        *(build.table("numbers")["value"].tolist() if build.has("numbers") else []),
    }
    assert len(found) == 1
    return found.pop()


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path, "toy")


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


def test_without_a_build_a_sentence_says_what_to_do(store):
    with pytest.raises(MissingBuildError, match=r"no build of toy yet; run scripts/server"):
        store.current()


def test_nothing_is_published_unless_asked(store, tmp_path):
    with store.draft() as draft:
        draft.write_json("facts", 1)
    with pytest.raises(MissingBuildError):
        store.current()
    assert list((tmp_path / "toy" / "builds").iterdir()) == []


def test_a_failing_step_leaves_the_old_build(store, tmp_path):
    old = publish(store, 1)

    def fail() -> None:
        with store.draft() as draft:
            (draft.scratch / "work").write_text("x")
            draft.write_json("facts", 2)
            raise PatrolError("Something is wrong with the export.")

    with pytest.raises(PatrolError, match="Something"):
        fail()
    assert store.current().id == old
    assert [path.name for path in (tmp_path / "toy" / "builds").iterdir()] == [old]


def test_a_reader_notices_a_new_build_and_otherwise_only_looks_at_the_pointer(store, tmp_path, monkeypatch):
    publish(store, 1)
    reader = Store(tmp_path, "toy")
    assert number_of(reader) == 1
    monkeypatch.setattr("core.store.build.checksum", lambda _: pytest.fail("checked twice"))
    assert reader.current() is reader.current()
    monkeypatch.undo()
    publish(store, 2)
    assert number_of(reader) == 2


def test_the_last_three_builds_are_kept(store, tmp_path):
    ids = [publish(store, number) for number in range(5)]
    assert sorted(path.name for path in (tmp_path / "toy" / "builds").iterdir()) == sorted(ids[2:])
    assert [build.id for build in store.builds()] == ids[:1:-1]


@pytest.mark.parametrize("file", ["numbers.parquet", "engine.value.npy", "facts.json"])
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_a_damaged_build_is_refused_and_the_previous_one_serves(store, tmp_path, caplog, file, damage):
    publish(store, 1)
    bad = publish(store, 2)
    path = tmp_path / "toy" / "builds" / bad / file
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes(bytes(content if damage == "flip" else content[:-1]))
    reader = Store(tmp_path, "toy")
    with caplog.at_level(logging.ERROR):
        assert number_of(reader) == 1
        assert number_of(reader) == 1
    (line,) = caplog.messages
    assert bad in line
    assert file in line


def test_a_build_without_a_manifest_or_of_another_version_is_refused(store, tmp_path):
    publish(store, 1)
    for text in ("", "{}", '{"schema": 999}'):
        bad = publish(store, 2)
        (tmp_path / "toy" / "builds" / bad / "manifest.json").write_text(text)
        assert number_of(Store(tmp_path, "toy")) == 1
        publish(store, 1)


def test_if_every_build_is_damaged_a_sentence_says_so_once(store, tmp_path, caplog):
    bad = publish(store, 1)
    (tmp_path / "toy" / "builds" / bad / "facts.json").unlink()
    reader = Store(tmp_path, "toy")
    for _ in range(3):
        with pytest.raises(MissingBuildError, match=r"No build of toy can be trusted; run `python -m"):
            reader.current()
    assert len([line for line in caplog.messages if bad in line]) == 1


def test_a_second_pipeline_is_told_who_is_at_work(store, tmp_path):
    with store.draft(), pytest.raises(BuildInProgressError, match=f"Process {os.getpid()} is building toy; wait"):
        Store(tmp_path, "toy").draft().__enter__()
    publish(store, 1)


def test_builds_of_other_cities_do_not_wait(store, tmp_path):
    with store.draft():
        publish(Store(tmp_path, "other"), 1)


def test_kept_files_are_copies_and_are_checked(store, tmp_path):
    old = publish(store, 1)
    previous = store.current()
    with store.draft() as draft:
        draft.keep(previous, "engine")
        draft.keep(previous, "numbers")
        new = draft.publish({})
    assert new.columns("engine")["value"].tolist() == [1]
    assert (new.path / "numbers.parquet").stat().st_ino != (previous.path / "numbers.parquet").stat().st_ino
    (tmp_path / "toy" / "builds" / old / "facts.json").write_bytes(b'{"number":7}')
    with store.draft() as draft, pytest.raises(MissingBuildError, match=r"facts\.json .* is damaged"):
        draft.keep(previous, "facts")


@pytest.mark.parametrize("name", ["Facts", "../facts", "manifest", "a.b", ""])
def test_odd_names_are_refused(store, name):
    with store.draft() as draft, pytest.raises(ValueError, match="cannot be written"):
        draft.write_json(name, 1)


def test_a_name_is_written_once(store):
    with store.draft() as draft:
        draft.write_json("facts", 1)
        with pytest.raises(ValueError, match="written once"):
            draft.write_json("facts", 2)


def test_a_draft_can_be_read_before_it_is_published(store):
    with store.draft() as draft:
        draft.write_columns("engine", {"value": np.arange(2)})
        assert draft.view().columns("engine")["value"].tolist() == [0, 1]


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


def test_parquet_files_are_scanned_as_one_table_by_name(tmp_path):
    first, second = tmp_path / "it's one.parquet", tmp_path / "two.parquet"
    pd.DataFrame({"a": [1], "b": ["x"]}).to_parquet(first)
    second.write_bytes(parquet_bytes({"b": np.array(["y"]), "c": np.array([2.0])}, {"X-Build": "7"}))
    rows = duckdb.connect().execute(f"SELECT a, b, c FROM {parquet_scan([first, second])} ORDER BY b").fetchall()
    assert rows == [(1, "x", None), (None, "y", 2.0)]


def test_a_web_process_loads_neither_pandas_nor_duckdb(store, tmp_path):
    publish(store, 1)
    code = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from core.store import Store
        build = Store(Path({str(tmp_path)!r}), "toy").current()
        build.columns("engine"), build.json("facts")
        print(", ".join({{"pandas", "pyarrow", "duckdb"}} & set(sys.modules)))
    """)
    assert child.run(code).strip() == ""


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    import numpy as np
    from core.store import Store

    root, fatal = Path(sys.argv[1]), int(sys.argv[2])
    calls = 0

    def dies(call, before):
        def wrapped(*args, **kwargs):
            global calls
            calls += 1
            if before and calls == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            result = call(*args, **kwargs)
            calls += 1
            if calls == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            return result
        return wrapped

    # Every call that changes names or waits for the disk is a moment to die before and after.
    for name in ("fsync", "rename", "replace", "rmdir", "mkdir", "unlink"):
        setattr(os, name, dies(getattr(os, name), before=True))

    with Store(root, "toy").draft() as draft:
        draft.write_columns("engine", {"value": np.array([2], dtype=np.int32)})
        draft.write_json("facts", {"number": 2})
        (draft.scratch / "work").write_text("x")
        draft.publish({"number": 2})
    print(calls)
""")


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_whole_build_serving(store, tmp_path):
    for _ in range(3):
        publish(store, 1)
    moments = int(child.run(KILLED, tmp_path, -1))
    assert moments > 20
    served = []
    for moment in range(1, moments + 1):
        publish(store, 1)
        child.run(KILLED, tmp_path, moment, ends=-signal.SIGKILL)
        served.append(number_of(Store(tmp_path, "toy")))
    # The old build serves up to one moment, the new one from then on.
    assert set(served) == {1, 2}
    assert served == sorted(served)
    # What the dead left is removed by the next draft; the lock died with its holder.
    last = publish(store, 3)
    assert number_of(store) == 3
    names = {path.name for path in (tmp_path / "toy" / "builds").iterdir()}
    assert last in names
    assert names == {build.id for build in store.builds()}


def test_the_lock_of_a_killed_pipeline_is_free(store, tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from core.store import Store\n"
        f"with Store(Path({str(tmp_path)!r}), 'toy').draft() as draft: print('in', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(BuildInProgressError, match=f"Process {process.pid} "):
            publish(store, 1)
        process.send_signal(signal.SIGKILL)
    publish(store, 2)
    assert number_of(store) == 2
