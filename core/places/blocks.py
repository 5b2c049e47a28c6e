"""Blocks as portals write them, `013XX W 79TH ST`: a street, and a place along it."""

from __future__ import annotations

import re
from typing import NamedTuple

HUNDRED = 100
"""House numbers of a block."""

_BLOCK = re.compile(r"(\d+)(X*)\s+(?:BLOCK\s+(?:OF\s+)?)?(?:([NSEW])\s+)?(.*[A-Z].*)")
_CARRIAGEWAY = re.compile(r"\s+(?:[NSEWIO]B|RAMP)$")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)")


class Block(NamedTuple):
    """A block's street and its place along it.

    `axis` is `NS` or `EW` where the text has a direction, so that house numbers are counted both ways from
    zero, and empty otherwise; `number` is the middle of its hundred, negative towards south and west.
    """

    street: str
    axis: str
    number: int


def parse_block(text: str) -> Block | None:
    """Read a block's text; None where it names no house number or no street."""
    found = _BLOCK.fullmatch(" ".join(text.upper().split()))
    if found is None:
        return None
    digits, hidden, direction, street = found.groups()
    number = int(digits) * 10 ** len(hidden)
    axis = {"N": "NS", "S": "NS", "E": "EW", "W": "EW", None: ""}[direction]
    middle = number + HUNDRED // 2
    return Block(_CARRIAGEWAY.sub("", street), axis, -middle if direction in {"S", "W"} else middle)


def written(street: str) -> str:
    """Write a street's name with small letters: `79th St`."""
    return " ".join(word.lower() if _ORDINAL.fullmatch(word) else word.capitalize() for word in street.split())
