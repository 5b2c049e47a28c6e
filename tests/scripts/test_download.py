"""The command line of the download, against a portal on this machine."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import time

import pytest

from core.cities.city import load_city
from scripts import download
from tests.core.records.portal_server import make_rows, serving


@pytest.fixture
def portal():
    with serving(make_rows(700)) as running:
        running.add_outlines(load_city("chicago"))
        yield running


def run(portal, *options):
    """Run the command in this process; return its exit code."""
    try:
        return download.main(["--city", "chicago", "--portal", portal.url, *map(str, options)])
    except SystemExit as refused:  # argparse
        return refused.code


def test_it_ends_with_the_command_that_builds(portal, tmp_path, capsys):
    assert run(portal, "--out", tmp_path, "--recent", "500") == 0
    said = capsys.readouterr()
    words = shlex.split(said.out.splitlines()[-1])
    assert words[:8] == ["python", "-m", "scripts.pipeline", "build", "--city", "chicago", "--recent", "500"]
    assert words[words.index("--boundaries") + 1] == str(tmp_path / "boundaries")
    assert words[words.index("--source") + 1 :] == [str(path) for path in sorted(tmp_path.glob("*.csv.gz"))]
    names = {path.name for path in (tmp_path / "boundaries").iterdir()}
    assert names == {one.files[0] for one in load_city("chicago").territories}
    assert "500 of 500 records" in said.err


def test_files_lie_where_builds_look(portal, tmp_path, monkeypatch):
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    assert run(portal, "--since", "2018-01-05") == 0
    assert list((tmp_path / "chicago" / "downloads").glob("*.csv.gz"))
    assert "date >= '2018-01-05T00:00:00'" in portal.asked[0]["$where"]


@pytest.fixture
def interruptible():
    """Hand no ignored SIGINT on to child processes, as a run in the background of a shell has it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_interrupted_it_says_that_it_goes_on(portal, tmp_path):
    portal.faults.append("hangs")
    command = [sys.executable, "-m", "scripts.download", "--city", "chicago", "--portal", portal.url, "--out", tmp_path]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        portal.wait_until_stuck(process)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _out, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.endswith("it goes on where it stopped.\n")
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--recent", "0"), "neither a number of records"),
        (("--since", "yesterday"), "'yesterday' is not a day such as 2024-01-01"),
        (("--city", "demo"), "names no data portal"),
        (("--city", "gotham"), "There is no city 'gotham'"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(portal, tmp_path, capsys, options, sentence):
    assert run(portal, "--out", tmp_path, *options) == 2
    assert sentence in capsys.readouterr().err
