"""The form of the record filter: quick filters, then every field in its group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from core.language import say
from dashboard.components.attributes import attributes
from dashboard.components.button import button
from dashboard.filters.fields import FIELDS, Group
from dashboard.filters.presets import presets
from dashboard.ids import Pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from core.places.fold import Fold


def build_filters(fold: Fold, present: Mapping[str, Any]) -> list[Component]:
    """Build the filter's part of a form from the values of its controls."""
    groups = [[part for each in FIELDS if each.group is group for part in each.build(fold, present)] for group in Group]
    return [_build_presets(fold), *(html.Div(parts, className="control-group") for parts in groups if parts)]


def _build_presets(fold: Fold) -> html.Div:
    return html.Div(
        [
            button(
                preset.title,
                name={"part": Pattern.MERGE, "role": preset.role, "to": preset.to},
                picture=preset.picture,
                title=preset.explanation,
            )
            for preset in presets(fold)
        ],
        className="presets",
        role="group",
        **attributes({"aria-label": say("Quick filters")}),
    )
