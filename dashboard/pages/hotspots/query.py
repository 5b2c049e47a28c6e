"""What the page's address may ask: records, a setting, and what of the answer is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl

from core.errors import BadParameterError
from core.language import mark, say
from dashboard.address import search
from dashboard.ids import kept
from dashboard.pages.hotspots.table import COLUMNS
from dashboard.parameters import Area, Choice, Parameter, ParameterSet, shown
from dashboard.parameters.areas import joined, numbers_in, on_earth
from dashboard.parameters.value_types import WHOLE, Single
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.places.fold import Names
    from core.places.polygon import Ring

COLOURS = {"label": mark("Zone"), "risk": mark("Against the city")}
"""What the colours can show."""
USUAL = "label"
PLAIN = "&"
"""The plain question as the search part of an address that is not blank (`assets/form.js` writes the same)."""


class Pinned(Single):
    """Another question of the same kind, written as the search part of its address."""

    def read(self, name: str, text: str, known: Names) -> HotspotQuery:  # noqa: ARG002 (the protocol's)
        """Read what can be read."""
        return HotspotQuery.read(dict(parse_qsl(text)), known)

    def write(self, value: HotspotQuery) -> str:
        """Write the search part, which is never blank."""
        return search(value.to_params()) or PLAIN

    def schema(self) -> dict[str, Any]:
        """It is a text."""
        return {"type": "string"}


class Chosen(Single):
    """A zone by its number, from 1, or a spot."""

    def read(self, name: str, text: str, known: Names) -> str:  # noqa: ARG002 (the protocol's)
        """Accept a number, or latitude_longitude."""
        spot = numbers_in(text)
        if (WHOLE.fullmatch(text) and int(text) > 0) or (len(spot) == 2 and on_earth(*spot)):  # noqa: PLR2004
            return text if len(spot) == 1 else joined(spot)
        msg = say(
            "{name} is {value}; it must be the number of a zone, from 1, or a spot as latitude_longitude in degrees "
            "with at most five decimals, such as 41.88_-87.63.",
            name=name,
            value=shown(text),
        )
        raise BadParameterError(msg)

    def schema(self) -> dict[str, Any]:
        """It is a text."""
        return {"type": "string"}


class MapView(Single):
    """Where the map stands: latitude, longitude and zoom."""

    ZOOMS = (1, 22)

    def read(self, name: str, text: str, known: Names) -> str:  # noqa: ARG002 (the protocol's)
        """Accept latitude_longitude_zoom."""
        view, (low, high) = numbers_in(text), self.ZOOMS
        if len(view) == 3 and on_earth(*view[:2]) and low <= view[2] <= high:  # noqa: PLR2004
            return joined(view)
        msg = say(
            "{name} is {value}; it must be latitude_longitude_zoom with a zoom from {low} to {high}, such as "
            "41.88_-87.63_12.",
            name=name,
            value=shown(text),
            low=low,
            high=high,
        )
        raise BadParameterError(msg)

    def schema(self) -> dict[str, Any]:
        """It is a text."""
        return {"type": "string"}


LARGEST_FIRST = "-records"
"""The usual order of the table: a column, with a minus where the largest comes first."""
ORDERS = tuple(f"{minus}{column}" for column in COLUMNS for minus in ("-", ""))
CHOSEN, DRAWN = kept("chosen"), kept("drawn")
SORT, MAP_VIEW = kept("sort", LARGEST_FIRST), kept("map", steps=False)
"""Stores of what is shown, as the address writes it."""


@dataclass(frozen=True)
class View:
    """What is shown of the answer, and the question that it is compared with."""

    colour: str = USUAL
    pin: HotspotQuery | None = None
    sort: str = LARGEST_FIRST
    chosen: str = ""
    drawn: Ring = ()
    map: str = ""


VIEW: ParameterSet[View] = ParameterSet(
    View(),
    (
        Parameter(
            "colour", "colour", Choice(tuple(COLOURS), mark("{value} is not a colour.")), mark("Colours."), USUAL
        ),
        Parameter("pin", "pin", Pinned(), mark("The pinned question."), "k=8"),
        Parameter(
            "sort",
            "sort",
            Choice(ORDERS, mark("{value} is not an order of the table.")),
            mark("The order of the table."),
            "-rate",
        ),
        Parameter("chosen", "chosen", Chosen(), mark("The zone or spot that is described."), "3"),
        Parameter("drawn", "drawn", Area(), mark("The area that is counted."), "41.88_-87.64_41.88_-87.62_41.9_-87.62"),
        Parameter("map", "map", MapView(), mark("Where the map stands."), "41.88_-87.63_12"),
    ),
)


@dataclass(frozen=True)
class HotspotsPage(HotspotQuery):
    """A question about hotspots, and how the page shows its answer."""

    SETS: ClassVar[Mapping[str, ParameterSet[Any]]] = {**HotspotQuery.SETS, "view": VIEW}

    view: View = field(default_factory=View)
