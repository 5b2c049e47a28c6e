"""Who may see. Until there is a login, a server that strangers can reach must be declared public."""

from __future__ import annotations

from core import settings
from core.errors import BadParameterError
from core.language import say


def refuse_public() -> None:
    """Refuse to start where anyone could look without the owner having said so.

    Raises:
        BadParameterError: A public platform, and `PATROLIQ_PUBLIC` is not 1.
    """
    if settings.is_public_platform() and not settings.is_declared_public():
        msg = say(
            "This platform is open to anyone and PatrolIQ has no login yet. "
            "Set PATROLIQ_PUBLIC=1 to serve it to everybody, or run it on a machine of your own."
        )
        raise BadParameterError(msg)
