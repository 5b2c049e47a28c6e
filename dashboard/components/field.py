"""Form fields: a label tied to a control that a keyboard and a screen reader can work.

dcc's own slider, dropdown and date picker fail accessibility checks, so these build
on plain inputs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_bootstrap_components as dbc
from dash import html

from core.language import say
from dashboard.components.attributes import attributes
from dashboard.ids import Pattern, control, in_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dash.development.base_component import Component

    from core.hotspots.setting import Number

Options = dict[str, str]
"""Value -> what the reader sees, in order."""


def number_field(name: str, number: Number, value: float) -> html.Div:
    """Build a number with a slider below it; the two follow each other (`assets/form.js`).

    The number is the control that callbacks read; it accepts every value of the
    range, also between the slider's stops.
    """
    low, high = number.low * number.scale, number.high * number.scale
    stops = number.stops
    ends = {"min": 0, "max": len(stops) - 1, "step": 1} if stops else {"min": low, "max": high, "step": number.step}
    title, unit = say(number.title), html.Span(number.unit, className="unit")
    box = dbc.Input(
        id=control(name),
        type="number",
        value=value,
        min=low,
        max=high,
        step=1 if number.whole else "any",
        class_name="number-input",
    )
    slider = dbc.Input(id=control(name, "slider"), type="range", value=value, **ends)
    hint = [say(number.hint), " "] if number.hint else []
    return html.Div(
        [
            html.Div(
                [html.Label(title, htmlFor=in_page(control(name))), html.Span([box, unit])], className="field-head"
            ),
            html.Label(
                say("{title}, slider", title=title),
                htmlFor=in_page(control(name, "slider")),
                className="visually-hidden",
            ),
            html.Div(
                slider,
                className="slider",
                **attributes({"data-steps": " ".join(f"{stop:g}" for stop in stops)} if stops else {}),
            ),
            html.P([*hint, say("{low} to {high}.", low=f"{low:g}", high=f"{high:,g}")], className="hint"),
        ],
        className="field",
    )


def only(part: Component, name: str, *, on: str, among: Iterable[str], present: str) -> html.Div:
    """Show a part only while the control `on` has one of some values without spaces; `present` is its value now."""
    values = list(among)
    return html.Div(
        part,
        id={"part": Pattern.ONLY, "name": name, "on": on, "among": " ".join(values)},
        hidden=present not in values,
    )


def segmented(label: str, name: str | dict[str, Any], options: Options, value: str, *, hint: str = "") -> html.Fieldset:
    """Build a choice of one among few, side by side."""
    return html.Fieldset(
        [
            html.Legend(label),
            dbc.RadioItems(id=_id(name), options=_options(options), value=value, class_name="segmented"),
            *_hint(hint),
        ],
        className="field",
    )


def toggles(label: str, name: str, options: dict[Any, str], value: Sequence[Any]) -> html.Fieldset:
    """Build a choice of any among few, side by side; none chosen means all."""
    boxes = dbc.Checklist(id=control(name), options=_options(options), value=list(value), class_name="segmented")
    return html.Fieldset([html.Legend(label), boxes], className="field")


def checks(
    name: str, options: Options, value: Sequence[str], *, label: str, columns: int = 1, search: bool = False
) -> list[Component]:
    """Build a choice of any among many, as a list that scrolls; none chosen means all. A search narrows the list."""
    boxes = dbc.Checklist(
        id=control(name), options=_options(options), value=list(value), class_name=f"checks checks-{columns}"
    )
    listed = html.Fieldset([html.Legend(label, className="visually-hidden"), boxes])
    return [*(_search(name) if search else []), listed]


def _search(name: str) -> list[Component]:
    """Build a box that narrows the list of a control; it is no part of the question."""
    own, found = {"search": name}, say("Find in the list")
    return [
        html.Label(found, htmlFor=in_page(own), className="visually-hidden"),
        html.Div(
            dbc.Input(id=own, type="search", placeholder=found, size="sm"),
            **attributes({"data-searches": in_page(control(name))}),
        ),
    ]


def select(label: str, name: str, options: Options, value: str) -> html.Div:
    """Build a choice of one among many."""
    box = dbc.Select(id=control(name), options=_options(options), value=value, size="sm")
    return html.Div([html.Label(label, htmlFor=in_page(control(name))), box], className="field")


def day(label: str, name: str, value: str, first: str, last: str) -> html.Div:
    """Build a field for a day between two others."""
    box = dbc.Input(id=control(name), type="date", value=value, min=first, max=last, size="sm")
    return html.Div([html.Label(label, htmlFor=in_page(control(name))), box], className="field")


def hidden(name: str, value: str) -> dbc.Input:
    """Hold the value of a parameter that is set elsewhere, as by drawing on the map."""
    return dbc.Input(id=control(name), type="hidden", value=value)


def fold_away(title: str, children: Sequence[Component], *, is_open: bool = False) -> html.Details:
    """Hide what is seldom needed behind its title."""
    return html.Details([html.Summary(title), *children], className="fold", open=is_open)


def _id(name: str | dict[str, Any]) -> dict[str, Any]:
    """Name a control of the question by its parameter; what else is controlled comes with an id of its own."""
    return control(name) if isinstance(name, str) else name


def _options(options: dict[Any, str]) -> list[dict[str, Any]]:
    return [{"label": text, "value": key} for key, text in options.items()]


def _hint(text: str) -> list[Component]:
    return [html.P(text, className="hint")] if text else []
