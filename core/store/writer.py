"""A process that turns columns into a Parquet file: `python -m core.store.writer FACTS < columns.npz > file.parquet`.

FACTS is a JSON object of texts for the file's metadata. pandas is never loaded: arrays are handed over as buffers,
because pyarrow looks for pandas whenever it is given an array.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from core.store.parquet import COMPRESSION

if TYPE_CHECKING:
    from numpy.typing import NDArray


def main() -> None:
    """Read the columns from standard input and write the file to standard output."""
    facts = json.loads(sys.argv[1])
    with np.load(BytesIO(sys.stdin.buffer.read())) as given:
        columns = {name: _column(given[name]) for name in given.files}
    table = pa.Table.from_arrays(list(columns.values()), names=list(columns), metadata=facts)
    written = BytesIO()
    parquet.write_table(table, written, compression=COMPRESSION)
    sys.stdout.buffer.write(written.getbuffer())


def _column(values: NDArray[Any]) -> Any:  # noqa: ANN401 (pyarrow is untyped)
    if values.dtype.kind == "U":
        return pa.array(values.tolist(), pa.string())
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values))])


if __name__ == "__main__":
    main()
