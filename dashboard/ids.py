"""Names of everything on screen that a callback speaks to."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any


class Shell(StrEnum):
    """What surrounds every page and outlives it."""

    MAIN = "shell-main"
    THEME = "shell-theme"
    THEME_LABEL = "shell-theme-label"
    CUTOFF = "shell-cutoff"
    BUILD = "shell-build"
    ALERTS = "shell-alerts"


class Job(StrEnum):
    """Parts of long work; each kind of job has them all: `Job.REQUEST.of(BEST.name)`."""

    REQUEST = "request"
    """Store that a page writes: what the kind's command needs."""
    STARTED = "started"
    """Store of the request that runs, or ran last."""
    RESULT = "result"
    """Store that a page reads: the `request`, and `ok` with the result or `error` with a sentence."""
    ROW = "row"
    METER = "meter"
    SENTENCE = "sentence"
    PACE = "pace"
    CANCEL = "cancel"

    def of(self, kind: str) -> str:
        """Name this part of a kind of job; plain text, because Dash cancels nothing by a pattern."""
        return f"job-{kind}-{self.value}"


class Form(StrEnum):
    """The form of the page that is shown, and what became of it; the same names on every page that has one."""

    PANEL = "form-panel"
    # state
    PAGE = "form-page"
    VALUES = "form-values"
    QUERY = "form-query"
    """The question that was answered last."""
    RESTED = "form-rested"
    """The same, but not while a newer one waits, as during a drag."""
    SETTLED = "form-settled"
    """The same, once it has stood for a while."""
    COUNTS = "form-counts"
    CHANGE = "form-change"
    PIN = "form-pin"
    # actions
    UNDO = "form-undo"
    REDO = "form-redo"
    COPY = "form-copy"
    # what is shown
    CHIPS = "form-chips"
    REPAIRS = "form-repairs"


class Hotspots(StrEnum):
    """Where does it concentrate, under which setting, and is it more than chance?"""

    # state
    SELECTED = "hotspots-selected"
    SORT = "hotspots-sort"
    DRAWN = "hotspots-drawn"
    # actions
    FIT = "hotspots-fit"
    SEARCH_BEST = "hotspots-search-best"
    CLOSE_DETAIL = "hotspots-close-detail"
    CLOSE_AREA = "hotspots-close-area"
    # what is shown
    HEADLINE = "hotspots-headline"
    MAP = "hotspots-map"
    CELLS = "hotspots-cells"
    ZONES = "hotspots-zones"
    NUMBERS = "hotspots-numbers"
    EDIT = "hotspots-edit"
    LEGEND = "hotspots-legend"
    MAP_CAPTION = "hotspots-map-caption"
    OTHER_MAP = "hotspots-other-map"
    OTHER_CELLS = "hotspots-other-cells"
    OTHER_ZONES = "hotspots-other-zones"
    OTHER_NUMBERS = "hotspots-other-numbers"
    OTHER_CAPTION = "hotspots-other-caption"
    SCORES = "hotspots-scores"
    VERDICT = "hotspots-verdict"
    EVIDENCE = "hotspots-evidence"
    EVIDENCE_PANEL = "hotspots-evidence-panel"
    CURVE = "hotspots-curve"
    CURVE_ROOM = "hotspots-curve-room"
    CURVE_QUERY = "hotspots-curve-query"
    CURVE_TITLE = "hotspots-curve-title"
    CURVE_NOTE = "hotspots-curve-note"
    TABLE = "hotspots-table"
    DETAIL = "hotspots-detail"
    AREA = "hotspots-area"
    COMPARISON = "hotspots-comparison"
    BEST = "hotspots-best"
    FOUND = "hotspots-found"
    EXPORT = "hotspots-export"


class Briefing(StrEnum):
    """Where tonight?"""

    # actions
    FIT = "briefing-fit"
    TEST = "briefing-test"
    # what is shown
    HEADLINE = "briefing-headline"
    MAP = "briefing-map"
    GROUND = "briefing-ground"
    PLACES = "briefing-places"
    NUMBERS = "briefing-numbers"
    SHADED = "briefing-shaded"
    LIST = "briefing-list"
    HOURS = "briefing-hours"
    NEEDS = "briefing-needs"
    CONTEST = "briefing-contest"
    EXPORT = "briefing-export"


class Pattern(StrEnum):
    """Kinds of things whose number varies, under `part` in their ids; the other keys say which one."""

    FLY = "fly"
    """A button that shows a place on the map; `to` is its latitude and longitude."""
    GO = "go"
    """A button that leads to the parameters in its `to`; `role` keeps ids apart."""
    MERGE = "merge"
    """A button that adds the parameters in its `to` to the present ones."""
    ZONE = "zone"
    """A button that opens a zone: `label` is its number, `at` is `table` or `map`."""
    SORT = "sort"
    """A column's heading; `column` names it."""
    PIN = "pin"
    """A button that pins the question (`role` is `pin`), lets it go (`unpin`) or changes places with it (`swap`)."""
    LAYER = "layer"
    """A button that switches a layer of the map on; `role` keeps ids apart."""
    DISMISS = "dismiss"
    """A button that empties the element `name`."""
    ONLY = "only"
    """What is shown only while the control `on` has one of the values in `among`."""


def control(name: Any, role: Any = "value") -> dict[str, Any]:  # noqa: ANN401 (a name, or Dash's wildcard)
    """Name the control of a parameter; `role` is `value`, or `slider` for the slider beside a number."""
    return {"field": name, "role": role}


def asked_of(page: Any) -> dict[str, Any]:  # noqa: ANN401 (a page's path, or Dash's wildcard)
    """Name the store of the form's values that one page's callbacks answer; the others' are not on screen."""
    return {"asked": page}


def rested_of(page: Any) -> dict[str, Any]:  # noqa: ANN401 (a page's path, or Dash's wildcard)
    """Name the store of the question that one page's slower callbacks answer (`Form.RESTED`)."""
    return {"rested": page}


def view(name: Any) -> dict[str, Any]:  # noqa: ANN401 (a name, or Dash's wildcard)
    """Name a control that changes what is shown of an answer, and not the question."""
    return {"view": name}


def kept(name: Any, usual: Any = "", *, steps: Any = True) -> dict[str, Any]:  # noqa: ANN401 (or Dash's wildcard)
    """Name a store of what else is shown of an answer, as its address writes it.

    `usual` is what the address leaves out; what is no step of its own (`steps`) is not undone by itself.
    """
    return {"kept": name, "usual": usual, "steps": steps}


def compared(name: Any) -> dict[str, Any]:  # noqa: ANN401 (a class, or Dash's wildcard)
    """Name a part by its class, which gets another one while a question is pinned."""
    return {"compared": name}


def in_page(name: StrEnum | dict[str, Any]) -> str:
    """Write a name as the page's HTML does, for labels and selectors."""
    return json.dumps(name, sort_keys=True, separators=(",", ":")) if isinstance(name, dict) else str(name)
