"""What the map's controls and drawing tools say in the place of Leaflet's own English."""

from __future__ import annotations

from typing import Any

from core.language import say


def titles() -> dict[str, str]:
    """Name the controls by their class; `assets/map.js` gives them these titles."""
    return {
        "leaflet-control-zoom-in": say("Zoom in"),
        "leaflet-control-zoom-out": say("Zoom out"),
        "leaflet-draw-draw-polygon": say("Draw a polygon"),
        "leaflet-draw-draw-rectangle": say("Draw a rectangle"),
        "leaflet-draw-edit-remove": say("Delete areas"),
    }


def drawing() -> dict[str, Any]:
    """Say what the drawing tools say, by the places of `L.drawLocal`."""
    return {
        "draw": {
            "toolbar": {
                "actions": {"title": say("Cancel drawing"), "text": say("Cancel")},
                "finish": {"title": say("Finish drawing"), "text": say("Finish")},
                "undo": {"title": say("Delete last point drawn"), "text": say("Delete last point")},
            },
            "handlers": {
                "polygon": {
                    "tooltip": {
                        "start": say("Click to start drawing shape."),
                        "cont": say("Click to continue drawing shape."),
                        "end": say("Click first point to close this shape."),
                    }
                },
                "rectangle": {"tooltip": {"start": say("Click and drag to draw rectangle.")}},
                "simpleshape": {"tooltip": {"end": say("Release mouse to finish drawing.")}},
            },
        },
        "edit": {
            "toolbar": {
                "actions": {
                    "save": {"title": say("Save changes"), "text": say("Save")},
                    "cancel": {"title": say("Cancel, discard all changes"), "text": say("Cancel")},
                    "clearAll": {"title": say("Delete all areas"), "text": say("Delete all")},
                },
                "buttons": {"remove": say("Delete areas"), "removeDisabled": say("No areas to delete")},
            },
            "handlers": {"remove": {"tooltip": {"text": say("Click on an area to delete it.")}}},
        },
    }
