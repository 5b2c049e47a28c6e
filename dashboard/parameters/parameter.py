"""A parameter, and the set of those that fill one part of a question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from core.errors import BadParameterError
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.places.fold import Names as Known
    from dashboard.parameters.value_types import ValueType

Part = TypeVar("Part")


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name in addresses, the attribute that holds it, what it may be and what it means."""

    name: str
    attribute: str
    kind: ValueType
    meaning: str
    """One marked sentence for documents."""
    example: object

    def told(self) -> str:
        """Say what it means."""
        return say(self.meaning)

    def rescue(self, text: str, known: Known, default: object) -> tuple[Any, str]:
        """Read what can be read of a text, else the default; say what is wrong with it, and what is used instead."""
        try:
            return self.kind.read(self.name, text, known), ""
        except BadParameterError as error:
            reason = str(error)
        try:
            found = self.kind.rescue(self.name, text, known)
        except BadParameterError:
            found = default
        if found in (None, (), ""):
            return found, say("{reason} It is left out.", reason=reason)
        return found, say("{reason} Used instead: {value}.", reason=reason, value=self.kind.write(found))

    def openapi(self, default: object) -> dict[str, Any]:
        """Describe it as OpenAPI does; a list stands in one parameter, separated by commas."""
        schema = self.kind.schema()
        if default not in (None, ()):
            schema["default"] = default
        described = {"name": self.name, "in": "query", "required": False, "schema": schema}
        style = {"style": "form", "explode": False} if schema["type"] == "array" else {}
        return {**described, "description": self.told(), "example": self.example, **style}


@dataclass(frozen=True)
class ParameterSet(Generic[Part]):
    """The parameters that fill one frozen dataclass.

    `check` refuses values that contradict each other (BadParameterError); where a page reads leniently it drops the
    `contested` attributes instead.
    """

    default: Part
    parameters: tuple[Parameter, ...]
    check: Callable[[Part], None] = lambda _: None
    contested: tuple[str, ...] = ()

    def parse(self, params: Mapping[str, str], known: Known) -> Part:
        """Read every parameter that is given, or refuse.

        Raises:
            BadParameterError: One is blank, malformed or out of range, or two contradict each other.
        """
        part = self._with({p.attribute: p.kind.read(p.name, t, known) for p, t in self._given(params)})
        self.check(part)
        return part

    def read(self, params: Mapping[str, Any], known: Known) -> Part:
        """Read what can be read, and drop the rest."""
        return self.repair(params, known)[0]

    def repair(self, params: Mapping[str, Any], known: Known) -> tuple[Part, list[str]]:
        """Read what can be read; return also a sentence on each parameter that cannot, with what is used instead."""
        values, said = {}, []
        for parameter in self.parameters:
            text = params.get(parameter.name)
            if isinstance(text, str) and text.strip():
                found, why = parameter.rescue(text, known, getattr(self.default, parameter.attribute))
                values[parameter.attribute] = found
                said += [why] if why else []
        part = self._with(values)
        try:
            self.check(part)
        except BadParameterError as error:
            part = self._with({name: value for name, value in values.items() if name not in self.contested})
            names = ", ".join(p.name for p in self.parameters if p.attribute in self.contested)
            said.append(say("{reason} Left out: {names}.", reason=error, names=names))
        return part, said

    def write(self, part: Part) -> dict[str, str]:
        """Write what differs from the default."""
        pairs = ((p, getattr(part, p.attribute)) for p in self.parameters)
        return {p.name: p.kind.write(value) for p, value in pairs if value != getattr(self.default, p.attribute)}

    def controls(self, part: Part) -> dict[str, Any]:
        """Turn the part into the value of every control."""
        found: dict[str, Any] = {}
        for parameter in self.parameters:
            found |= parameter.kind.controls(parameter.name, getattr(part, parameter.attribute))
        return found

    def params(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Turn the controls' values into parameters; an empty control says nothing."""
        texts = {p.name: p.kind.text(p.name, values) for p in self.parameters}
        return {name: text for name, text in texts.items() if text}

    def openapi(self) -> list[dict[str, Any]]:
        """Describe the parameters as OpenAPI does."""
        return [p.openapi(getattr(self.default, p.attribute)) for p in self.parameters]

    def _given(self, params: Mapping[str, str]) -> list[tuple[Parameter, str]]:
        given = [(p, params[p.name]) for p in self.parameters if p.name in params]
        blank = next((p.name for p, text in given if not text.strip()), None)
        if blank is not None:
            raise BadParameterError(say("{name} is blank; give it a value or leave it out.", name=blank))
        return given

    def _with(self, values: Mapping[str, Any]) -> Part:
        return replace(self.default, **values)  # type: ignore[type-var]  # (a dataclass)
