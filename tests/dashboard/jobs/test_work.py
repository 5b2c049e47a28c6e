"""A job's lines become progress and a result; a job that fails becomes a sentence."""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from core import progress
from dashboard.jobs import work
from dashboard.jobs.kind import Kind
from dashboard.jobs.tickets import MOST_WAITING, Queue

if TYPE_CHECKING:
    from pathlib import Path

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


def test_a_job_that_takes_too_long_is_ended_with_a_sentence():
    text = f"import time; {say(share=0.1, message='on')}; time.sleep(600)"
    found = work.run(replace(KIND, longest_s=0), script(text), progress.silent)
    assert found["error"].startswith("The work took more than 0 minutes and was ended.")


def test_no_process_stands_between_a_job_and_its_command():
    text = "import json, os; print(json.dumps({'result': {'name': os.getppid(), 'reason': ''}}))"
    assert run(text)["ok"]["name"] == os.getpid()


@pytest.fixture
def queue(tmp_path: Path) -> Queue:
    return Queue(tmp_path / "queue", at_once=1)


def test_a_job_runs_when_its_turn_has_come(queue: Queue):
    assert work.perform(KIND, script(say(result=FOUND)), queue, progress.silent) == {"ok": SHOWN}


def test_a_job_says_how_many_it_waits_for(queue: Queue):
    said: list[str] = []
    with ExitStack() as first, ExitStack() as second:
        first.enter_context(queue.stand())
        second.enter_context(queue.stand())

        def listen(_share: float, message: str) -> None:
            said.append(message)
            (second if len(said) == 1 else first).close()

        assert work.perform(KIND, script(say(result=FOUND)), queue, listen) == {"ok": SHOWN}
    assert said == ["Waiting for 2 other jobs to end", "Waiting for 1 other job to end"]


def test_a_full_queue_is_a_sentence(queue: Queue):
    with ExitStack() as others:
        for _ in range(1 + MOST_WAITING):
            others.enter_context(queue.stand())
        found = work.perform(KIND, script(say(result=FOUND)), queue, progress.silent)
    assert found["error"].startswith("9 jobs are running or waiting already.")


def test_a_job_that_ended_leaves_the_queue(queue: Queue):
    work.perform(KIND, script("1 / 0"), queue, progress.silent)
    with queue.stand() as before:
        assert before() == 0
