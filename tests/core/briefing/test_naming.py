"""Places are named by their streets."""

from __future__ import annotations

import pytest

from core.briefing.naming import Block, name_place, read_block, written


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("013XX W 79TH ST", Block(1300, "79th St", "EW")),
        ("000XX N STATE ST", Block(0, "State St", "NS")),
        ("062XX S DR MARTIN LUTHER KING JR DR", Block(6200, "Dr Martin Luther King Jr Dr", "NS")),
        ("1250 E MAIN ST", Block(1200, "Main St", "EW")),
        ("STATE ST", None),
        ("", None),
    ],
)
def test_blocks_are_read(text: str, block: Block | None):
    assert read_block(text) == block


def test_streets_are_written_as_people_write_them():
    assert written("79TH ST") == "79th St"
    assert written("MC VICKER AVE") == "Mc Vicker Ave"


@pytest.mark.parametrize(
    ("blocks", "name"),
    [
        ([("013XX W 79TH ST", 9), ("079XX S ASHLAND AVE", 4)], "79th St & Ashland Ave"),
        ([("013XX W 79TH ST", 9), ("014XX W 79TH ST", 4)], "79th St 1300-1499"),
        ([("013XX W 79TH ST", 9)], "79th St 1300-1399"),
        ([("013XX W 79TH ST", 90), ("079XX S ASHLAND AVE", 4)], "79th St 1300-1399"),
        ([("013XX W 79TH ST", 9), ("013XX W 80TH ST", 8)], "79th St 1300-1399"),
        ([("SOMEWHERE", 9)], "no street is named"),
        ([], "no street is named"),
    ],
)
def test_a_place_is_named_after_its_streets(blocks: list[tuple[str, int]], name: str):
    assert name_place(blocks) == name
