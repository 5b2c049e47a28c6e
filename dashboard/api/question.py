"""What a request asks: the page's query and the two parameters that only the API has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from core.errors import BadParameterError
from dashboard import query as queries
from dashboard.parameters import PARAMETERS, flag, not_one_of

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from core.places.fold import Codes
    from dashboard.query import HotspotQuery

CSV, PARQUET = FORMATS = ("csv", "parquet")


class Question(NamedTuple):
    """A query; `evidence` asks to wait for it, `format` is that of the labelled places."""

    query: HotspotQuery
    evidence: bool
    format: str

    def key(self) -> str:
        """Return a text that equal questions share."""
        return repr((sorted(self.query.to_params().items()), self.evidence, self.format))


def ask(given: MultiDict[str, str], codes: Codes, *, formats: bool = False) -> Question:
    """Read the parameters of an address.

    Args:
        given: Parameters, each of which may be repeated.
        codes: Names that filters may use.
        formats: Whether `format` is a parameter here.

    Raises:
        BadParameterError: A parameter is unknown, repeated, blank, malformed or out of range.
    """
    own = ("evidence", "format") if formats else ("evidence",)
    params = {}
    for name, texts in given.lists():
        if name not in PARAMETERS and name not in own:
            raise BadParameterError(not_one_of("a parameter", name, [*PARAMETERS, *own]))
        if len(texts) > 1:
            msg = f"{name} is given {len(texts)} times; give it once, several values separated by commas."
            raise BadParameterError(msg)
        params[name] = texts[0]
    evidence = flag("evidence", params.pop("evidence", "false"))
    wanted = params.pop("format", CSV)
    if wanted not in FORMATS:
        raise BadParameterError(not_one_of("a format", wanted, FORMATS))
    return Question(queries.parse(params, codes), evidence, wanted)
