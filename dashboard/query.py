"""A question that a page or the API asks, and how it is written in an address.

`parse` is for programs: it refuses what it does not know, with a sentence. `read`
is for people's bookmarks: it drops what is bad and answers the rest, and `repair`
says what it dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from core.errors import BadParameterError
from core.language import mark, say
from dashboard.parameters.value_types import not_one_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from core.places.fold import Names
    from dashboard.parameters import Parameter, ParameterSet

UNKNOWN = mark("{value} is not a parameter.")


@dataclass(frozen=True)
class Query:
    """A question of several parts, each a frozen dataclass whose parameters `SETS` declares under its field's name."""

    SETS: ClassVar[Mapping[str, ParameterSet[Any]]] = {}

    @classmethod
    def parameters(cls) -> Iterator[Parameter]:
        """Yield every parameter, in the order in which addresses and documents name them."""
        for accepted in cls.SETS.values():
            yield from accepted.parameters

    @classmethod
    def parse(cls, params: Mapping[str, str], known: Names) -> Self:
        """Read every parameter or refuse.

        Raises:
            BadParameterError: A parameter is unknown, blank, malformed or out of range.
        """
        accepted = [parameter.name for parameter in cls.parameters()]
        for name in params:
            if name not in accepted:
                raise BadParameterError(not_one_of(UNKNOWN, name, accepted))
        return cls(**{part: each.parse(params, known) for part, each in cls.SETS.items()})

    @classmethod
    def read(cls, params: Mapping[str, Any], known: Names) -> Self:
        """Read what can be read: what is bad is dropped, and good members of a list stay."""
        return cls.repair(params, known)[0]

    @classmethod
    def repair(cls, params: Mapping[str, Any], known: Names) -> tuple[Self, list[str]]:
        """Read what can be read; return also a sentence on each parameter that cannot, with what is used instead."""
        parts = {part: each.repair(params, known) for part, each in cls.SETS.items()}
        accepted = {parameter.name for parameter in cls.parameters()}
        said = [
            " ".join((say(UNKNOWN, value=shown(name)), say("It is left out.")))
            for name in params
            if name not in accepted
        ]
        said += [sentence for _, sentences in parts.values() for sentence in sentences]
        return cls(**{part: found for part, (found, _) in parts.items()}), said

    def to_params(self) -> dict[str, str]:
        """Write what differs from the default, by the names of the API."""
        written: dict[str, str] = {}
        for part, accepted in self.SETS.items():
            written |= accepted.write(getattr(self, part))
        return written

    def controls(self) -> dict[str, Any]:
        """Turn the question into the value of every control of its form."""
        found: dict[str, Any] = {}
        for part, accepted in self.SETS.items():
            found |= accepted.controls(getattr(self, part))
        return found

    @classmethod
    def params(cls, values: Mapping[str, Any]) -> dict[str, str]:
        """Turn the values of a form's controls into parameters."""
        found: dict[str, str] = {}
        for accepted in cls.SETS.values():
            found |= accepted.params(values)
        return found

    @classmethod
    def openapi(cls) -> list[dict[str, Any]]:
        """Describe every parameter as OpenAPI does."""
        return [described for accepted in cls.SETS.values() for described in accepted.openapi()]
