"""Builds on disk: every Parquet call, checksums, and publishing in one step.

A build is a folder `data/<city>/builds/<build id>/` of Parquet tables, `.npy`
columns and `.json` values beside a `manifest.json`. Readers come in through
:class:`Store`, which gives them the :class:`Build` that the pointer file
`data/<city>/current` names; the pipeline writes a :class:`Draft` and publishes it.

To add a table: its name in the `tables` of the part of `core` that it is about, and in
the `writes` of the step that writes it (`core.pipeline.steps`). Tables have no schema of
their own here. Where readers cannot do without it, :data:`CONTENT` is raised, so that no
step of an earlier build is taken over.
"""

from core.store.build import CONTENT, Build, checksum, name_of
from core.store.draft import BuildInProgressError, Draft
from core.store.parquet import parquet_bytes, parquet_scan
from core.store.store import Store

__all__ = [
    "CONTENT",
    "Build",
    "BuildInProgressError",
    "Draft",
    "Store",
    "checksum",
    "name_of",
    "parquet_bytes",
    "parquet_scan",
]
