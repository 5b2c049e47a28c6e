from __future__ import annotations

from dataclasses import dataclass

import pytest

from core.errors import BadParameterError
from dashboard.parameters import Choice, Flag, Parameter, ParameterSet, Weekdays


@dataclass(frozen=True)
class Order:
    size: str = "small"
    sugar: bool | None = None
    days: tuple[int, ...] = ()


def no_large_without_sugar(order: Order) -> None:
    if order.size == "large" and order.sugar is False:
        raise BadParameterError("A large one needs sugar; ask for a small one.")


ORDER = ParameterSet(
    Order(),
    (
        Parameter("size", "size", Choice(("small", "large"), "{value} is not a size."), "How large.", "large"),
        Parameter("sweet", "sugar", Flag(), "With sugar.", example=True),
        Parameter("on", "days", Weekdays(), "On which days.", [0, 6]),
    ),
    check=no_large_without_sugar,
    contested=("sugar",),
)


def test_a_set_fills_its_part_by_attribute():
    order = ORDER.parse({"size": "large", "sweet": "true", "on": "6,0"}, {})
    assert order == Order("large", sugar=True, days=(6, 0))
    assert ORDER.write(order) == {"size": "large", "sweet": "true", "on": "6,0"}
    assert ORDER.write(Order(sugar=False)) == {"sweet": "false"}, "what is the default is left out, no is not"


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_a_blank_parameter_is_refused_and_dropped(blank: str):
    with pytest.raises(BadParameterError, match=r"^sweet is blank; give it a value or leave it out\.$"):
        ORDER.parse({"sweet": blank}, {})
    assert ORDER.read({"sweet": blank, "size": "large"}, {}) == Order("large")


def test_parts_that_contradict_each_other_are_refused_and_the_contested_ones_dropped():
    params = {"size": "large", "sweet": "false", "on": "3"}
    with pytest.raises(BadParameterError, match="needs sugar"):
        ORDER.parse(params, {})
    assert ORDER.read(params, {}) == Order("large", days=(3,))


@pytest.mark.parametrize("odd", [None, 3, ["true"], "yes"])
def test_what_is_no_text_or_no_value_is_dropped(odd: object):
    assert ORDER.read({"sweet": odd, "on": "1,8,2"}, {}) == Order(days=(1, 2))


def test_controls_without_a_value_ask_nothing():
    assert ORDER.controls(Order()) == {"size": "small", "sweet": "", "on": []}
    assert ORDER.params({"size": "large", "sweet": "", "on": [], "else": 1}) == {"size": "large"}
    assert ORDER.params({}) == {}


def test_the_description_gives_default_example_and_style():
    size, sweet, on = ORDER.openapi()
    assert size == {
        "name": "size",
        "in": "query",
        "required": False,
        "schema": {"type": "string", "enum": ["small", "large"], "default": "small"},
        "description": "How large.",
        "example": "large",
    }
    assert "default" not in sweet["schema"]
    assert (on["style"], on["explode"], on["example"]) == ("form", False, [0, 6])


def test_what_cannot_be_used_is_said_with_what_is_used_instead():
    assert ORDER.repair({"size": "huge", "sweet": "yes", "on": "1,8,2"}, {}) == (
        Order(days=(1, 2)),
        [
            "'huge' is not a size. Accepted: small, large. Used instead: small.",
            "sweet is 'yes'; accepted are true and false. It is left out.",
            "on names '8'; accepted are 0 (Monday) to 6 (Sunday), separated by commas. Used instead: 1,2.",
        ],
    )


def test_of_values_that_contradict_each_other_those_left_out_are_said():
    assert ORDER.repair({"size": "large", "sweet": "false"}, {}) == (
        Order("large"),
        ["A large one needs sugar; ask for a small one. Left out: sweet."],
    )


def test_nothing_is_said_of_what_is_blank_or_good():
    assert ORDER.repair({"size": "large", "sweet": " ", "on": "0"}, {}) == (Order("large", days=(0,)), [])
