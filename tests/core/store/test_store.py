"""The door to the builds of a city: the newest that can be trusted serves."""

from __future__ import annotations

import logging
import subprocess
import sys
import textwrap

import pytest

from core.errors import MissingBuildError
from core.store import Store
from tests.core.store.toy import number_of, publish


def test_without_a_build_a_sentence_says_what_to_do(store):
    with pytest.raises(MissingBuildError, match=r"no build of toy yet; run scripts/server"):
        store.current()


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
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""
