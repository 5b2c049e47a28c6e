"""Which records, for which shift, and how much further ground is shaded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from core.errors import BadParameterError
from core.forecast.shift import Shift
from core.hotspots.setting import Number
from core.language import mark, say
from core.places.selection import Filters
from dashboard.filters import FILTERS
from dashboard.parameters import Hours, Parameter, ParameterSet, Quantity, shown
from dashboard.parameters.value_types import ANY, Single
from dashboard.query import Query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.places.fold import Names

AREA_SHARE = Number(
    *(0.01, 0.1),
    title=mark("Shade the busiest ground"),
    kind=mark("a share of the inhabited area"),
    meaning=mark("Share of the inhabited area that is shaded on the map."),
    phrase=mark("{value} % of the inhabited area"),
    short="area",
    example=0.05,
    scale=100,
    unit="%",
    hint=mark("Share of the inhabited area."),
)


class Weekday(Single):
    """A day of the week, 0 (Monday) to 6 (Sunday)."""

    def read(self, name: str, text: str, known: Names) -> int:  # noqa: ARG002 (the protocol's)
        """Accept 0 to 6."""
        if not re.fullmatch("[0-6]", text):
            msg = say("{name} is {value}; accepted are 0 (Monday) to 6 (Sunday).", name=name, value=shown(text))
            raise BadParameterError(msg)
        return int(text)

    def controls(self, name: str, value: int | None) -> dict[str, Any]:
        """Show the day, or any."""
        return {name: ANY if value is None else str(value)}

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        """Take the day; any is none."""
        value = str(values.get(name) or ANY)
        return "" if value == ANY else value

    def schema(self) -> dict[str, Any]:
        """Give the range."""
        return {"type": "integer", "minimum": 0, "maximum": 6}


SHIFT: ParameterSet[Shift] = ParameterSet(
    Shift(),
    (
        Parameter(
            "shift_weekday",
            "weekday",
            Weekday(),
            mark("Day of the week on which the shift begins, 0 (Monday) to 6 (Sunday). Absent: every day."),
            4,
        ),
        Parameter(
            "shift_hours",
            "hours",
            Hours(),
            mark(
                "Hours of the shift, from the first up to but not including the second, which may lie after midnight."
            ),
            "18-2",
        ),
    ),
)
"""The parameters of a shift."""


@dataclass(frozen=True)
class Ground:
    """How much ground is shaded beside the small places."""

    area_share: float = 0.05


GROUND: ParameterSet[Ground] = ParameterSet(
    Ground(),
    (Parameter("area_share", "area_share", Quantity(AREA_SHARE), AREA_SHARE.meaning, AREA_SHARE.example),),
)


@dataclass(frozen=True)
class BriefingQuery(Query):
    """A shift, the records that count, and the ground that is shaded."""

    SETS: ClassVar[Mapping[str, ParameterSet[Any]]] = {"shift": SHIFT, "ground": GROUND, "filters": FILTERS}

    def tested(self) -> dict[str, str]:
        """Write what a contest is held for: the shift and the records, without the ground that is shaded."""
        return BriefingQuery(shift=self.shift, filters=self.filters).to_params()

    shift: Shift = field(default_factory=Shift)
    ground: Ground = field(default_factory=Ground)
    filters: Filters = field(default_factory=Filters)
