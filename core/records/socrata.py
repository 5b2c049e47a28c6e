"""Questions to a Socrata portal, asked again when it is busy or garbles its answer.

The protocol is that of SODA 2.1 (https://dev.socrata.com/docs/): 202 and 429 ask to
come back later, 5xx is the portal's fault, other 4xx are ours and final.
"""

from __future__ import annotations

import random
import sys
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

import requests
from urllib3 import Retry
from urllib3.exceptions import InvalidHeader

from core.errors import PortalError
from core.language import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Read = TypeVar("Read")

TRIES = 8
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
LONGEST_OBEYED_S = 600.0
"""A portal that asks for a longer pause than this is treated as down."""
TIMEOUT_S = (10.0, 180.0)
"""To connect, and between two pieces of an answer."""
_COME_BACK = {HTTPStatus.ACCEPTED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
_SHOWN_CHARACTERS = 200


class GarbledError(ValueError):
    """An answer is not what was asked for; asking again may help."""


class Socrata:
    """A portal. `tell` hears one line before each pause; `pause` sleeps for seconds."""

    def __init__(
        self,
        base_url: str,
        token: str | None,
        tell: Callable[[str], None],
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._tell = tell
        self._pause = pause
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "PatrolIQ"
        if token:
            self._session.headers["X-App-Token"] = token

    def ask(self, path: str, params: Mapping[str, str], read: Callable[[bytes], Read]) -> Read:
        """Ask until the answer can be read.

        Args:
            path: Address below the portal's, such as `/resource/abcd-1234.csv`.
            params: SoQL clauses.
            read: Turns the body into what is wanted; raises GarbledError where it cannot.

        Raises:
            PortalError: The portal refuses, or does not answer properly after `TRIES` tries.
        """
        for attempt in range(1, TRIES + 1):
            fault, asked_s = "", 0.0
            try:
                response = self._session.get(self._base_url + path, params=dict(params), timeout=TIMEOUT_S)
                fault, asked_s = _fault(response), _asked_pause_s(response)
                if not fault:
                    return read(response.content)
            except GarbledError as error:
                fault = str(error)
            except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
                fault = say("the connection failed ({error})", error=type(error).__name__)
            except requests.exceptions.ContentDecodingError:
                fault = say("the answer was cut short")
            if attempt < TRIES:
                self._wait(fault, attempt, asked_s)
        msg = say(
            "The portal at {address} did not answer properly in {tries} tries; the last time {fault}. What came so far "
            "is kept: run the same command again later to go on.",
            address=self._base_url,
            tries=TRIES,
            fault=fault,
        )
        raise PortalError(msg)

    def _wait(self, fault: str, attempt: int, asked_s: float) -> None:
        """Pause for as long as the portal asks, or twice as long each time, spread out by chance."""
        if asked_s > LONGEST_OBEYED_S:
            msg = say(
                "The portal asks to come back in {pause_s:,.0f} s. Run the same command again then; it goes on.",
                pause_s=asked_s,
            )
            raise PortalError(msg)
        ceiling = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** (attempt - 1))
        # Spread, so that several clients which failed together do not return together.
        pause_s = asked_s + random.uniform(0.5, 1.0) * (FIRST_PAUSE_S if asked_s else ceiling)  # noqa: S311 (no secret)
        self._tell(say("The portal: {fault}. Trying again in {pause_s:.0f} s.", fault=fault, pause_s=pause_s))
        self._pause(pause_s)


def _fault(response: requests.Response) -> str:
    """Say why an answer should be asked for again; empty where it is good.

    Raises:
        PortalError: Asking again would not help.
    """
    status = response.status_code
    if status in _COME_BACK or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return say("it answered {status} {reason}", status=status, reason=response.reason)
    if status != HTTPStatus.OK:
        msg = say(
            "The portal refused {url} with {status}: {reason}. Check the city's portal entry.",
            url=response.url,
            status=status,
            reason=_reason(response),
        )
        raise PortalError(msg)
    return ""


def _reason(response: requests.Response) -> str:
    """Return the portal's own words."""
    try:
        words = str(response.json()["message"])
    except (ValueError, KeyError, TypeError):
        words = response.reason or say("no reason given")
    return words[:_SHOWN_CHARACTERS].rstrip(".")


def _asked_pause_s(response: requests.Response) -> float:
    """Return the pause that `Retry-After` asks for, in seconds or as a date; 0 where it says neither."""
    # Unlimited, because urllib3 would silently shorten a long pause, and the portal would refuse again.
    try:
        return Retry(retry_after_max=sys.maxsize).get_retry_after(response.raw) or 0.0
    except InvalidHeader:
        return 0.0
