"""A job's lines become progress and a result; a job that fails becomes a sentence."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from core import progress
from dashboard.jobs import work
from dashboard.jobs.kind import Kind

FOUND = {"name": "kmeans_k6", "reason": "It is.", "settings": [1, 2, 3]}
KIND = Kind("test", "Counting sheep", lambda _city, _request: [], shown=("name", "reason"))
SHOWN = {"name": "kmeans_k6", "reason": "It is."}


def script(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def say(**line: Any) -> str:
    """Write the statement that prints a line."""
    return f"print({json.dumps(line)!r}, flush=True)"


def run(text: str) -> dict[str, Any]:
    return work.run(KIND, script(text), progress.silent)


def test_lines_are_progress_until_the_result():
    said: list[Any] = []
    lines = [json.dumps({"share": 0.5, "message": "half"}), json.dumps({"result": FOUND}), "never read"]
    assert work.follow(lines, lambda *each: said.append(each)) == FOUND
    assert said == [(0.5, "half")]


def test_a_process_is_followed_to_its_end():
    said: list[Any] = []
    text = f"{say(share=0.1, message='on')}; {say(result=FOUND)}"
    found = work.run(KIND, script(text), lambda *each: said.append(each))
    assert found == {"ok": SHOWN}, "the browser does not get the table of settings"
    assert said == [(0.1, "on")]


def test_a_refusal_is_passed_on_as_it_was_said():
    assert run("import sys; print('There is no build.', file=sys.stderr); sys.exit(2)") == {
        "error": "There is no build."
    }


@pytest.mark.parametrize("text", ["1 / 0", "import sys; sys.exit(2)", "import os; os.kill(os.getpid(), 9)"])
def test_what_explains_nothing_ended_early(text: str):
    assert run(text) == {"error": "The work ended early. Try again; the server's log says more."}


def test_a_crash_keeps_its_traceback_to_the_log(caplog: pytest.LogCaptureFixture):
    assert "ZeroDivisionError" not in run("1 / 0")["error"]
    assert "ZeroDivisionError" in caplog.text


def test_a_long_complaint_does_not_stop_the_process():
    assert "ok" in run(f"import sys; sys.stderr.write('x' * 300_000); {say(result=FOUND)}")
