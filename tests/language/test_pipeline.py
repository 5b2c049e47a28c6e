"""What is said on the way from an export to a build, and where the way ends, is said."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core import pipeline
from core.cities.city import load_city, read_city
from core.errors import BadCityError, BadExportError, MissingBuildError, PatrolError, PortalError
from core.hotspots import sweep
from core.hotspots.tables import CHOICES, SWEEPS
from core.language import speaking
from core.pipeline import run
from core.pipeline.step import Outcome, Step, UndeclaredWriteError
from core.records import demo
from core.store import Store
from tests.core.pipeline import made
from tests.language.pseudo import any_of, unsaid

if TYPE_CHECKING:
    from collections.abc import Callable

CITY, REAL = load_city("demo"), load_city("chicago")
TITLES = [titles[0] for titles in CITY.columns.values()]
HEADER = ",".join(TITLES) + "\n"
BLANK = "," * (len(TITLES) - 1) + "\n"
EXPORT = "a.csv"

pytestmark = pytest.mark.usefixtures("spoken")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("PATROLIQ_DATA", str(tmp_path))
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    return Store(tmp_path, "demo")


@pytest.mark.slow
def test_a_build_says_how_far_it_is(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(demo, "write", partial(demo.write, records=2_000))
    monkeypatch.setattr(sweep, "settings_for", made.two_settings)
    told: list[str] = []

    def report(_share: float, sentence: str) -> None:
        told.append(sentence)

    pipeline.build(store, pipeline.Request(CITY), report)
    built = pipeline.enrich(store, CITY, report)
    names = any_of([name for table in SWEEPS.values() for name in built.table(table)["name"]])
    assert [sentence for sentence in told if unsaid(sentence, names)] == []
    assert set(told) >= {
        "«Drawing the demo city»",
        "«Reading and cleaning the records»",
        "«Cleaning the records»",
        "«Trying settings»",
        *(f"«Describing ¤{name}¬»" for choice in built.json(CHOICES) for name in choice["finalists"]),
        "«Holding the finalists against their null»",
        "«Publishing»",
    }
    assert any("«Describing" in sentence for sentence in told)
    in_quarantine = built.json("quality")["quarantined"]
    assert "a later version of the same id exists" in in_quarantine, "a build is in English, whoever made it"


def build(store: Store, content: str | bytes, **folders: Path) -> None:
    """Build from one export of this content."""
    export = store.root / EXPORT
    export.write_bytes(content if isinstance(content, bytes) else content.encode())
    made.build(store, export, **folders)


def read_odd_city(store: Store, old: str, new: str) -> None:
    """Read the demo city's description with something changed in it."""
    text = (Path(pipeline.__file__).parents[1] / "cities" / "demo.toml").read_text(encoding="utf-8")
    assert old in text
    path = store.root / "odd.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    read_city(path)


ODD = ["odd.toml"]
SEVERITY = ["severity", "days", "default_days", "note", "classes", "rules"]
NOWHERE = Path("nowhere")
REFUSED: list[tuple[type[PatrolError], Callable[[Store], object], list[str]]] = [
    (BadCityError, lambda _: load_city("atlantis"), ["atlantis", "chicago", "demo", "core/cities", "toml"]),
    (BadCityError, lambda store: read_odd_city(store, "[severity]\n", "[severity]\ndays = 3\n"), [*ODD, *SEVERITY]),
    (BadCityError, lambda store: read_odd_city(store, "epsg = 32607", ""), [*ODD, "epsg"]),
    (BadCityError, lambda store: read_odd_city(store, "[39.68, -141.12,", "["), [*ODD, "bounds"]),
    (BadExportError, lambda store: build(store, b"PK\x03\x04"), [EXPORT]),
    (BadExportError, lambda store: build(store, "<html>"), [EXPORT]),
    (BadExportError, lambda store: build(store, HEADER), [EXPORT]),
    (BadExportError, lambda store: build(store, "ID,Date\n1,2\n"), [EXPORT, CITY.title, *TITLES]),
    (BadExportError, lambda store: build(store, HEADER + "1" + BLANK), []),
    (BadExportError, lambda store: build(store, HEADER + "1,2\n"), []),
    (BadExportError, lambda store: build(store, "", boundaries=NOWHERE), ["nowhere"]),
    (BadExportError, lambda store: build(store, "", context=NOWHERE), ["nowhere"]),
    (BadExportError, lambda store: build(store, "", context=store.root), ["demo", *CITY.context.files]),
    (PortalError, lambda store: pipeline.build(store, pipeline.Request(replace(REAL, portal=None))), [REAL.title]),
    (MissingBuildError, lambda store: pipeline.enrich(store, CITY), ["demo"]),
]


@pytest.mark.parametrize(("kind", "ask", "names"), REFUSED)
def test_what_is_refused_is_said(
    store: Store, kind: type[PatrolError], ask: Callable[[Store], object], names: list[str]
):
    with pytest.raises(kind) as refused:
        ask(store)
    sentence = str(refused.value)
    assert sentence.startswith("«")
    assert unsaid(sentence, any_of([str(store.root), *names])) == ""


def test_why_no_row_is_a_record_is_said(store: Store):
    with pytest.raises(BadExportError, match=r"¤1¬ time: ¤«its date is missing or cannot be read»¬"):
        build(store, HEADER + "1" + BLANK)
    with pytest.raises(BadExportError, match=r"¤2¬ times: ¤«the line has too few columns»¬"):
        build(store, HEADER + "1,2\n3,4\n")


def test_what_a_build_lacks_is_said_in_the_language_of_who_asks(store: Store):
    with speaking(NullTranslations()), store.draft() as draft:
        draft.write_json("facts", {"grid": {"rows": 2}})
        built = draft.publish({})
        facts = built.json("facts")
    for read in (lambda: built.table("zones"), lambda: facts["grid"]["size"], lambda: built.manifest["steps"]):
        with pytest.raises(MissingBuildError) as refused:
            read()
        names = any_of(["zones.parquet", "size", "facts", "steps", "demo", built.id])
        assert unsaid(str(refused.value), names) == ""


def test_what_a_step_wrote_without_declaring_it_is_said(store: Store, monkeypatch: pytest.MonkeyPatch):
    def write(work: pipeline.work.Work, _report: object) -> Outcome:
        work.draft.write_json("facts", 1)
        return Outcome(1, 1)

    monkeypatch.setattr(run, "ENRICH", ())
    for writes in ((), ("facts", "other"), ("other",)):
        monkeypatch.setattr(run, "CORE", (Step("odd", "odd", write, writes=writes),))
        with pytest.raises(UndeclaredWriteError) as refused:
            build(store, HEADER)
        names = any_of(["odd", "facts.json", "other", __name__])
        assert unsaid(str(refused.value), names) == ""
