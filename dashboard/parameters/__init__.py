"""Parameters of questions: each is declared once, and read, written, shown in forms and documented from there."""

from dashboard.parameters.kinds import Choice, Day, Flag, Hours, Kind, Names, Quantity, Weekdays, shown
from dashboard.parameters.parameter import Parameter, ParameterSet

__all__ = [
    "Choice",
    "Day",
    "Flag",
    "Hours",
    "Kind",
    "Names",
    "Parameter",
    "ParameterSet",
    "Quantity",
    "Weekdays",
    "shown",
]
