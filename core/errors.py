"""What can go wrong, as sentences for the person who has to act on them.

Every message ends in what to do next. Each error takes one string, so it
survives the way from a worker process to the screen.
"""


class PatrolError(Exception):
    """A fault that we can explain; its message is shown in full."""


class BadParameterError(PatrolError, ValueError):
    """A parameter lies outside what is accepted; names the value and the range."""


class BadExportError(PatrolError, ValueError):
    """A file is not an export, or not what goes with one, that we can read; nothing was changed."""


class BadCityError(PatrolError, ValueError):
    """A city's description is missing or contradicts itself."""


class MissingBuildError(PatrolError, LookupError):
    """There is no build, or not one that can be trusted."""


class PortalError(PatrolError, ConnectionError):
    """The city's data portal did not answer as it should."""
