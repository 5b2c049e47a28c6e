"""Names of everything on screen that a callback speaks to."""

from __future__ import annotations

from enum import StrEnum


class Shell(StrEnum):
    """What surrounds every page and outlives it."""

    MAIN = "shell-main"
    THEME = "shell-theme"
    THEME_LABEL = "shell-theme-label"
    CUTOFF = "shell-cutoff"
    BUILD = "shell-build"
    ALERTS = "shell-alerts"


class Job(StrEnum):
    """Long work: its request, its progress and its result."""

    REQUEST = "job-request"
    RUNNING = "job-running"
    PROGRESS = "job-progress"
    RESULT = "job-result"
    BAR = "job-bar"
    METER = "job-meter"
    SENTENCE = "job-sentence"
    CANCEL = "job-cancel"


class Hotspots(StrEnum):
    """Where does it concentrate, under which setting, and is it more than chance?"""

    # settings
    ALGORITHM = "hotspots-algorithm"
    K = "hotspots-k"
    EPS_M = "hotspots-eps-m"
    MIN_SAMPLES = "hotspots-min-samples"
    CONCENTRATION = "hotspots-concentration"
    # filters
    TYPES = "hotspots-types"
    TYPES_SEARCH = "hotspots-types-search"
    ENFORCEMENT = "hotspots-enforcement"
    SINCE = "hotspots-since"
    UNTIL = "hotspots-until"
    HOUR_FROM = "hotspots-hour-from"
    HOUR_TO = "hotspots-hour-to"
    WEEKDAYS = "hotspots-weekdays"
    DISTRICTS = "hotspots-districts"
    DOMESTIC = "hotspots-domestic"
    ARREST = "hotspots-arrest"
    COLOUR = "hotspots-colour"
    # state
    CONTROLS = "hotspots-controls"
    QUERY = "hotspots-query"
    WISH = "hotspots-wish"
    HISTORY = "hotspots-history"
    PIN = "hotspots-pin"
    SELECTED = "hotspots-selected"
    SORT = "hotspots-sort"
    EVIDENCE_REQUEST = "hotspots-evidence-request"
    DRAWN = "hotspots-drawn"
    # actions
    UNDO = "hotspots-undo"
    PIN_BUTTON = "hotspots-pin-button"
    UNPIN = "hotspots-unpin"
    SWAP = "hotspots-swap"
    COPY = "hotspots-copy"
    FIT = "hotspots-fit"
    SHEET = "hotspots-sheet"
    SHEET_PANEL = "hotspots-sheet-panel"
    SEARCH_BEST = "hotspots-search-best"
    CLOSE_DETAIL = "hotspots-close-detail"
    CLOSE_AREA = "hotspots-close-area"
    # what is shown
    HEADLINE = "hotspots-headline"
    CHIPS = "hotspots-chips"
    MAPS = "hotspots-maps"
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
    EVIDENCE = "hotspots-evidence"
    EVIDENCE_PANEL = "hotspots-evidence-panel"
    CURVE = "hotspots-curve"
    CURVE_TITLE = "hotspots-curve-title"
    CURVE_NOTE = "hotspots-curve-note"
    TABLE = "hotspots-table"
    DETAIL = "hotspots-detail"
    AREA = "hotspots-area"
    COMPARISON = "hotspots-comparison"
    BEST = "hotspots-best"
    FOUND = "hotspots-found"
    EXPORT = "hotspots-export"


class Part(StrEnum):
    """Kinds of things whose number varies; the other keys of their ids say which one."""

    GO = "go"
    """A button that leads to the parameters in its `to`; `role` keeps ids apart."""
    MERGE = "merge"
    """A button that adds the parameters in its `to` to the present ones."""
    ZONE = "zone"
    """A zone's row; `label` is the zone's."""
    SORT = "sort"
    """A column's heading; `column` names it."""
