"""Serving: checked first, built if needed, with the Procfile's options."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest

from core import pipeline
from core.errors import BadExportError, BadParameterError
from core.store import Store
from scripts import launch
from scripts.pipeline import parser
from tests import small


def test_the_procfile_is_what_serves():
    command = launch.server_command("127.0.0.1", 9000)
    assert command[:2] == ["gunicorn", "dashboard.wsgi:server"]
    assert command[-2:] == ["-b", "127.0.0.1:9000"]
    assert command[command.index("-w") + 1] == "1"
    assert "0.0.0.0:$PORT" in launch.PROCFILE.read_text()


def test_a_port_in_use_is_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadParameterError, match=rf"Port {port} of 127\.0\.0\.1 is in use; .* PORT={port + 1}"):
            launch.claim("127.0.0.1", port)
    launch.claim("127.0.0.1", port)


def test_an_address_of_another_machine_is_one_sentence():
    with pytest.raises(BadParameterError, match="cannot be bound"):
        launch.claim("192.0.2.1", 8050)


@pytest.fixture
def served(tmp_path, monkeypatch) -> list[object]:
    """Launch into nothing: what would be built and served is noted instead."""
    notes: list[object] = []
    for name in ("DYNO", "RENDER", "PATROLIQ_PUBLIC", "NUMBA_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    with socket.create_server(("127.0.0.1", 0)) as free:
        monkeypatch.setenv("PORT", str(free.getsockname()[1]))
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.setenv("PATROLIQ_CITY", "demo")
    monkeypatch.setattr(os, "execv", lambda _, command: notes.append((os.environ["PATROLIQ_CITY"], command[1:3])))
    monkeypatch.setattr(pipeline, "build", lambda store, request, _: notes.append((store.city, request)))
    monkeypatch.setattr(launch, "start_enriching", lambda city: notes.append(("enrich", city)))
    return notes


def test_the_server_builds_what_is_missing_and_serves(served, capsys):
    assert launch.main(["--city", "chicago"]) == 0
    (city, request), enriching, exec_note = served
    assert enriching == ("enrich", "chicago")
    assert (city, request.exports, request.recent) == ("chicago", (), pipeline.RECENT_RECORDS)
    assert exec_note == ("chicago", ["-m", "gunicorn"])
    assert f"http://127.0.0.1:{os.environ['PORT']}" in capsys.readouterr().out


def test_the_server_only_serves_what_is_there(served, tmp_path):
    with Store(tmp_path, "demo").draft() as draft:
        draft.publish({})
    launch.main([])
    assert served == [("enrich", "demo"), ("demo", ["-m", "gunicorn"])]


def test_what_is_missing_is_computed_beside_the_server(monkeypatch):
    started: list[tuple[list[str], dict[str, object]]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **options: started.append((command, options)))
    launch.start_enriching("chicago")
    ((command, options),) = started
    words = parser().parse_args(command[3:])
    assert (words.command, words.city, words.beside) == ("enrich", "chicago", os.getpid())
    assert options["start_new_session"] is True


WORDS = (["--source", "a.csv", "b.csv"], ["--recent", "all"], ["--boundaries", "x"], ["--context", "y"])


@pytest.mark.parametrize("words", WORDS)
def test_the_server_passes_on_what_to_build(served, tmp_path, words):
    with Store(tmp_path, "demo").draft() as draft:
        draft.publish({})
    launch.main(words)
    request = served[0][1]
    assert request.exports == ((Path("a.csv"), Path("b.csv")) if "--source" in words else ())
    assert request.recent == (pipeline.ALL_RECORDS if "--recent" in words else pipeline.RECENT_RECORDS)
    assert request.boundaries == (Path("x") if "--boundaries" in words else None)
    assert request.context == (Path("y") if "--context" in words else None)


def test_a_build_that_fails_is_not_served(served, monkeypatch, capsys):
    def fail(*_) -> None:
        raise BadExportError("a.csv is a web page; download the export again.")

    monkeypatch.setattr(pipeline, "build", fail)
    assert launch.main([]) == 2
    assert capsys.readouterr().err == "a.csv is a web page; download the export again.\n"
    assert served == []


def test_a_public_platform_is_refused_before_anything_else(served, monkeypatch, capsys):
    monkeypatch.setenv("DYNO", "web.1")
    assert launch.main([]) == 2
    assert "PATROLIQ_PUBLIC=1" in capsys.readouterr().err
    assert served == []
    monkeypatch.setenv("PATROLIQ_PUBLIC", "1")
    assert launch.main([]) == 0


def test_engines_are_compiled_once_a_version(tmp_path, monkeypatch):
    small.publish(tmp_path, small.incidents(300))
    warmed = []
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kernels"))
    (tmp_path / "kernels").mkdir()
    monkeypatch.setattr(launch, "warm", warmed.append)
    monkeypatch.setattr(launch, "load_city", lambda _: small.city())
    launch.warm_engines("small")
    launch.warm_engines("small")
    assert [len(fold.place) for fold in warmed] == [300]
