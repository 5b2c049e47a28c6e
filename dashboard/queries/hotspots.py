"""Which records, and which setting draws zones from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from core.hotspots.methods import METHODS
from core.hotspots.setting import NUMBERS, Algorithm, Setting
from core.language import mark, say
from core.places.selection import Filters
from dashboard.filters import FILTERS
from dashboard.parameters import Choice, Parameter, ParameterSet, Quantity
from dashboard.query import Query

if TYPE_CHECKING:
    from collections.abc import Mapping


class NumberOfSetting(Parameter):
    """A number of a setting, which may belong to some algorithms only."""

    def told(self) -> str:
        """Say what it means, and which algorithms it is for where not for all."""
        users = [algorithm for algorithm, method in METHODS.items() if self.name in method.numbers]
        if not users:
            return say(self.meaning)
        others = say(
            "For {algorithms}; checked but without effect for the other algorithms, so that one address can be "
            "switched between them.",
            algorithms=", ".join(users),
        )
        return f"{say(self.meaning)} {others}"


SETTING: ParameterSet[Setting] = ParameterSet(
    Setting(),
    (
        Parameter(
            "algorithm",
            "algorithm",
            Choice(tuple(METHODS), mark("{value} is not an algorithm."), Algorithm),
            mark("How zones are drawn."),
            str(Algorithm.KMEANS),
        ),
        *(NumberOfSetting(name, name, Quantity(n), n.meaning, n.example) for name, n in NUMBERS.items()),
    ),
)
"""The parameters of a setting."""


@dataclass(frozen=True)
class HotspotQuery(Query):
    """A selection of records and a setting; parameters of other algorithms than the chosen one change no answer."""

    SETS: ClassVar[Mapping[str, ParameterSet[Any]]] = {"setting": SETTING, "filters": FILTERS}

    filters: Filters = field(default_factory=Filters)
    setting: Setting = field(default_factory=Setting)
