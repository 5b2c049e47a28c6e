"""Parameters of questions: each is declared once, and read, written, shown in forms and documented from there.

To add a parameter: an entry in the `ParameterSet` of its part, with a type of value from `value_types` or
`areas`. The ranges of
numbers stand in `core`, such as `core.hotspots.setting.NUMBERS`.
"""

from dashboard.parameters.areas import Area
from dashboard.parameters.parameter import Parameter, ParameterSet
from dashboard.parameters.value_types import Choice, Day, Flag, Hours, Names, Quantity, ValueType, Weekdays, shown

__all__ = [
    "Area",
    "Choice",
    "Day",
    "Flag",
    "Hours",
    "Names",
    "Parameter",
    "ParameterSet",
    "Quantity",
    "ValueType",
    "Weekdays",
    "shown",
]
