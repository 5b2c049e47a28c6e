"""The one place where exceptions become sentences on screen.

Ours are shown in full. Anything else is logged with a reference, and the reader
gets the reference instead of a traceback.
"""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

from dash import set_props

from core.errors import PatrolError
from core.language import say
from dashboard.components.notice import notice, page_notice
from dashboard.ids import Shell

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

logger = logging.getLogger(__name__)


def sentence(error: BaseException) -> str:
    """Say what went wrong; an unexpected error is logged under the reference in the sentence."""
    if isinstance(error, PatrolError):
        return str(error)
    reference = secrets.token_hex(4)
    logger.error("Unexpected error %s", reference, exc_info=error)
    return say(
        "Something broke. Try again; if it stays, quote {reference} to whoever runs this server.", reference=reference
    )


def show(error: Exception) -> None:
    """Show a callback's error at the edge of the screen; what the callback would have changed stays."""
    set_props(Shell.ALERTS, {"children": notice(sentence(error), kind="danger")})


def lost(**_params: Any) -> Component:  # noqa: ANN401 (whatever the address holds)
    """Answer an address that leads to no page."""
    return page_notice(say("There is no page here"), say("The address leads to no page. Choose one from the menu."))


def guarded(layout: Callable[..., Component]) -> Callable[..., Component]:
    """Let a page that cannot be laid out say why."""

    def lay_out(**params: Any) -> Component:  # noqa: ANN401 (whatever the address holds)
        try:
            return layout(**params)
        except Exception as error:  # noqa: BLE001 (the one place)
            return page_notice(say("Nothing to show yet"), sentence(error))

    return lay_out
