"""What the commands print is said: their help, their answers and why they refuse."""

from __future__ import annotations

import argparse
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from core.cities.city import available_cities
from core.errors import BadParameterError
from core.store import Store
from scripts import download, launch, messages, pipeline
from tests.language.pseudo import any_of, unsaid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OWN = "show this help message and exit"
"""What argparse says by itself, in the language of the system."""
NAMES = any_of([*available_cities(), "build", "serves", "types", "THEFT", "hours", "share", "message", "result"])

pytestmark = pytest.mark.usefixtures("spoken")


def helps(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Everything that the help of a command and of its own commands tells."""
    told = [parser.description, parser.epilog]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            told += [choice.help for choice in action._choices_actions]
            for command in action.choices.values():
                yield from helps(command)
        elif action.help != OWN:
            told.append(action.help and action.help % {"default": action.default})
    yield from filter(None, told)


@pytest.mark.parametrize(
    ("parser", "texts"),
    [(pipeline.parser, 27), (download._parser, 6), (launch.parser, 7), (messages._parser, 2)],
    ids=["pipeline", "download", "launch", "messages"],
)
def test_every_help_is_said(parser: Callable[[], argparse.ArgumentParser], texts: int):
    found = list(helps(parser()))
    assert len(found) == texts
    assert [text for text in found if not text.startswith("«") or unsaid(text, NAMES)] == []


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two small builds of the demo city, one step of the later taken over."""
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.setenv("PATROLIQ_CITY", "demo")
    made = Store(tmp_path, "demo")
    rows = {"kept": 5, "read": 7, "quarantined": 1, "out_of_scope": 1}
    work = {"rows_in": 7, "rows_out": 5, "seconds": 0.5}
    for steps in ({"records": work}, {"records": {**work, "kept_from": "the first"}, "fold": {**work, "rows_out": 1}}):
        with made.draft() as draft:
            draft.write_json("facts", 1)
            draft.publish({"rows": rows, "cutoff": "2024-05-01", "steps": steps, "pending": {"proof": ["proof"]}})
    return made


def test_the_state_of_builds_is_said(store: Store, capsys: pytest.CaptureFixture[str]):
    assert pipeline.main(["status"]) == 0
    counts = "«¤5¬ records of ¤7¬ read, ¤1¬ in quarantine, ¤1¬ out of scope»"
    serving, other = (build.id for build in store.builds())
    assert capsys.readouterr().out.splitlines() == [
        f"«¤{serving}¬ serves: ¤{counts}¬, until ¤2024-05-01¬, ¤0¬ MB»",
        f"«¤{other}¬ stands by: ¤{counts}¬, until ¤2024-05-01¬, ¤0¬ MB»",
        "  «¤records¬: ¤«¤7¬ -> ¤5¬ rows in ¤0.5¬ s»¬ (taken over from ¤the first¬)»",
        "  «¤fold¬: ¤«¤7¬ -> ¤1¬ row in ¤0.5¬ s»¬»",
        "  «¤proof¬: still to be computed»",
    ]


def test_what_is_wrong_with_a_build_is_said(store: Store, capsys: pytest.CaptureFixture[str]):
    serving, other = store.builds()
    (serving.path / "facts.json").write_text("2")
    (other.path / "facts.json").unlink()
    assert pipeline.main(["verify"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{serving.id}: «the checksum of ¤facts.json¬ is wrong»",
        f"{other.id}: «¤facts.json¬ is missing»",
    ]
    assert pipeline.main(["status"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("«No build of ¤demo¬ can be trusted;")


@pytest.mark.parametrize(
    ("main", "words", "sentence"),
    [
        (
            pipeline.main,
            ["build", "--recent", "few"],
            "«¤'few'¬ is neither a number of records, such as 500000, nor all»",
        ),
        (pipeline.main, ["sweep", "--query", "k=1&k=2"], "«¤k=1&k=2¬ names a parameter twice;"),
        (pipeline.main, ["build", "--source", "a.csv"], "«¤a.csv¬ is not a file;"),
        (pipeline.main, ["status", "--city", "chicago"], "«There is no build of ¤chicago¬ yet;"),
        (download.main, ["--since", "today"], "«¤'today'¬ is not a day such as 2024-01-01»"),
        (download.main, ["--city", "demo"], "names no data portal."),
    ],
)
@pytest.mark.usefixtures("store")
def test_why_a_command_refuses_is_said(
    main: Callable[[list[str]], int], words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit, match="2"):  # argparse ends by itself
        sys.exit(main(words))
    assert sentence in capsys.readouterr().err.splitlines()[-1]


def test_that_the_address_is_taken_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadParameterError, match=rf"^«Port ¤{port}¬ of ¤127\.0\.0\.1¬ is in use;"):
            launch.claim("127.0.0.1", port)
