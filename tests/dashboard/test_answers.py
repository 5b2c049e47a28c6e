"""The last answers are kept, and a question asked twice at once is answered once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import TYPE_CHECKING

import pytest

from core.errors import BadParameterError
from core.hotspots.setting import Setting
from dashboard.pages.hotspots import answers as module
from dashboard.pages.hotspots.answers import KEPT, Answers
from dashboard.query import HotspotQuery

if TYPE_CHECKING:
    from core.places.selection import Filters
    from core.store import Store


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """K of every question that was really computed."""
    computed: list[int] = []

    def slow(_fold: object, _filters: Filters, setting: Setting) -> int:
        computed.append(setting.k)
        sleep(0.02)
        if setting.k == 30:
            raise BadParameterError("k is 30.")
        return setting.k

    monkeypatch.setattr(module, "find_zones", slow)
    return computed


def question(k: int) -> HotspotQuery:
    return HotspotQuery(setting=Setting(k=k))


def test_equal_questions_at_once_are_computed_once(shared_store: Store, asked: list[int]):
    answers = Answers(shared_store)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: answers.get(question(5)), range(8)))
    assert found == [5] * 8
    assert asked == [5]


def test_the_least_recent_answer_is_forgotten(shared_store: Store, asked: list[int]):
    answers = Answers(shared_store)
    for k in range(2, 2 + KEPT):
        answers.get(question(k))
    answers.get(question(2))
    answers.get(question(20))
    answers.get(question(2))
    answers.get(question(3))
    assert asked == [*range(2, 2 + KEPT), 20, 3]


def test_a_refusal_is_passed_on_and_not_kept(shared_store: Store, asked: list[int]):
    answers = Answers(shared_store)
    for _ in range(2):
        with pytest.raises(BadParameterError):
            answers.get(question(30))
    assert asked == [30, 30]


def test_a_new_build_is_answered_anew(shared_store: Store, asked: list[int], monkeypatch: pytest.MonkeyPatch):
    answers = Answers(shared_store)
    answers.get(question(4))
    fold = answers.fold()

    class Newer:
        build_id = "newer"

    monkeypatch.setattr(answers, "fold", Newer)
    answers.get(question(4))
    assert fold.build_id != Newer.build_id
    assert asked == [4, 4]
