"""The only importer of MLflow: what was tried, with which parameters, and how it scored.

MLflow is a notebook, never a dependency: where it cannot be reached within a few
seconds there is one warning and the work goes on. It is imported by the call that
needs it (191 MB, three seconds), so the web process never pays.
"""

from __future__ import annotations

import logging
import socket
import warnings
from dataclasses import dataclass, field
from time import monotonic, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from core import settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mlflow import MlflowClient

logger = logging.getLogger(__name__)

_PATIENCE_S = 5
"""How long one call may take."""
_BUDGET_S = 60
"""How long all runs of a build may take."""
_PORTS = {"http": 80, "https": 443, "postgresql": 5432, "mysql": 3306}


@dataclass(frozen=True)
class Run:
    """One setting that was tried; metrics that are None or NaN were undefined and are left out."""

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, float | None] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def record(experiment: str, runs: Sequence[Run], parent: Run | None = None) -> bool:
    """Write runs to MLflow, nested under `parent` if there is one.

    Returns:
        Whether they were written. If not, one warning said why and nothing else is lost.
    """
    uri = settings.tracking_uri()
    try:
        # MLflow's own use of deprecated calls is not ours to act on.
        with warnings.catch_warnings(action="ignore"):
            _write_all(uri, experiment, runs, parent)
    except Exception as error:  # noqa: BLE001 (whatever MLflow, its database or the network raise)
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        logger.warning(
            "MLflow at %s did not take the runs (%s); the work goes on without them.",
            _without_password(uri, uri),
            _without_password(reason, uri),
        )
        return False
    return True


def _write_all(uri: str, experiment: str, runs: Sequence[Run], parent: Run | None) -> None:
    _reach(uri)
    client = _client(uri)
    experiment_id = _experiment(client, experiment)
    parent_id = _write(client, experiment_id, parent, None) if parent else None
    give_up = monotonic() + _BUDGET_S
    for run in runs:
        if monotonic() > give_up:
            msg = f"{len(runs)} runs took longer than {_BUDGET_S} s"
            raise TimeoutError(msg)
        _write(client, experiment_id, run, parent_id)


def _reach(uri: str) -> None:
    """Knock at a server before loading MLflow, whose own retries take minutes."""
    address = urlsplit(uri)
    if address.hostname:
        port = address.port or _PORTS.get(address.scheme.partition("+")[0], 443)
        socket.create_connection((address.hostname, port), timeout=_PATIENCE_S).close()
    elif uri.startswith("sqlite:///"):
        settings.data_dir().mkdir(parents=True, exist_ok=True)


def _client(uri: str) -> MlflowClient:
    settings.limit_mlflow(_PATIENCE_S)
    # Its first database takes 70 migrations, each worth a line to MLflow but not to us.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    from mlflow import MlflowClient  # noqa: PLC0415 (heavy, see the module's docstring)

    logging.getLogger("mlflow").setLevel(logging.WARNING)
    return MlflowClient(tracking_uri=uri)


def _experiment(client: MlflowClient, name: str) -> str:
    found = client.get_experiment_by_name(name)
    return found.experiment_id if found else client.create_experiment(name)


def _write(client: MlflowClient, experiment_id: str, run: Run, parent_id: str | None) -> str:
    from mlflow.entities import Metric, Param  # noqa: PLC0415 (heavy, see the module's docstring)

    now = int(time() * 1000)
    tags = dict(run.tags) | ({"mlflow.parentRunId": parent_id} if parent_id else {})
    run_id: str = client.create_run(experiment_id, start_time=now, tags=tags, run_name=run.name).info.run_id
    # NaN is the only number that differs from itself.
    metrics = [Metric(k, float(v), now, 0) for k, v in run.metrics.items() if v is not None and v == v]  # noqa: PLR0124
    client.log_batch(run_id, metrics, [Param(k, str(v)) for k, v in run.parameters.items()])
    client.set_terminated(run_id)
    return run_id


def _without_password(text: str, uri: str) -> str:
    password = urlsplit(uri).password
    return text.replace(f":{password}@", ":***@") if password else text
