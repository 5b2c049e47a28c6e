"""A build written aside: published in one step, and safe from a kill at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from core.errors import MissingBuildError, PatrolError
from core.store import BuildInProgressError, Store
from tests.core.store.toy import number_of, publish


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


def run_killed(root, moment: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(root), str(moment)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_whole_build_serving(store, tmp_path):
    for _ in range(3):
        publish(store, 1)
    moments = int(run_killed(tmp_path, -1).stdout)
    assert moments > 20
    served = []
    for moment in range(1, moments + 1):
        publish(store, 1)
        assert run_killed(tmp_path, moment).returncode == -signal.SIGKILL
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
