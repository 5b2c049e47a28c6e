"""The form beside the map: the setting, then the filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from core.hotspots.methods import METHODS
from core.hotspots.setting import NUMBERS
from core.language import say
from dashboard import form
from dashboard.components import field
from dashboard.filters.form import build_filters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.places.fold import Fold
    from dashboard.query import Query


def build_controls(fold: Fold, query: Query) -> html.Aside:
    """Build the form with the question's values."""
    present = query.controls()
    parts = [_setting(present), html.H2(say("Filters")), *build_filters(fold, present)]
    return form.build_panel(say("Settings"), parts)


def _setting(present: Mapping[str, Any]) -> html.Div:
    """Build the algorithm and every number; one that only some algorithms have is shown with these."""
    algorithms = {str(algorithm): say(method.short) for algorithm, method in METHODS.items()}
    return html.Div(
        [
            field.segmented(say("Algorithm"), "algorithm", algorithms, present["algorithm"]),
            *(_number(name, present) for name in NUMBERS),
        ],
        className="control-group",
    )


def _number(name: str, present: Mapping[str, Any]) -> html.Div:
    built = field.number_field(name, NUMBERS[name], present[name])
    users = [str(algorithm) for algorithm, method in METHODS.items() if name in method.numbers]
    if not users:
        return built
    return field.only(built, name, on="algorithm", among=users, present=present["algorithm"])
