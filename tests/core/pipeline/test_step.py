"""A step: its key, and what it leaves against what it declares."""

from __future__ import annotations

import pytest

from core import pipeline
from core.cities.city import load_city
from core.pipeline import run, step
from core.pipeline.step import Outcome, Step, UndeclaredWriteError


def write_facts(work, _report) -> Outcome:
    work.draft.write_json("facts", 1)
    return Outcome(1, 1)


def write_two(work, report) -> Outcome:
    work.draft.write_json("more", 2)
    return write_facts(work, report)


def request(tmp_path) -> pipeline.Request:
    export = tmp_path / "export.csv"
    export.write_text("ID\n1\n")
    return pipeline.Request(load_city("demo"), (export,))


@pytest.mark.parametrize(
    ("writes", "sentence"),
    [
        (("facts",), r"Step odd wrote more\.json without declaring it; correct `writes` in .*test_step\."),
        (
            ("facts", "other"),
            r"wrote more\.json without declaring it and declares other without writing it; .* Nothing was published",
        ),
        (("facts", "more", "other"), r"Step odd declares other without writing it; correct"),
    ],
)
def test_what_a_step_writes_is_what_it_declares(city, tmp_path, monkeypatch, writes, sentence):
    with city.draft() as draft:
        old = draft.publish({})
    monkeypatch.setattr(run, "CORE", (Step("odd", "Odd", write_two, writes=writes),))
    monkeypatch.setattr(run, "ENRICH", ())
    with pytest.raises(UndeclaredWriteError, match=sentence):
        pipeline.build(city, request(tmp_path))
    assert city.current() == old
    assert [path.name for path in old.path.parent.iterdir()] == [old.id]


class Asked:
    """What a step's key asks of the work: nothing but its parameters."""

    recent = 5


def test_a_key_holds_everything_that_decides(monkeypatch):
    first = Step("one", "One", write_facts, writes=(), after=("zero",), parameters=lambda work: work.recent)
    keys = {"zero": "a"}
    known = {first.key(Asked(), keys)}

    def is_new(key: str) -> bool:
        seen = key in known
        known.add(key)
        return not seen

    assert not is_new(first.key(Asked(), {"zero": "a", "another": "b"}))
    assert is_new(first.key(Asked(), {"zero": "b"}))
    monkeypatch.setattr(Asked, "recent", 6)
    assert is_new(first.key(Asked(), keys))
    monkeypatch.setattr(step.code, "hash_of", lambda module: f"changed {module}")
    assert is_new(first.key(Asked(), keys))
    monkeypatch.setattr(step, "CONTENT", step.CONTENT + 1)
    assert is_new(first.key(Asked(), keys))
