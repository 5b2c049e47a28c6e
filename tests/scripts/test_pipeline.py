"""The pipeline's command line: help, sentences, and lines that a program can read."""

from __future__ import annotations

import json
import os
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from core.hotspots.questions import QUESTIONS
from core.hotspots.setting import Algorithm
from core.store import Build, Store
from scripts import pipeline
from scripts.bar import Bar
from tests import small


@pytest.mark.parametrize(
    "words", [["--help"], *([each, "--help"] for each in ("build", "enrich", "status", "verify", "sweep"))]
)
def test_every_command_explains_itself(words, capsys):
    with pytest.raises(SystemExit) as end:
        pipeline.main(words)
    assert end.value.code == 0
    assert len(capsys.readouterr().out) > 200


@pytest.mark.parametrize("recent", ["0", "-5", "many", "1.5", ""])
def test_an_odd_scope_is_refused(recent, capsys):
    with pytest.raises(SystemExit) as end:
        pipeline.main(["build", "--recent", recent])
    assert end.value.code == 2
    assert "neither a number of records, such as 500000, nor all" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["status"], "There is no build of demo yet; run scripts/server"),
        (["sweep", "--query", "k=8"], "There is no build of demo yet"),
        (["enrich"], "There is no build of demo yet"),
        (["sweep", "--query", "k=8&k=9"], "names a parameter twice"),
        (["build", "--city", "atlantis"], "There is no city 'atlantis'; choose one of"),
        (["build", "--source", "nothing.csv"], "nothing.csv is not a file"),
        (["build", "--source", __file__, "--boundaries", "nowhere"], "nowhere is not a folder"),
        (["build", "--source", __file__, "--context", "nowhere"], "nowhere is not a folder; give --context"),
        (
            ["build", "--source", __file__, "--context", str(Path(__file__).parent)],
            "scripts holds no file of context that core/cities/demo.toml declares (community_areas.csv,",
        ),
    ],
)
def test_a_fault_is_one_sentence_on_stderr(words, sentence, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.delenv("PATROLIQ_CITY", raising=False)
    assert pipeline.main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert sentence in captured.err.strip().splitlines()[-1]


@pytest.mark.parametrize(("words", "done"), [([], ["core", "rest"]), (["--core"], ["core"])])
def test_a_build_is_enriched_unless_only_its_core_is_asked_for(tmp_path, monkeypatch, capsys, words, done):
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    rows = {"kept": 5, "read": 7, "quarantined": 1, "out_of_scope": 1}
    with Store(tmp_path, "demo").draft() as draft:
        built = draft.publish({"rows": rows})
    asked: list[str] = []

    def answer(name: str) -> Build:
        asked.append(name)
        return built

    monkeypatch.setattr("core.pipeline.build", lambda *_: answer("core"))
    monkeypatch.setattr("core.pipeline.enrich", lambda *_: answer("rest"))
    assert pipeline.main(["build", "--city", "demo", *words]) == 0
    assert asked == done
    assert f"Build {built.id} of demo serves: 5 records of 7 read" in capsys.readouterr().out


def test_checksums_are_verified(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    with Store(tmp_path, "demo").draft() as draft:
        draft.write_json("facts", 1)
        built = draft.publish({})
    assert pipeline.main(["verify", "--city", "demo"]) == 0
    assert "every checksum agrees" in capsys.readouterr().out
    (built.path / "facts.json").write_text("2")
    assert pipeline.main(["verify", "--city", "demo"]) == 1
    assert "checksum of facts.json is wrong" in capsys.readouterr().out


@pytest.mark.slow
def test_the_search_reports_progress_and_a_result_line_by_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.setattr("scripts.search.load_city", lambda _: small.city())
    small.publish(tmp_path, small.incidents(1_500))
    assert pipeline.main(["sweep", "--city", "small", "--query", "?types=THEFT&algorithm=dbscan"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    shares = [line["share"] for line in lines[:-1]]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(line["message"] for line in lines[:-1])
    result = lines[-1]["result"]
    assert {row["algorithm"] for row in result["settings"]} == {str(each) for each in Algorithm}
    assert [answer["question"] for answer in result["answers"]] == list(QUESTIONS)
    assert all(answer["rule"] for answer in result["answers"])
    assert all(answer["query"] is None or answer["query"]["types"] == "THEFT" for answer in result["answers"])
    assert "NaN" not in json.dumps(result)


def test_a_bar_at_a_terminal_keeps_to_one_line():
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 60))
    with os.fdopen(theirs, "w") as terminal, Bar(terminal) as bar:
        bar(0.25, "Folding")
        bar(0.5, "Folding " + "x" * 500)
    shown = b""
    with suppress(OSError):  # a terminal that was closed ends in an error
        while chunk := os.read(ours, 4096):
            shown += chunk
    os.close(ours)
    written = shown.decode()
    parts = [part.rstrip() for part in written.split("\r")]
    assert "\n" not in written
    assert any(part.startswith(" 25% Folding |") for part in parts)
    assert max(len(part) for part in parts) == 59
    assert parts[-2:] == ["", ""], "the line is left empty"


def test_a_bar_in_a_log_writes_few_lines(capsys):
    bar = Bar(sys.stderr)
    for step in range(100):
        bar(step / 100, "working")
    assert capsys.readouterr().err == "  0% working\n"
