"""The form beside the map: settings and filters."""

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
from dashboard.pages.hotspots.controls import ANY, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.places.fold import Fold
    from dashboard.query import HotspotQuery

SHORT = {Algorithm.KMEANS: "K-Means", Algorithm.DBSCAN: "DBSCAN", Algorithm.HIERARCHICAL: "Ward"}
MIN_SAMPLES_STOPS = (5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0)
"""Where the slider stops; the number beside it takes every value of the range."""
ANY_YES_NO = {"": "Any", "true": "Yes", "false": "No"}


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
    algorithms = {str(algorithm): SHORT[algorithm] for algorithm in Algorithm}
    low, high = (100 * bound for bound in CONCENTRATION_RANGE)
    return html.Div(
        [
            field.segmented("Algorithm", Hotspots.ALGORITHM, algorithms, present["algorithm"]),
            html.Div(
                field.number_field("Zones (K)", Hotspots.K, present["k"], field.Scale(*K_RANGE, 1)), className="only-k"
            ),
            html.Div(_density(present), className="only-eps"),
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


def _density(present: Mapping[str, Any]) -> list[html.Div]:
    """Build the two fields of DBSCAN."""
    radius = field.Scale(*EPS_M_RANGE, 5)
    least = field.Scale(*MIN_SAMPLES_RANGE, 1, MIN_SAMPLES_STOPS)
    return [
        field.number_field("Radius (eps)", Hotspots.EPS_M, present["eps_m"], radius, unit="m"),
        field.number_field(
            "Min. records",
            Hotspots.MIN_SAMPLES,
            present["min_samples"],
            least,
            hint="Within the radius, to be dense (min_samples).",
        ),
    ]


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
