"""A job's lines become progress and a result; a job that fails becomes a sentence."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from dashboard import jobs

if TYPE_CHECKING:
    import pytest

FOUND = {"query": {"k": "6"}, "name": "kmeans_k6", "reason": "It is.", "rule": "The rule.", "settings": [1, 2, 3]}


def script(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def test_lines_are_progress_until_the_result():
    said: list[Any] = []
    lines = [json.dumps({"share": 0.5, "message": "half"}), json.dumps({"result": FOUND}), "never read"]
    found = jobs.follow(lines, said.append)
    assert said == [{"share": 0.5, "message": "half"}]
    assert found == {name: FOUND[name] for name in jobs.SHOWN}, "the browser does not get the table of settings"


def test_a_process_is_followed_to_its_end():
    said: list[Any] = []
    text = (
        f'print(\'{{"share": 0.1, "message": "on"}}\', flush=True); print({json.dumps(json.dumps({"result": FOUND}))})'
    )
    assert jobs.run(script(text), said.append)["ok"]["name"] == "kmeans_k6"
    assert said == [{"share": 0.1, "message": "on"}]


def test_a_refusal_is_passed_on_as_it_was_said():
    text = "import sys; print('There is no build.', file=sys.stderr); sys.exit(2)"
    assert jobs.run(script(text), print) == {"error": "There is no build."}


def test_a_crash_keeps_its_traceback_to_the_log(caplog: pytest.LogCaptureFixture):
    assert jobs.run(script("1 / 0"), print) == {"error": jobs.ENDED_EARLY}
    assert "ZeroDivisionError" in caplog.text


def test_a_long_complaint_does_not_stop_the_process():
    text = f"import sys; sys.stderr.write('x' * 300_000); print({json.dumps(json.dumps({'result': FOUND}))})"
    assert "ok" in jobs.run(script(text), print)


def test_the_command_asks_for_the_selection_and_its_concentration():
    command = jobs.command("chicago", {"params": {"types": "THEFT,ARSON", "hours": "18-2"}, "concentration": 0.2})
    assert command[1:4] == ["-m", "scripts.pipeline", "sweep"]
    assert command[command.index("--city") + 1] == "chicago"
    assert command[command.index("--query") + 1] == "types=THEFT%2CARSON&hours=18-2&concentration=0.2"
