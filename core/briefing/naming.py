"""Names of places from the blocks of their records, which portals write as `013XX W 79TH ST`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.language import say
from core.places.blocks import HUNDRED, parse_block, written

if TYPE_CHECKING:
    from collections.abc import Iterable

CROSSING = 0.15
"""Share of a place's records from which on a second street belongs to its name."""


def name_place(blocks: Iterable[tuple[str, int]]) -> str:
    """Name a place after its busiest street and the one that crosses it, or the hundreds along it.

    Args:
        blocks: Each block of the place with its records.
    """
    read = [(block, records) for text, records in blocks if (block := parse_block(text)) is not None]
    if not read:
        return say("no street is named")
    streets: Counter[tuple[str, str]] = Counter()
    for block, records in read:
        streets[block.street, block.axis] += records
    (first, axis), _ = streets.most_common(1)[0]
    total = sum(streets.values())
    crossing = [s for (s, other), records in streets.most_common() if other != axis and records >= CROSSING * total]
    if crossing:
        return say("{first} & {second}", first=written(first), second=written(crossing[0]))
    # South and west count downwards; people know house numbers without a sign.
    numbers = [abs(block.number) // HUNDRED * HUNDRED for block, _ in read if block.street == first]
    return say("{street} {low}-{high}", street=written(first), low=min(numbers), high=max(numbers) + HUNDRED - 1)
