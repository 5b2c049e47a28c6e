"""The question that a page or the API asks, and how it is written in an address.

`parse` is for programs: it refuses what it does not know, with a sentence. `read`
is for people's bookmarks: it drops what is bad and answers the rest.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from core.errors import BadParameterError
from core.hotspots.setting import Setting
from core.places.selection import Filters
from dashboard.parameters import LISTS, PARAMETERS, not_one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.places.fold import Codes


@dataclass(frozen=True)
class HotspotQuery:
    """Which records, and which setting draws zones from them.

    Lists are kept in one order, so that equal questions are equal and hash alike.
    """

    filters: Filters = field(default_factory=Filters)
    setting: Setting = field(default_factory=Setting)

    def __post_init__(self) -> None:
        ordered = replace(
            self.filters,
            types=tuple(sorted(set(self.filters.types))),
            districts=tuple(sorted(set(self.filters.districts), key=lambda code: (len(code), code))),
            weekdays=tuple(sorted(set(self.filters.weekdays))),
        )
        object.__setattr__(self, "filters", ordered)

    def to_params(self) -> dict[str, str]:
        """Write what differs from the default, by the names of the API."""
        default = HotspotQuery()
        params = {}
        for name, parameter in PARAMETERS.items():
            value = getattr(getattr(self, parameter.part), parameter.attribute)
            if value != getattr(getattr(default, parameter.part), parameter.attribute):
                params[name] = parameter.write(value)
        return params


def parse(params: Mapping[str, str], codes: Codes) -> HotspotQuery:
    """Read every parameter or refuse.

    Parameters of another algorithm than the chosen one are checked and kept, so
    that one address can be switched between algorithms; they change no answer.

    Raises:
        BadParameterError: A parameter is unknown, blank, malformed or out of range.
    """
    for name in params:
        if name not in PARAMETERS:
            raise BadParameterError(not_one_of("a parameter", name, PARAMETERS))
    query = HotspotQuery()
    for name in params:
        query = _with(query, name, params[name], codes)
    _check_order(query.filters)
    return query


def read(params: Mapping[str, Any], codes: Codes) -> HotspotQuery:
    """Read what can be read; unknown, malformed and contradictory parts are dropped.

    In a list the good members stay. `from` after `to` drops both.
    """
    query = HotspotQuery()
    for name in PARAMETERS:
        text = params.get(name)
        if not isinstance(text, str):
            continue
        kept = _readable(name, text, codes) if name in LISTS else text
        with suppress(BadParameterError):
            query = _with(query, name, kept, codes)
    try:
        _check_order(query.filters)
    except BadParameterError:
        query = replace(query, filters=replace(query.filters, since=None, until=None))
    return query


def _with(query: HotspotQuery, name: str, text: str, codes: Codes) -> HotspotQuery:
    if not text.strip():
        msg = f"{name} is blank; give it a value or leave it out."
        raise BadParameterError(msg)
    parameter = PARAMETERS[name]
    value = parameter.parse(name, text, codes)
    changed = replace(getattr(query, parameter.part), **{parameter.attribute: value})
    return replace(query, **{parameter.part: changed})


def _readable(name: str, text: str, codes: Codes) -> str:
    """Return the members of a list that can be read."""
    good = []
    for member in dict.fromkeys(text.split(",")):
        with suppress(BadParameterError):
            PARAMETERS[name].parse(name, member, codes)
            good.append(member)
    return ",".join(good)


def _check_order(filters: Filters) -> None:
    if filters.since and filters.until and filters.since > filters.until:
        msg = f"from is {filters.since}, after to, which is {filters.until}; from must not be later than to."
        raise BadParameterError(msg)
