"""A small build that holds a number in each of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from core.store import Store


def publish(store: Store, number: int) -> str:
    """Publish a small build that holds a number in each of its forms."""
    with store.draft() as draft:
        draft.write_table("numbers", pd.DataFrame({"value": [number, number]}))
        draft.write_columns("engine", {"value": np.array([number], dtype=np.int32)})
        draft.write_json("facts", {"number": number})
        return draft.publish({"number": number}).id


def number_of(store: Store) -> int:
    """Read the number of the current build, which must be the same in every file."""
    build = store.current()
    found = {
        build.manifest["number"],
        build.json("facts")["number"],
        int(build.columns("engine")["value"][0]),
        *(build.table("numbers")["value"].tolist() if build.has("numbers") else []),
    }
    assert len(found) == 1
    return found.pop()
