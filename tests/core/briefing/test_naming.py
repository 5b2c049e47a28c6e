"""Places are named by their streets."""

from __future__ import annotations

import pytest

from core.briefing.naming import name_place


@pytest.mark.parametrize(
    ("blocks", "name"),
    [
        ([("013XX W 79TH ST", 9), ("079XX S ASHLAND AVE", 4)], "79th St & Ashland Ave"),
        ([("013XX W 79TH ST", 9), ("014XX W 79TH ST", 4)], "79th St 1300-1499"),
        ([("013XX W 79TH ST", 9)], "79th St 1300-1399"),
        ([("013XX W 79TH ST", 90), ("079XX S ASHLAND AVE", 4)], "79th St 1300-1399"),
        ([("013XX W 79TH ST", 9), ("013XX W 80TH ST", 8)], "79th St 1300-1399"),
        ([("0000X N STATE ST", 9), ("0000X S STATE ST", 8), ("001XX S STATE ST", 4)], "State St 0-199"),
        ([("10XX ALBERNI ST", 9)], "Alberni St 1000-1099"),
        ([("SOMEWHERE", 9)], "no street is named"),
        ([], "no street is named"),
    ],
)
def test_a_place_is_named_after_its_streets(blocks: list[tuple[str, int]], name: str):
    assert name_place(blocks) == name
