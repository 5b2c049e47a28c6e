"""What holds for every question, whoever asks it."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

import pytest

from core.errors import BadParameterError
from dashboard.api.hotspots import ENDPOINTS
from dashboard.pages import PAGES
from dashboard.query import Query
from tests.dashboard.drawn import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.parameters import Parameter


def kinds_of(question: type[Query]) -> Iterator[type[Query]]:
    for kind in question.__subclasses__():
        yield kind
        yield from kinds_of(kind)


EVERY = [kind for kind in kinds_of(Query) if kind.__module__.startswith("dashboard.")]


def of_default(question: type[Query]) -> Iterator[tuple[Parameter, object]]:
    for part, accepted in question.SETS.items():
        for parameter in accepted.parameters:
            yield parameter, getattr(getattr(question(), part), parameter.attribute)


def test_every_question_of_pages_and_api_is_looked_at():
    assert {page.asks for page in PAGES} | {endpoint.asks for endpoint in ENDPOINTS} <= set(EVERY)


@pytest.mark.parametrize("question", EVERY)
def test_names_of_parameters_and_of_controls_are_unique(question: type[Query]):
    names = [parameter.name for parameter in question.parameters()]
    shown = [name for p, value in of_default(question) for name in p.kind.controls(p.name, value)]
    for listed in (names, shown):
        assert [name for name, times in Counter(listed).items() if times > 1] == []
    assert list(question().controls()) == shown


@pytest.mark.parametrize("question", EVERY)
def test_every_part_is_filled_by_a_set_and_every_attribute_by_one_parameter(question: type[Query]):
    assert {each.name for each in fields(question)} == set(question.SETS)
    for part, accepted in question.SETS.items():
        assert getattr(question(), part) == accepted.default
        assert is_dataclass(accepted.default)
        filled = [parameter.attribute for parameter in accepted.parameters]
        assert len(filled) == len(set(filled))
        assert set(filled) <= {each.name for each in fields(accepted.default)}


@pytest.mark.parametrize("question", EVERY)
def test_a_question_that_asks_nothing_is_an_empty_address(question: type[Query]):
    assert question().to_params() == {}
    assert question.parse({}, NAMES) == question.read({}, NAMES) == question()
    assert question.read(question.params(question().controls()), NAMES) == question()


@pytest.mark.parametrize("question", EVERY)
def test_every_parameter_reads_what_it_writes(question: type[Query]):
    written = {parameter.name: as_text(parameter.example) for parameter in question.parameters()}
    written |= {"districts": "2,7"}  # those of these records
    asked = question.parse(written, NAMES)
    assert question.parse(asked.to_params(), NAMES) == asked
    assert question.read(asked.to_params(), NAMES) == asked
    assert question.read(question.params(asked.controls()), NAMES) == asked


def as_text(example: object) -> str:
    """Write an example as an address does."""
    if isinstance(example, list):
        return ",".join(map(str, example))
    return str(example).lower() if isinstance(example, bool) else str(example)


@pytest.mark.parametrize("question", EVERY)
def test_a_parameter_of_no_set_is_refused_for_programs_and_dropped_for_people(question: type[Query]):
    first = ", ".join(parameter.name for parameter in list(question.parameters())[:2])
    with pytest.raises(BadParameterError, match=rf"^'nonsense' is not a parameter\. Accepted: {first}, "):
        question.parse({"nonsense": "8"}, NAMES)
    assert question.read({"nonsense": "8"}, NAMES) == question()


@pytest.mark.parametrize("question", EVERY)
def test_a_parameter_is_written_as_soon_as_it_differs(question: type[Query]):
    changed = replace(question(), filters=replace(question().filters, types=("THEFT",)))
    assert changed.to_params() == {"types": "THEFT"}


@pytest.mark.parametrize("question", EVERY)
def test_every_parameter_out_of_range_is_said(question: type[Query]):
    for parameter, default in of_default(question):
        if parameter.name == "pin":  # reads whatever it can of another address
            continue
        found, said = question.repair({parameter.name: "99999x"}, NAMES)
        assert found == question()
        assert len(said) == 1, parameter.name
        assert "99999x" in said[0]
        used = default not in (None, (), "")
        assert said[0].endswith(f" Used instead: {parameter.kind.write(default)}." if used else " It is left out.")


@pytest.mark.parametrize("question", EVERY)
def test_a_parameter_that_is_not_known_is_said(question: type[Query]):
    assert question.repair({"nonsense": "8"}, NAMES) == (
        question(),
        ["'nonsense' is not a parameter. It is left out."],
    )
