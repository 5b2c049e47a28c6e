"""Names of places from the blocks of their records, which portals write as `013XX W 79TH ST`."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from core.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable

HUNDRED = 100
"""House numbers of a block."""
CROSSING = 0.15
"""Share of a place's records from which on a second street belongs to its name."""

_BLOCK = re.compile(r"(?P<number>\d+)(?P<hidden>X*)\s+(?P<side>[NSEW])\s+(?P<street>\S.*)", re.IGNORECASE)
_ALONG = {"N": "NS", "S": "NS", "E": "EW", "W": "EW"}


class Block(NamedTuple):
    """A block: the hundreds of its numbers, the street as people write it, and along which axis it runs."""

    number: int
    street: str
    axis: str


def read_block(text: str) -> Block | None:
    """Read a block; None where it is written in another way."""
    found = _BLOCK.fullmatch(text.strip())
    if found is None:
        return None
    number = int(found["number"])
    hundreds = number * HUNDRED if found["hidden"] else number // HUNDRED * HUNDRED
    return Block(hundreds, written(found["street"]), _ALONG[found["side"].upper()])


def written(street: str) -> str:
    """Write a street as people do: `79TH ST` is 79th St."""
    return " ".join(word.lower() if word[0].isdigit() else word.capitalize() for word in street.split())


def name_place(blocks: Iterable[tuple[str, int]]) -> str:
    """Name a place after its busiest street and the one that crosses it, or the hundreds along it.

    Args:
        blocks: Each block of the place with its records.
    """
    read = [(block, records) for text, records in blocks if (block := read_block(text)) is not None]
    if not read:
        return say("no street is named")
    streets: Counter[tuple[str, str]] = Counter()
    for block, records in read:
        streets[block.street, block.axis] += records
    (first, axis), _ = streets.most_common(1)[0]
    total = sum(streets.values())
    crossing = [s for (s, other), records in streets.most_common() if other != axis and records >= CROSSING * total]
    if crossing:
        return say("{first} & {second}", first=first, second=crossing[0])
    numbers = [block.number for block, _ in read if block.street == first]
    return say("{street} {low}-{high}", street=first, low=min(numbers), high=max(numbers) + HUNDRED - 1)
