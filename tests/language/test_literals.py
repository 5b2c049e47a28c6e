"""No sentence in the sources goes past `core.language`."""

from __future__ import annotations

import pytest

from tests.language.literals import ALLOWED, DATA, ENGLISH_ONLY, ROOT, sources, unsaid, unsaid_in, unsaid_in_script

SCRIPTS = sorted(path for path in (ROOT / "assets").rglob("*.js"))


def name_of(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_every_sentence_is_said(path):
    assert unsaid_in(path) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_scripts_of_the_page_hold_no_sentence(path):
    assert unsaid_in_script(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ENGLISH_ONLY)
def test_what_is_english_only_holds_a_sentence(name):
    path = ROOT / name
    modules = [path] if path.is_file() else path.rglob("*.py")
    assert any(map(unsaid_in, modules)), f"take {name} out of ENGLISH_ONLY"


@pytest.mark.parametrize("name", DATA)
def test_a_sentence_among_data_is_found(name):
    code = (ROOT / name).read_text(encoding="utf-8")
    assert unsaid(code), f"take {name} out of DATA"
    assert unsaid(f'{code}\nmsg = f"{{path}} holds no records; Draw them again."\n', DATA[name]) == [
        "{} holds no records; Draw them again."
    ]


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
        'connection.execute("SELECT 1 FROM raw", on_error="Select another file.")',
        'msg = f"{path} is where records were; update it or select another file."',
        'msg = f"{count} is not null"',
        'msg = f"DuckDB answered {answer} IS NOT NULL"',
        'RULES = {"it must not be NULL": f"{column} IS NOT NULL"}',
        'raise BadExportError(f"{path.name} has too many columns")',
        'parser.add_argument("--source", help="files to read")',
        'report(0.5, "Publishing")',
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
        'connection.execute(f"INSERT INTO malformed VALUES ({marks})")',
        'rows = count(connection, f"{table} WHERE reason IS NULL")',
        'RULES = {Reason.NO_ID: f"{column} IS NOT NULL"}',
        'parser.add_argument("--source", metavar="FILE", help=say("files to read"))',
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
    assert any(map(unsaid_in, sources()))
