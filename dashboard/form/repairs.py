"""What an address asked for that cannot be, and what is used instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from core.language import say
from dashboard.components.attributes import attributes
from dashboard.components.button import icon_button
from dashboard.components.notice import notice
from dashboard.ids import Form, Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component


def build_repairs(sentences: Sequence[str]) -> html.Div:
    """Build the place above a page that says what of its address could not be used."""
    return html.Div(
        list_repairs(sentences),
        id=Form.REPAIRS,
        className="repairs",
        role="status",
        **attributes({"aria-live": "polite"}),
    )


def list_repairs(sentences: Sequence[str]) -> list[Component]:
    """List the sentences with a button that takes them away; nothing where all could be used."""
    if not sentences:
        return []
    name = {"part": Pattern.DISMISS, "name": Form.REPAIRS}
    return [*(notice(sentence) for sentence in sentences), icon_button(say("Close"), name=name, picture="close")]
