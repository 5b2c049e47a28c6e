"""The last answers are kept within so many bytes, and a question asked twice at once is answered once."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Semaphore
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from core.errors import BadParameterError, MissingBuildError
from core.hotspots.answer import find_zones
from core.hotspots.clustering import cluster
from core.hotspots.setting import Algorithm, Setting
from core.places.selection import Filters
from core.store import Store
from dashboard.address import PagePath
from dashboard.answers import BYTES, SMALL, Answers, size
from dashboard.app import create_app
from dashboard.ids import Form, Hotspots, asked_of, in_page
from dashboard.queries.hotspots import HotspotQuery
from tests.dashboard import served
from tests.dashboard.window import Window

if TYPE_CHECKING:
    from pathlib import Path

    from core.places.fold import Fold

ASKED = f"{in_page(asked_of(PagePath.HOTSPOTS))}.data"
KIB = 1024
PATIENCE_S = 60


class Computation:
    """Answers a question with an array of a KiB, notes which were asked, and ends once so many others wait for it."""

    def __init__(self, waiting: Semaphore) -> None:
        self.waiting = waiting
        self.awaited_by = 0
        self.asked: list[int] = []

    def __call__(self, fold: Fold, number: int) -> np.ndarray:
        self.asked.append(number)
        for _ in range(self.awaited_by):
            assert self.waiting.acquire(timeout=PATIENCE_S)
        if number < 0:
            raise BadParameterError("The number is negative; ask for another.")
        return np.full(KIB // 8, len(fold.place) + number)


@pytest.fixture
def compute(monkeypatch: pytest.MonkeyPatch) -> Computation:
    waiting = Semaphore(0)

    class Noticed(Future):
        def result(self, timeout: float | None = None) -> np.ndarray:
            waiting.release()
            return super().result(timeout)

    monkeypatch.setattr("dashboard.answers.Future", Noticed)
    return Computation(waiting)


def test_equal_questions_at_once_are_computed_once(shared_store: Store, compute: Computation):
    answers, compute.awaited_by = Answers(shared_store), 7
    source = answers.source()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: answers.get(source, compute, 5), range(8)))
    assert compute.asked == [5]
    assert all(one is found[0] for one in found)


def test_different_questions_do_not_wait_for_each_other(shared_store: Store):
    answers, second_is_answered = Answers(shared_store), Event()
    source = answers.source()

    def compute(_fold: Fold, number: int) -> int:
        assert number != 1 or second_is_answered.wait(PATIENCE_S)
        return number

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(answers.get, source, compute, 1)
        assert answers.get(source, compute, 2) == 2
        second_is_answered.set()
        assert first.result() == 1


def test_the_least_recent_answers_are_forgotten_once_the_bytes_are_full(shared_store: Store, compute: Computation):
    answers = Answers(shared_store, most_bytes=3 * KIB)
    source = answers.source()
    for number in (1, 2, 3, 1, 4, 1, 2):
        answers.get(source, compute, number)
    assert compute.asked == [1, 2, 3, 4, 2], "the fourth takes the place of the second, which was asked longest ago"


def test_bytes_are_bounded_and_not_the_number_of_answers(shared_store: Store):
    answers = Answers(shared_store, most_bytes=4 * KIB)
    source, asked = answers.source(), []

    def make(_fold: Fold, count: int) -> np.ndarray:
        asked.append(count)
        return np.zeros(count, dtype=np.uint8)

    for count in [*range(1, 65), 1, 4 * KIB, 1]:
        answers.get(source, make, count)
    assert asked == [*range(1, 65), 4 * KIB, 1], "sixty-four small ones fit; a large one takes the place of all"


def test_an_answer_larger_than_all_bytes_is_given_and_not_kept(shared_store: Store, compute: Computation):
    answers = Answers(shared_store, most_bytes=KIB - 1)
    source = answers.source()
    for _ in range(2):
        assert answers.get(source, compute, 1).nbytes == KIB
    assert compute.asked == [1, 1]


def test_a_refusal_is_passed_on_to_everyone_and_not_kept(shared_store: Store, compute: Computation):
    answers, compute.awaited_by = Answers(shared_store), 3
    source = answers.source()

    def ask(_: int) -> str:
        with pytest.raises(BadParameterError) as refused:
            answers.get(source, compute, -1)
        return str(refused.value)

    for _ in range(2):
        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(ask, range(4))) == {"The number is negative; ask for another."}
    assert compute.asked == [-1, -1]


def test_a_new_build_is_answered_anew(tmp_path: Path, compute: Computation):
    answers = Answers(served.publish(tmp_path, served.records()))
    older = answers.source()
    first = answers.get(older, compute, 4)
    served.publish(tmp_path, served.records().iloc[:500])
    newer = answers.source()
    assert newer.build.id != older.build.id
    assert answers.get(newer, compute, 4)[0] == 500 + 4
    assert answers.get(older, compute, 4) is first, "who began with the older build goes on with it"
    assert compute.asked == [4, 4]


def test_computations_are_told_apart(shared_store: Store):
    answers = Answers(shared_store)
    source = answers.source()
    assert answers.get(source, lambda _fold, number: number + 1, 1) == 2
    assert answers.get(source, lambda _fold, number: number + 2, 1) == 3


def test_without_a_build_there_is_no_source(tmp_path: Path):
    with pytest.raises(MissingBuildError):
        Answers(Store(tmp_path, served.CITY)).source()


class Pair(NamedTuple):
    first: np.ndarray
    second: np.ndarray


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (np.zeros(10), 80),
        (Pair(np.zeros(10), np.zeros(5, dtype=np.uint8)), 85),
        (("a", "b"), 3 * SMALL),
        ([], SMALL),
        (0.5, 0),
        (None, 0),
    ],
)
def test_arrays_count_their_bytes_and_lists_a_little_for_each_part(value: object, expected: int):
    assert size(value) == expected


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_the_arrays_of_an_answer_are_counted(shared_fold: Fold, algorithm: Algorithm):
    found = find_zones(shared_fold, Filters(), Setting(algorithm, k=5, min_samples=20))
    arrays = [found.labels, found.cell_labels, found.selection.keep, found.selection.weight]
    if found.tree is not None:
        arrays += [found.tree.linkage, found.tree.weight]
    counted = size(found) - SMALL * (1 + len(found.zones))
    assert counted >= sum(array.nbytes for array in arrays)
    assert counted < BYTES / 100


@pytest.fixture
def clustered(monkeypatch: pytest.MonkeyPatch) -> list[Setting]:
    """The setting of every answer that is really computed, whoever asks for it."""
    settings: list[Setting] = []
    monkeypatch.setattr(
        "core.hotspots.answer.cluster", lambda points, setting: settings.append(setting) or cluster(points, setting)
    )
    return settings


def test_page_and_api_share_their_answers(shared_store: Store, clustered: list[Setting]):
    app = create_app(shared_store)
    client, window = app.server.test_client(), Window(app, shared_store)
    query = HotspotQuery(Filters(types=("THEFT",)), Setting(k=6))
    window.change(ASKED, query.controls())
    assert clustered == [query.setting]
    window.change(f"{Form.SETTLED}.data", query.to_params())
    window.change(f"{Hotspots.SELECTED}.data", {"label": 1})
    for path in ("", "/zones.geojson", "/labels"):
        assert client.get(f"/api/v1/hotspots{path}", query_string=query.to_params()).status_code == 200
    assert clustered == [query.setting], "what the page has shown is exported without computing it again"
    client.get("/api/v1/hotspots", query_string={"k": "7"})
    window.change(ASKED, HotspotQuery(setting=Setting(k=7)).controls())
    assert [setting.k for setting in clustered] == [6, 7], "nor does the page compute what the API was just asked"
