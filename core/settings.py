"""The only reader of the environment: one function a setting, each with a default."""

from __future__ import annotations

import os
from pathlib import Path

from core.errors import BadParameterError
from core.language import say


def data_dir() -> Path:
    """Folder of all builds and caches (`PATROLIQ_DATA`)."""
    return Path(os.environ.get("PATROLIQ_DATA") or "data").expanduser().resolve()


def city() -> str:
    """Name of the city to serve (`PATROLIQ_CITY`), a file of `core/cities`."""
    return os.environ.get("PATROLIQ_CITY") or "demo"


def host() -> str:
    """Address that the server binds (`HOST`)."""
    return os.environ.get("HOST") or "127.0.0.1"


def port() -> int:
    """Port that the server binds (`PORT`).

    Raises:
        BadParameterError: The value is not a port number.
    """
    text = os.environ.get("PORT") or "8050"
    if not text.isdecimal() or not 0 < int(text) < 65536:  # noqa: PLR2004 (the range of ports)
        msg = say("PORT is {value!r}; it must be a whole number from 1 to 65535.", value=text)
        raise BadParameterError(msg)
    return int(text)


OPEN_STREET_MAP = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
OPEN_STREET_MAP_CREDIT = '&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors'
NO_TILES = "none"


def tile_url() -> str | None:
    """Address template of a street map that can be switched on (`PATROLIQ_TILE_URL`); `none` means that there is none.

    By default it is that of OpenStreetMap.
    """
    url = os.environ.get("PATROLIQ_TILE_URL") or OPEN_STREET_MAP
    return None if url == NO_TILES else url


def tile_attribution() -> str:
    """Credit line of the street map (`PATROLIQ_TILE_ATTRIBUTION`), as HTML; OpenStreetMap has its own."""
    credit = OPEN_STREET_MAP_CREDIT if tile_url() == OPEN_STREET_MAP else ""
    return os.environ.get("PATROLIQ_TILE_ATTRIBUTION") or credit


def tracking_uri() -> str:
    """MLflow store (`MLFLOW_TRACKING_URI`); by default a SQLite file beside the builds."""
    return os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{data_dir() / 'mlflow.db'}"


def portal_token() -> str | None:
    """Application token of the data portal (`PATROLIQ_PORTAL_TOKEN`), which raises its rate limit."""
    return os.environ.get("PATROLIQ_PORTAL_TOKEN") or None


def is_public_platform() -> bool:
    """Whether this runs where strangers can reach it (Heroku sets `DYNO`, Render sets `RENDER`)."""
    return bool(os.environ.get("DYNO") or os.environ.get("RENDER"))


def is_declared_public() -> bool:
    """Whether the owner accepts that anyone may look (`PATROLIQ_PUBLIC=1`)."""
    return os.environ.get("PATROLIQ_PUBLIC") == "1"


def jobs_at_once() -> int:
    """Most background jobs that run at once (`PATROLIQ_JOBS`); by default one a core but for one, at least one.

    Raises:
        BadParameterError: The value is not a number of jobs.
    """
    text = os.environ.get("PATROLIQ_JOBS") or str(max(1, (os.cpu_count() or 1) - 1))
    if not text.isdecimal() or int(text) < 1:
        msg = say("PATROLIQ_JOBS is {value!r}; it must be a whole number from 1.", value=text)
        raise BadParameterError(msg)
    return int(text)


def for_child(**changes: str) -> dict[str, str]:
    """Return the environment of a child process with some settings of its own."""
    return {**os.environ, **changes}


def kernel_cache() -> Path | None:
    """Folder of compiled kernels (`NUMBA_CACHE_DIR`, set by `scripts/server`); none means beside the sources."""
    folder = os.environ.get("NUMBA_CACHE_DIR")
    return Path(folder) if folder else None


def log_level() -> str:
    """Least severe message to log (`PATROLIQ_LOG_LEVEL`)."""
    return os.environ.get("PATROLIQ_LOG_LEVEL", "INFO").upper()


def limit_mlflow(patience_s: int) -> None:
    """Set what MLflow reads when it is imported: no telemetry, one try of `patience_s` seconds."""
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    os.environ["MLFLOW_HTTP_REQUEST_TIMEOUT"] = str(patience_s)
    os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] = "0"


def choose_city(name: str) -> None:
    """Make this the city of this process and of those that it becomes or starts."""
    os.environ["PATROLIQ_CITY"] = name
