"""Places of the map in an address: degrees joined by underscores, the latitude of each point first.

Five decimals are a good metre. `assets/history.js` writes the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import shapely

from core.errors import BadParameterError
from core.language import say
from core.places.polygon import CORNERS, Ring
from dashboard.parameters.value_types import Single, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.places.fold import Names as Known

NUMBER = r"-?(0|[1-9][0-9]{0,2})(\.[0-9]{1,5})?"
NUMBERS = re.compile(f"{NUMBER}(_{NUMBER})*")
LEAST_CORNERS = 3


def numbers_in(text: str) -> tuple[float, ...]:
    """Read numbers joined by underscores; none where the text is anything else."""
    return tuple(float(number) for number in text.split("_")) if NUMBERS.fullmatch(text) else ()


def joined(numbers: Iterable[float]) -> str:
    """Join numbers with underscores, with at most five decimals."""
    return "_".join(_written(number) for number in numbers)


def on_earth(latitude: float, longitude: float) -> bool:
    """Whether there is such a place."""
    return abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004 (degrees)


class Area(Single):
    """The corners of an area."""

    def read(self, name: str, text: str, known: Known) -> Ring:  # noqa: ARG002 (the protocol's)
        """Accept three corners to fifty, which enclose something."""
        numbers = numbers_in(text)
        corners = tuple(zip(numbers[::2], numbers[1::2], strict=False))
        if (
            len(numbers) % 2
            or not LEAST_CORNERS <= len(corners) <= CORNERS
            or not all(on_earth(*corner) for corner in corners)
            or shapely.make_valid(shapely.Polygon(corners)).area == 0
        ):
            msg = say(
                "{name} is {value}; it must be an area of {least} to {most} corners: latitude_longitude of each in "
                "degrees with at most five decimals, joined by underscores, such as {example}.",
                name=name,
                value=shown(text),
                least=LEAST_CORNERS,
                most=CORNERS,
                example="41.88_-87.64_41.88_-87.62_41.9_-87.62",
            )
            raise BadParameterError(msg)
        return corners

    def write(self, value: Ring) -> str:
        """Write the corners one after the other."""
        return joined(number for corner in value for number in corner)

    def schema(self) -> dict[str, Any]:
        """Give the pattern."""
        return {"type": "string", "pattern": f"^{NUMBER}(_{NUMBER}){{5,{2 * CORNERS - 1}}}$"}


def _written(number: float) -> str:
    text = f"{number:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
