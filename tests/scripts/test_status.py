"""What the terminal shows of a city's builds."""

from __future__ import annotations

import pytest

from core.errors import MissingBuildError
from core.store import Store
from scripts import status

WORK = {"rows_in": 7_000, "rows_out": 5_000, "seconds": 0.25}


def publish(store: Store, steps: dict, pending: dict) -> str:
    rows = {"kept": 5_000, "read": 7_000, "quarantined": 1, "out_of_scope": 1_999}
    with store.draft() as draft:
        draft.write_json("facts", "x" * 1_499_998)
        return draft.publish({"rows": rows, "cutoff": "2024-05-01", "steps": steps, "pending": pending}).id


def test_every_build_and_every_step_of_the_one_that_serves_has_a_line(tmp_path):
    store = Store(tmp_path, "demo")
    first = publish(store, {"records": WORK}, {})
    second = publish(
        store, {"records": {**WORK, "kept_from": first}, "fold": {**WORK, "rows_out": 1}}, {"proof": ["proof"]}
    )
    counts = "5,000 records of 7,000 read, 1 in quarantine, 1,999 out of scope"
    assert list(status.lines(store)) == [
        f"{second} serves: {counts}, until 2024-05-01, 2 MB",
        f"{first} stands by: {counts}, until 2024-05-01, 2 MB",
        f"  records: 7,000 -> 5,000 rows in 0.2 s (taken over from {first})",
        "  fold: 7,000 -> 1 row in 0.2 s",
        "  proof: still to be computed",
    ]


def test_without_a_build_there_is_nothing_to_show(tmp_path):
    with pytest.raises(MissingBuildError):
        list(status.lines(Store(tmp_path, "demo")))
