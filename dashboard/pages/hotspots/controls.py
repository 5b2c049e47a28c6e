"""The form: its fields, and the way from their values to a question and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_bootstrap_components as dbc
from dash import html

from core.hotspots.setting import CONCENTRATION_RANGE, EPS_M_RANGE, K_RANGE, MIN_SAMPLES_RANGE, Algorithm
from dashboard.components import field
from dashboard.components.attributes import attributes
from dashboard.components.button import button, icon_button
from dashboard.components.words import WEEKDAYS, sentence_case
from dashboard.ids import Hotspots, Part
from dashboard.pages.hotspots import presets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from core.places.fold import Fold
    from dashboard.query import HotspotQuery

FIELDS: dict[str, StrEnum] = {
    "algorithm": Hotspots.ALGORITHM,
    "k": Hotspots.K,
    "eps_m": Hotspots.EPS_M,
    "min_samples": Hotspots.MIN_SAMPLES,
    "concentration": Hotspots.CONCENTRATION,
    "types": Hotspots.TYPES,
    "enforcement": Hotspots.ENFORCEMENT,
    "from": Hotspots.SINCE,
    "to": Hotspots.UNTIL,
    "hour_from": Hotspots.HOUR_FROM,
    "hour_to": Hotspots.HOUR_TO,
    "weekdays": Hotspots.WEEKDAYS,
    "districts": Hotspots.DISTRICTS,
    "domestic": Hotspots.DOMESTIC,
    "arrest": Hotspots.ARREST,
}
"""Every control whose value is part of the question."""

NUMBERS = (Hotspots.K, Hotspots.EPS_M, Hotspots.MIN_SAMPLES, Hotspots.CONCENTRATION)
MIN_SAMPLES_STOPS = (5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0)
ANY = "any"
"""What an hour says that is not asked for."""
ANY_YES_NO = {"": "Any", "true": "Yes", "false": "No"}


def values(query: HotspotQuery) -> dict[str, Any]:
    """Turn a question into the value of every control."""
    setting, filters = query.setting, query.filters
    start, end = filters.hours or (ANY, ANY)
    return {
        "algorithm": str(setting.algorithm),
        "k": setting.k,
        "eps_m": setting.eps_m,
        "min_samples": setting.min_samples,
        "concentration": round(100 * setting.concentration, 6),
        "types": list(filters.types),
        "enforcement": _yes_no(filters.enforcement),
        "from": filters.since.isoformat() if filters.since else "",
        "to": filters.until.isoformat() if filters.until else "",
        "hour_from": str(start),
        "hour_to": str(end),
        "weekdays": list(filters.weekdays),
        "districts": list(filters.districts),
        "domestic": _yes_no(filters.domestic),
        "arrest": _yes_no(filters.arrest),
    }


def params(form: Mapping[str, Any]) -> dict[str, str]:
    """Turn the controls' values, by element id, into the parameters of an address.

    An empty control says nothing. Hours need both ends; equal ends are the whole day.
    """
    found = {name: form.get(element) for name, element in FIELDS.items()}
    start, end = found.pop("hour_from") or ANY, found.pop("hour_to") or ANY
    concentration = found.pop("concentration")
    texts = {name: _text(value) for name, value in found.items()}
    if concentration is not None:
        texts["concentration"] = _text(round(float(concentration) / 100, 8))
    if ANY not in {start, end} and start != end:
        texts["hours"] = f"{start}-{end}"
    return {name: text for name, text in texts.items() if text}


def _text(value: Any) -> str:  # noqa: ANN401 (whatever a control holds)
    if value is None:
        return ""
    if isinstance(value, list):
        return ",".join(str(member) for member in value)
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def _yes_no(value: bool | None) -> str:  # noqa: FBT001 (the value itself, not a switch)
    return "" if value is None else str(value).lower()


def build_controls(fold: Fold, query: HotspotQuery) -> html.Div:
    """Build the form with the question's values."""
    present = values(query)
    return html.Div(
        [
            html.Div(
                [html.H2("Settings"), icon_button("Close the filters", name=Hotspots.SHEET, picture="close")],
                className="sheet-head",
            ),
            _setting(present),
            html.H2("Filters"),
            _presets(fold),
            _kinds(fold, present),
            _times(fold, present),
            _places(fold, present),
            _flags(present),
            html.Div(
                button(
                    "Reset everything", name={"part": Part.GO, "role": "reset", "to": ""}, picture="reset", kind="quiet"
                ),
                className="controls-end",
            ),
        ],
        className="controls-body",
    )


def _setting(present: Mapping[str, Any]) -> html.Div:
    short = {Algorithm.KMEANS: "K-Means", Algorithm.DBSCAN: "DBSCAN", Algorithm.HIERARCHICAL: "Ward"}
    algorithms = {str(algorithm): short[algorithm] for algorithm in Algorithm}
    low, high = (100 * bound for bound in CONCENTRATION_RANGE)
    return html.Div(
        [
            field.segmented("Algorithm", Hotspots.ALGORITHM, algorithms, present["algorithm"]),
            html.Div(
                field.number_field(
                    "Zones (K)",
                    Hotspots.K,
                    present["k"],
                    field.Scale(*K_RANGE, 1),
                ),
                className="only-k",
            ),
            html.Div(
                [
                    field.number_field(
                        "Radius (eps)", Hotspots.EPS_M, present["eps_m"], field.Scale(*EPS_M_RANGE, 5), unit="m"
                    ),
                    field.number_field(
                        "Min. records",
                        Hotspots.MIN_SAMPLES,
                        present["min_samples"],
                        field.Scale(*MIN_SAMPLES_RANGE, 1, MIN_SAMPLES_STOPS),
                        hint="Within the radius, to be dense (min_samples).",
                    ),
                ],
                className="only-eps",
            ),
            field.number_field(
                "Densest cells",
                Hotspots.CONCENTRATION,
                present["concentration"],
                field.Scale(low, high, 1),
                unit="%",
                hint="Share of inhabited cells that is clustered; 100 is all.",
            ),
        ],
        className="control-group",
    )


def _presets(fold: Fold) -> html.Div:
    return html.Div(
        [
            button(
                preset.title,
                name={"part": Part.MERGE, "role": preset.role, "to": preset.to},
                picture=preset.picture,
                title=preset.explanation,
            )
            for preset in presets.presets(fold)
        ],
        className="presets",
        role="group",
        **attributes({"aria-label": "Quick filters"}),
    )


def _kinds(fold: Fold, present: Mapping[str, Any]) -> html.Div:
    driven = set(fold.city.enforcement_driven)
    types = {name: sentence_case(name) + (" ◦" if name in driven else "") for name in fold.codes.types}
    search = dbc.Input(id=Hotspots.TYPES_SEARCH, type="search", placeholder="Find a type", size="sm")
    return html.Div(
        [
            field.segmented(
                "Reported by",
                Hotspots.ENFORCEMENT,
                {"": "All", "false": "Residents", "true": "Enforcement"},
                present["enforcement"],
                hint="Enforcement-driven offences (◦) follow patrols. Risk always leaves them out.",
            ),
            field.fold_away(
                "Types",
                [
                    html.Label("Find a type", htmlFor=Hotspots.TYPES_SEARCH, className="visually-hidden"),
                    search,
                    field.checks(Hotspots.TYPES, types, present["types"], label="Types; none means all"),
                ],
                is_open=bool(present["types"]),
            ),
        ],
        className="control-group",
    )


def _times(fold: Fold, present: Mapping[str, Any]) -> html.Div:
    first, last = fold.first_day.isoformat(), fold.last_day.isoformat()
    hours = {ANY: "any"} | {str(hour): f"{hour:02d}:00" for hour in range(24)}
    return html.Div(
        [
            html.Div(
                [
                    field.day("From", Hotspots.SINCE, present["from"], first, last),
                    field.day("To", Hotspots.UNTIL, present["to"], first, last),
                    field.select("Hours from", Hotspots.HOUR_FROM, hours, present["hour_from"]),
                    field.select("up to", Hotspots.HOUR_TO, {**hours, "24": "24:00"}, present["hour_to"]),
                ],
                className="field-pairs",
            ),
            field.toggles("Days of the week", Hotspots.WEEKDAYS, dict(enumerate(WEEKDAYS)), present["weekdays"]),
        ],
        className="control-group",
    )


def _places(fold: Fold, present: Mapping[str, Any]) -> html.Div:
    codes = sorted(fold.codes.districts, key=lambda code: (len(code), code))
    districts = {code: code for code in codes}
    return html.Div(
        field.fold_away(
            "Districts",
            [
                field.checks(
                    Hotspots.DISTRICTS, districts, present["districts"], label="Districts; none means all", columns=4
                )
            ],
            is_open=bool(present["districts"]),
        ),
        className="control-group",
    )


def _flags(present: Mapping[str, Any]) -> html.Div:
    return html.Div(
        [
            field.segmented("Domestic", Hotspots.DOMESTIC, ANY_YES_NO, present["domestic"]),
            field.segmented("Arrest made", Hotspots.ARREST, ANY_YES_NO, present["arrest"]),
        ],
        className="control-group",
    )
