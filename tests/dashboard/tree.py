"""What stands in a tree of components."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash.development.base_component import Component

from dashboard.ids import in_page

if TYPE_CHECKING:
    from collections.abc import Iterator


def walk(component: Any) -> Iterator[Component]:
    """Yield a component and all below it."""
    if isinstance(component, Component):
        yield component
        yield from walk(getattr(component, "children", None))
    elif isinstance(component, list | tuple):
        for each in component:
            yield from walk(each)


def ids_of(component: Any) -> list[str]:
    """List the ids, written as in the page's HTML."""
    return [in_page(each.id) for each in walk(component) if getattr(each, "id", None) is not None]


def values_of(component: Any) -> dict[str, Any]:
    """Return the value of every control of a parameter, by its name."""
    named = [each for each in walk(component) if isinstance(getattr(each, "id", None), dict)]
    return {each.id["field"]: each.value for each in named if each.id.get("role") == "value" and "field" in each.id}


def text(parts: Any) -> str:
    """All words of components, in order."""
    if parts is None:
        return ""
    if isinstance(parts, str | int | float):
        return str(parts)
    if isinstance(parts, list | tuple):
        return " ".join(" ".join(text(part) for part in parts).split())
    return text(getattr(parts, "children", None))
