"""An answer that is kept speaks the language in which it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.hotspots.answer import find_zones
from core.hotspots.setting import Setting
from core.language import speaking
from core.places.selection import Filters
from dashboard.answers import Answers

if TYPE_CHECKING:
    from core.store import Store
    from tests.language.pseudo import Pseudo


def test_answers_of_one_language_are_not_given_in_another(store: Store, pseudo: Pseudo):
    answers = Answers(store)
    source, question = answers.source(), (find_zones, Filters(), Setting(k=3))
    plain = answers.get(source, *question)
    with speaking(pseudo):
        other = answers.get(source, *question)
    assert all(zone.name.startswith("«mostly ¤") for zone in other.zones)
    assert [zone.name for zone in plain.zones] == [
        "".join(each for each in zone.name if each not in "«»¤¬") for zone in other.zones
    ]
    assert answers.get(source, *question) is plain
