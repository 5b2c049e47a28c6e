"""What the page's address may ask: records, a setting, and what of the answer is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl

from core.language import mark
from dashboard.address import search
from dashboard.parameters import Choice, Parameter, ParameterSet
from dashboard.parameters.value_types import Single
from dashboard.queries.hotspots import HotspotQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.places.fold import Names

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


@dataclass(frozen=True)
class View:
    """What is shown of the answer, and the question that it is compared with."""

    colour: str = USUAL
    pin: HotspotQuery | None = None


VIEW: ParameterSet[View] = ParameterSet(
    View(),
    (
        Parameter(
            "colour", "colour", Choice(tuple(COLOURS), mark("{value} is not a colour.")), mark("Colours."), USUAL
        ),
        Parameter("pin", "pin", Pinned(), mark("The pinned question."), "k=8"),
    ),
)


@dataclass(frozen=True)
class HotspotsPage(HotspotQuery):
    """A question about hotspots, and how the page shows its answer."""

    SETS: ClassVar[Mapping[str, ParameterSet[Any]]] = {**HotspotQuery.SETS, "view": VIEW}

    view: View = field(default_factory=View)
