"""No sentence in the sources goes past `core.language`."""

from __future__ import annotations

import pytest

from tests.language.literals import ALLOWED, NOT_YET, ROOT, sources, unsaid, unsaid_in_script

SCRIPTS = sorted(path for path in (ROOT / "assets").rglob("*.js"))


def name_of(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_every_sentence_is_said(path):
    assert unsaid(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_scripts_of_the_page_hold_no_sentence(path):
    assert unsaid_in_script(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", NOT_YET)
def test_what_is_not_said_yet_still_holds_a_sentence(name):
    path = ROOT / name
    modules = [path] if path.is_file() else path.rglob("*.py")
    assert any(unsaid(module.read_text(encoding="utf-8")) for module in modules), f"take {name} out of NOT_YET"


@pytest.mark.parametrize(
    "code",
    [
        'html.H2("Zones")',
        'html.P("no rate here")',
        'html.P(f"{count:,} records match")',
        'raise BadParameterError("Choose a smaller k.")',
        'title = "Nothing to show" if empty else ""',
        'TITLES = {"zone": "Zone"}',
        'say("{what} is wrong.", what="The answer")',
        'html.P(say("Records") + " per day")',
        'def told(text: str = "Say it.") -> str: ...',
    ],
)
def test_a_sentence_that_is_not_said_is_found(code):
    assert len(unsaid(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        'def cut():\n    """Cut the tree."""',
        'RULE = 1\n"""Said to whoever reads the code."""',
        'logger.warning("Nothing came in %s s.", 3)',
        'say("Records per day")',
        'say_many("{count} zone left", "{count} zones left", 3)',
        'PAIR = mark_many("one zone", "many zones")',
        'html.Div(className="map map-other")',
        'Part = TypeVar("Part")',
        'found: "list of zones" = []',
        'html.Span("km²")',
    ],
)
def test_what_nobody_reads_is_left_alone(code):
    assert unsaid(code) == []


@pytest.mark.parametrize(
    "code", ['line(" records, " + n)', 'return "Theme: " + choice;', "say('of those on the map')", "x = `Copied`"]
)
def test_a_sentence_in_a_script_is_found(code):
    assert len(unsaid_in_script(code)) == 1


@pytest.mark.parametrize(
    "code", ['"use strict";', "// Says what it is\nf();", 'document.querySelector(".panel .head")', "/* A note. */"]
)
def test_what_scripts_are_made_of_is_left_alone(code):
    assert unsaid_in_script(code) == []


@pytest.mark.parametrize("pattern", ALLOWED)
def test_every_exception_is_needed(pattern, monkeypatch):
    monkeypatch.delitem(ALLOWED, pattern)
    assert any(unsaid(path.read_text(encoding="utf-8")) for path in sources())
