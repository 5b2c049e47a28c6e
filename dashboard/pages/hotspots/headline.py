"""The answer in a sentence, and what it leaves out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dash import html

from core.language import mark_many, say, say_many
from dashboard.components import words

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from core.hotspots.answer import Answer
    from core.places.selection import Selection


def build_headline(answer: Answer) -> list[Component]:
    """Say what the map shows and what it does not."""
    selection = answer.selection
    if selection.records == 0:
        return [html.P(empty_sentence(selection), className="headline-main")]
    levels = Counter(str(zone.risk.level) for zone in answer.zones)
    return [
        html.P(
            [
                html.Strong(say_many("{count} zone.", "{count} zones.", answer.clusters)),
                f" {drawn_from(selection)} {_risks(answer, levels)}",
            ],
            className="headline-main",
        ),
        html.P(left_out(selection), className="headline-note"),
    ]


def drawn_from(selection: Selection) -> str:
    """Say which records the zones were drawn from."""
    return say_many(
        "Drawn from {count} record, {days}.",
        "Drawn from {count} records, {days}.",
        selection.records,
        days=words.days(selection.first_day, selection.last_day),
    )


def empty_sentence(selection: Selection) -> str:
    """Say why the map is empty and what to do."""
    if selection.unmapped:
        return say_many(
            "{count} record matches, but it has no coordinates. Widen the filters.",
            "{count} records match, but none has coordinates. Widen the filters.",
            selection.unmapped,
        )
    return say("No record matches. Widen the dates or take off a filter.")


def left_out(selection: Selection) -> str:
    """Disclose the records without coordinates and those without a known time."""
    total, unmapped = selection.records + selection.unmapped, selection.unmapped
    matching = say_many("{count} record matches.", "{count} records match.", total)
    absent = say_many(
        "{count} has no coordinates and is not on the map.",
        "{count} have no coordinates and are not on the map.",
        unmapped,
    )
    return " ".join((matching, absent, *([_untimed(selection)] if selection.unknown_time else [])))


def _untimed(selection: Selection) -> str:
    """Say what became of the records without a known time."""
    count, filters = selection.unknown_time, selection.filters
    if filters.hours is None:
        return say_many("{count} has no known time.", "{count} have no known time.", count)
    if filters.unknown_times:
        return say_many(
            "{count} of them has no known time and is kept.", "{count} of them have no known time and are kept.", count
        )
    return say_many(
        "{count} more is left out because its time is unknown.",
        "{count} more are left out because their time is unknown.",
        count,
    )


def _of_the_largest(answer: Answer) -> list[str]:
    """Say that smaller zones are not compared, where there are more than are described."""
    if answer.clusters == len(answer.zones):
        return []
    return [say("Of the {listed} largest:", listed=len(answer.zones))]


def _risks(answer: Answer, levels: Counter[str]) -> str:
    """Say how many zones lie above the city's rate, or that none does."""
    if not answer.zones:
        return say("No zone: nothing is dense enough under this setting.")
    above = (
        (
            levels["red"],
            mark_many("{count} zone lies far above the city's rate.", "{count} zones lie far above the city's rate."),
        ),
        (
            levels["yellow"],
            mark_many("{count} zone lies above the city's rate.", "{count} zones lie above the city's rate."),
        ),
    )
    said = [say_many(*sentence, count) for count, sentence in above if count]
    if said:
        return " ".join((*_of_the_largest(answer), *said))
    return say("None lies clearly above the city's rate of resident-reported records.")
