"""Translators get every sentence whole, with its values by name."""

from __future__ import annotations

import ast
import sys
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from scripts import messages
from tests.language.literals import ROOT, sources

MANY = {"say_many", "mark_many"}


def fields(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def calls(code):
    """Calls of the functions that say something: name, forms and the values given."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in messages.KEYWORDS:
            forms = node.args[: 2 if node.func.id in MANY else 1]
            yield node.func.id, forms, {keyword.arg for keyword in node.keywords}


def formatted(code):
    """The f-strings of a module; Babel does not look into them."""
    return [ast.unparse(node) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.JoinedStr)]


def faults(code):
    """What is wrong with the calls of a module: sentences that Babel cannot find, values that do not fit."""
    inner = {ast.unparse(form) for text in formatted(code) for _, forms, _ in calls(text) for form in forms}
    for name, forms, given in calls(code):
        written = [form.value for form in forms if isinstance(form, ast.Constant)]
        if len(written) < len(forms):
            parts = [part for form in forms for part in ast.walk(form)]
            if name.startswith("mark") or any(isinstance(part, ast.JoinedStr | ast.Constant) for part in parts):
                yield f"{name}({ast.unparse(forms[0])}) is not one literal"
        elif ast.unparse(forms[0]) in inner:
            yield f"{written[0]!r} stands inside another text"
        elif name == "say" and fields(written[0]) != given:
            yield f"{written[0]!r} is given {sorted(given)}"
        elif name == "say_many" and fields(written[1]) | {"count"} != given | {"count"}:
            yield f"{written[1]!r} is given {sorted(given)}"


@pytest.fixture(scope="module")
def template():
    return [message for message in messages.collect() if message.id]


def test_values_stand_in_sentences_by_name(template):
    forms = [form for message in template for form in (message.id if message.pluralizable else (message.id,))]
    assert [form for form in forms if not all(name.isidentifier() for name in fields(form))] == []


def test_both_forms_of_a_count_name_the_same_values(template):
    pairs = [message.id for message in template if message.pluralizable]
    assert pairs
    assert [(one, many) for one, many in pairs if fields(one) | {"count"} != fields(many) | {"count"}] == []


def test_every_room_has_its_sentences_in_the_template(template):
    found = {path.split("/")[0] for message in template for path, _ in message.locations}
    assert found == set(messages.ROOMS)
    ids = {message.id for message in template}
    assert "None lies clearly above the city's rate of resident-reported records." in ids, "said at once"
    assert "Radius in metres, inclusive." in ids, "marked in a table"
    assert ("{count} zone", "{count} zones") in ids, "a count"
    assert ("{count} type", "{count} types") in ids, "a count marked in a table"


@pytest.mark.parametrize(
    ("module", "sentence"),
    [
        ("core/cities/fields.py", "{where}: {name} is missing; {rule}."),
        ("core/cities/fields.py", ("give it a list of {count} number", "give it a list of {count} numbers")),
        ("core/records/formats.py", "{file} is a zip archive; unpack it and name the file inside."),
        ("core/records/cleaning.py", "its date lies in the future"),
        ("core/records/portal.py", ("{came:,} of {count} record", "{came:,} of {count} records")),
        ("core/store/store.py", "There is no build of {city} yet; run scripts/server, which makes one."),
        ("core/pipeline/steps/sweeps.py", "Trying settings"),
        ("core/pipeline/run.py", "Publishing"),
        ("scripts/pipeline.py", "one of {cities} (default: PATROLIQ_CITY, now %(default)s)"),
        ("scripts/download.py", "first day, inclusive, such as 2024-01-01"),
        ("scripts/launch.py", "Building {city}; this is done once"),
        ("scripts/messages.py", ("{file}: {count} sentence", "{file}: {count} sentences")),
    ],
)
def test_what_the_commands_say_is_in_the_template(template, module, sentence):
    assert module in {path for message in template if message.id == sentence for path, _ in message.locations}


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_sentence_is_one_literal_with_the_values_it_names(path):
    assert list(faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "code",
    [
        'say(f"{count} zones")',
        'say("one" if few else "many")',
        'say("one " + what)',
        "f'{say(\"one\")} more'",
        "mark(sentence)",
        'say_many(one, f"{count} zones", 3)',
        'say("{name} is blank.")',
        'say("{name} is blank.", title="k")',
        'say_many("{count} zone", "{count} zones of {what}", 3)',
    ],
)
def test_a_sentence_that_cannot_be_found_or_filled_is_a_fault(code):
    assert len(list(faults(code))) == 1


def test_the_template_is_written_for_translators(tmp_path, monkeypatch, capsys):
    out = tmp_path / "new" / "messages.pot"
    monkeypatch.setattr(sys, "argv", ["messages", str(out)])
    messages.main()
    with out.open("rb") as file:
        written = read_po(file)
    assert {message.id for message in written} == {message.id for message in messages.collect()}
    assert capsys.readouterr().out == f"{out}: {len(written):,} sentences\n"
