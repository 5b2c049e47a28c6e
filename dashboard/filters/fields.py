"""Every filter as data: its parameters, where its controls stand, how they look and what its chips say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dash import html

from core.columns import LOCATION_KIND
from core.errors import BadParameterError
from core.language import mark, mark_many, say, say_many
from core.places.fold import DISTRICT, TYPE
from core.places.selection import Filters, in_order
from dashboard.components import field, words
from dashboard.components.bars import clock
from dashboard.parameters import Area, Day, Flag, Hours, Names, Parameter, ParameterSet, Weekdays
from dashboard.parameters.value_types import ANY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dash.development.base_component import Component

    from core.places.fold import Fold

APART = 3
"""Chosen names up to which each gets a chip of its own."""

Chip = tuple[str, dict[str, Any]]
"""A filter in words, and the values that take it off."""


class Group(StrEnum):
    """Groups of the form, in their order."""

    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    HOW = "how"


@dataclass(frozen=True)
class FilterField:
    """One filter: `build` makes its controls from the records and the controls' values."""

    group: Group
    parameters: tuple[Parameter, ...]
    build: Callable[[Fold, Mapping[str, Any]], list[Component]]
    chips: Callable[[Filters], list[Chip]]


def listed(
    parameter: Parameter,
    group: Group,
    *,
    titles: tuple[str, str, str],
    told: Callable[[Fold, str], str] = lambda _fold, name: name,
    chip: Callable[[str], str] = str,
    columns: int = 1,
) -> FilterField:
    """Declare a filter that lists names of a coded column.

    Args:
        parameter: Its parameter; the kind is `Names`.
        group: Where it stands.
        titles: The heading, and what a chip says of one and of `{count}` names.
        told: How a name is written beside its box.
        chip: How a name is written on a chip.
        columns: Columns of boxes; without several a long list can be searched.

    Where the records hold no such name, as in a city that does not group its values, the filter is not shown.
    """
    heading, one, many = titles
    column = parameter.kind.column  # type: ignore[attr-defined]  # (the kind is Names)

    def build(fold: Fold, present: Mapping[str, Any]) -> list[Component]:
        chosen = present[parameter.name]
        options = {name: told(fold, name) for name in in_order(fold.names.get(column, ()))}
        if not options:
            return []
        label = say("{heading}; none means all", heading=say(heading))
        boxes = field.checks(parameter.name, options, chosen, label=label, columns=columns, search=columns == 1)
        return [field.fold_away(say(heading), boxes, is_open=bool(chosen))]

    def chips(filters: Filters) -> list[Chip]:
        names = getattr(filters, parameter.attribute)
        if len(names) > APART:
            return [(say_many(one, many, len(names)), {parameter.attribute: ()})]
        return [(chip(name), {parameter.attribute: tuple(n for n in names if n != name)}) for name in names]

    return FilterField(group, (parameter,), build, chips)


def yes_no(name: str, title: str, *, yes: str, no: str, meaning: str) -> FilterField:
    """Declare a filter on a flag: any, yes or no."""

    def build(_fold: Fold, present: Mapping[str, Any]) -> list[Component]:
        options = {"": say("Any"), "true": say("Yes"), "false": say("No")}
        return [field.segmented(say(title), name, options, present[name])]

    return FilterField(Group.HOW, (Parameter(name, name, Flag(), meaning, example=False),), build, _flag(name, yes, no))


def _flag(name: str, yes: str, no: str) -> Callable[[Filters], list[Chip]]:
    def chips(filters: Filters) -> list[Chip]:
        value = getattr(filters, name)
        return [] if value is None else [(say(yes if value else no), {name: None})]

    return chips


def _build_reporter(_fold: Fold, present: Mapping[str, Any]) -> list[Component]:
    options = {"": say("All"), "false": say("Residents"), "true": say("Police")}
    hint = say("What police find (◦, enforcement-driven) follows patrols. The comparison with the city leaves it out.")
    return [field.segmented(say("Who found it"), "enforcement", options, present["enforcement"], hint=hint)]


def _type_told(fold: Fold, name: str) -> str:
    return words.sentence_case(name) + (" ◦" if name in fold.city.enforcement_driven else "")


def _build_times(fold: Fold, present: Mapping[str, Any]) -> list[Component]:
    first, last = fold.first_day.isoformat(), fold.last_day.isoformat()
    hours = {ANY: say("any")} | {str(hour): f"{hour:02d}:00" for hour in range(24)}
    pairs = [
        field.day(say("From"), "from", present["from"], first, last),
        field.day(say("To"), "to", present["to"], first, last),
        field.select(say("Hours from"), "hours_from", hours, present["hours_from"]),
        field.select(say("up to"), "hours_to", {**hours, "24": "24:00"}, present["hours_to"]),
    ]
    kept = {"false": say("Leave out"), "true": say("Keep")}
    unknown = field.segmented(say("Unknown times"), "unknown_times", kept, present["unknown_times"])
    among = [hour for hour in hours if hour != ANY]
    shown = field.only(unknown, "unknown_times", on="hours_from", among=among, present=present["hours_from"])
    return [html.Div(pairs, className="field-pairs"), shown]


def _time_chips(filters: Filters) -> list[Chip]:
    found: list[Chip] = []
    if filters.since and filters.until:
        span = say("From {since} to {until}", since=words.day(filters.since), until=words.day(filters.until))
        found.append((span, {"since": None, "until": None}))
    elif filters.since:
        found.append((say("From {since}", since=words.day(filters.since)), {"since": None}))
    elif filters.until:
        found.append((say("To {until}", until=words.day(filters.until)), {"until": None}))
    if filters.hours:
        found.append((clock(*filters.hours), {"hours": None}))
    if filters.unknown_times:
        found.append((say("Unknown times too"), {"unknown_times": False}))
    return found


def _build_weekdays(_fold: Fold, present: Mapping[str, Any]) -> list[Component]:
    return [field.toggles(say("Days of the week"), "weekdays", dict(enumerate(words.weekdays())), present["weekdays"])]


def _weekday_chips(filters: Filters) -> list[Chip]:
    named = ", ".join(words.weekdays()[day] for day in filters.weekdays)
    return [(named, {"weekdays": ()})] if named else []


def _build_area(_fold: Fold, present: Mapping[str, Any]) -> list[Component]:
    return [field.hidden("area", present["area"])]


def _area_chips(filters: Filters) -> list[Chip]:
    return [(say("Only the drawn area"), {"area": ()})] if filters.area else []


FIELDS: tuple[FilterField, ...] = (
    FilterField(
        Group.WHAT,
        (
            Parameter(
                "enforcement",
                "enforcement",
                Flag(),
                mark("Only enforcement-driven offences (such as narcotics), or only the others. Absent: both."),
                example=False,
            ),
        ),
        _build_reporter,
        _flag("enforcement", mark("Found by police"), mark("Reported by residents")),
    ),
    listed(
        Parameter(
            "types",
            "types",
            Names(TYPE, mark("{value} is not a type of these records.")),
            mark("Official type names; `/api/v1/build` lists those of the build."),
            ["THEFT"],
        ),
        Group.WHAT,
        titles=(mark("Types"), *mark_many("{count} type", "{count} types")),
        told=_type_told,
        chip=words.sentence_case,
    ),
    FilterField(
        Group.WHEN,
        (
            Parameter("from", "since", Day(), mark("First day, inclusive."), "2018-01-01"),
            Parameter("to", "until", Day(), mark("Last day, inclusive."), "2018-06-30"),
            Parameter(
                "hours",
                "hours",
                Hours(),
                mark("From the first hour up to but not including the second; may wrap midnight. The two differ."),
                "18-2",
            ),
            Parameter(
                "unknown_times",
                "unknown_times",
                Flag(),
                mark("Whether `hours` keeps records whose time is unknown; they are left out of it by default."),
                example=True,
            ),
        ),
        _build_times,
        _time_chips,
    ),
    FilterField(
        Group.WHEN,
        (Parameter("weekdays", "weekdays", Weekdays(), mark("0 (Monday) to 6 (Sunday)."), [4, 5]),),
        _build_weekdays,
        _weekday_chips,
    ),
    listed(
        Parameter(
            "districts",
            "districts",
            Names(DISTRICT, mark("{value} is not a district of these records.")),
            mark("District numbers without leading zeros."),
            ["7", "11"],
        ),
        Group.WHERE,
        titles=(mark("Districts"), *mark_many("{count} district", "{count} districts")),
        chip=lambda name: say("District {name}", name=name),
        columns=4,
    ),
    listed(
        Parameter(
            "location_kinds",
            "location_kinds",
            Names(LOCATION_KIND, mark("{value} is not a kind of location of these records.")),
            mark("Kinds of location, as the city's file groups the descriptions."),
            example=["Street"],
        ),
        Group.WHERE,
        titles=(mark("Kinds of location"), *mark_many("{count} kind of location", "{count} kinds of location")),
    ),
    FilterField(
        Group.WHERE,
        (
            Parameter(
                "area",
                "area",
                Area(),
                mark(
                    "Corners of an area, each as latitude_longitude in degrees with at most five decimals, joined by "
                    "underscores; its border belongs to it. Records without coordinates lie in none."
                ),
                example="41.88_-87.64_41.88_-87.62_41.9_-87.62",
            ),
        ),
        _build_area,
        _area_chips,
    ),
    yes_no(
        "domestic",
        mark("Domestic"),
        yes=mark("Domestic"),
        no=mark("Not domestic"),
        meaning=mark("Only records that are domestic, or only those that are not. Absent: both."),
    ),
    yes_no(
        "arrest",
        mark("Arrest made"),
        yes=mark("Arrest made"),
        no=mark("No arrest"),
        meaning=mark("Only records with an arrest, or only those without. Absent: both."),
    ),
)
"""Every filter, in the order of the form."""


def _days_in_order(filters: Filters) -> None:
    if filters.since and filters.until and filters.since > filters.until:
        msg = say(
            "from is {since}, after to, which is {until}; from must not be later than to.",
            since=filters.since,
            until=filters.until,
        )
        raise BadParameterError(msg)


FILTERS: ParameterSet[Filters] = ParameterSet(
    Filters(),
    tuple(parameter for each in FIELDS for parameter in each.parameters),
    check=_days_in_order,
    contested=("since", "until"),
)
"""The parameters of the record filter."""
