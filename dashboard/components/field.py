"""Form fields: a label tied to a control that a keyboard and a screen reader can work.

dcc's own slider, dropdown and date picker fail accessibility checks, so these build
on plain inputs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Input, Output, html

from dashboard.components.attributes import attributes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from enum import StrEnum

    from dash import Dash
    from dash.development.base_component import Component

Options = dict[str, str]
"""Value -> what the reader sees, in order."""


class Scale(NamedTuple):
    """A slider's range; `steps` are the stops of a slider that is not even."""

    low: float
    high: float
    step: float
    steps: tuple[float, ...] = ()


def number_field(label: str, name: StrEnum, value: float, scale: Scale, *, unit: str = "", hint: str = "") -> html.Div:
    """Build a number with a slider below it; the two follow each other (`link_sliders`).

    The number is the control that callbacks read; it accepts every value of the
    range, also between the slider's stops.
    """
    low, high, step, steps = scale
    ends = {"min": 0, "max": len(steps) - 1, "step": 1} if steps else {"min": low, "max": high, "step": step}
    number = dbc.Input(id=name, type="number", value=value, min=low, max=high, step="any", class_name="number-input")
    slider = dbc.Input(id=slider_id(name), type="range", value=value, **ends)
    return html.Div(
        [
            html.Div(
                [html.Label(label, htmlFor=name), html.Span([number, html.Span(unit, className="unit")])],
                className="field-head",
            ),
            html.Label(f"{label}, slider", htmlFor=slider_id(name), className="visually-hidden"),
            html.Div(
                slider,
                className="slider",
                **attributes({"data-steps": " ".join(f"{s:g}" for s in steps)} if steps else {}),
            ),
            html.P([*([hint, " "] if hint else []), f"{low:g} to {high:,g}."], className="hint"),
        ],
        className="field",
    )


def slider_id(name: StrEnum) -> str:
    """Name the slider that belongs to a number."""
    return f"{name}-slider"


def link_sliders(app: Dash, names: Sequence[StrEnum]) -> None:
    """Let each number and its slider follow each other, in the browser."""
    for name in names:
        slider = slider_id(name)
        app.clientside_callback(
            ClientsideFunction("patroliq", "follow"),
            Output(slider, "value"),
            Output(name, "value", allow_duplicate=True),
            Input(slider, "value"),
            Input(name, "value"),
            prevent_initial_call="initial_duplicate",
        )


def segmented(label: str, name: StrEnum, options: Options, value: str, *, hint: str = "") -> html.Fieldset:
    """Build a choice of one among few, side by side."""
    return html.Fieldset(
        [
            html.Legend(label),
            dbc.RadioItems(
                id=name,
                options=[{"label": text, "value": key} for key, text in options.items()],
                value=value,
                class_name="segmented",
            ),
            *_hint(hint),
        ],
        className="field",
    )


def toggles(label: str, name: StrEnum, options: dict[Any, str], value: Sequence[Any]) -> html.Fieldset:
    """Build a choice of any among few, side by side; none chosen means all."""
    return html.Fieldset(
        [
            html.Legend(label),
            dbc.Checklist(
                id=name,
                options=[{"label": text, "value": key} for key, text in options.items()],
                value=list(value),
                class_name="segmented segmented-many",
            ),
        ],
        className="field",
    )


def checks(name: StrEnum, options: Options, value: Sequence[str], *, label: str, columns: int = 1) -> html.Fieldset:
    """Build a choice of any among many, as a list that scrolls; none chosen means all."""
    return html.Fieldset(
        [
            html.Legend(label, className="visually-hidden"),
            dbc.Checklist(
                id=name,
                options=[{"label": text, "value": key} for key, text in options.items()],
                value=list(value),
                class_name=f"checks checks-{columns}",
            ),
        ],
    )


def select(label: str, name: StrEnum, options: Options, value: str) -> html.Div:
    """Build a choice of one among many."""
    choices = [{"label": text, "value": key} for key, text in options.items()]
    return html.Div(
        [html.Label(label, htmlFor=name), dbc.Select(id=name, options=choices, value=value, size="sm")],
        className="field",
    )


def day(label: str, name: StrEnum, value: str, first: str, last: str) -> html.Div:
    """Build a field for a day between two others."""
    box = dbc.Input(id=name, type="date", value=value, min=first, max=last, size="sm")
    return html.Div([html.Label(label, htmlFor=name), box], className="field")


def fold_away(title: str, children: Sequence[Component], *, is_open: bool = False) -> html.Details:
    """Hide what is seldom needed behind its title."""
    return html.Details([html.Summary(title), *children], className="fold", open=is_open)


def _hint(text: str) -> list[Component]:
    return [html.P(text, className="hint")] if text else []
