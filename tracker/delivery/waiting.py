"""How long to wait before the next attempt, and how long others ask us to. Pure but for the pacing's sleep."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST = 30.0
"""seconds before the second attempt"""
LONGEST = 3600.0
"""seconds before any later one"""
LONGEST_WISH = 86_400.0
"""seconds that the other side may ask for: what it says may be a mistake"""


def backoff(attempts: int, retry_after: float | None = None) -> timedelta:
    """The wait after this many attempts: 30 s, doubled with each, an hour at most; never less than was asked for."""
    own = min(FIRST * 2.0 ** min(max(attempts - 1, 0), 20), LONGEST)
    return timedelta(seconds=max(own, min(retry_after or 0.0, LONGEST_WISH)))


def seconds_asked(retry_after: str | None, answered: str | None) -> float | None:
    """The wait in seconds that a Retry-After header asks for, written as seconds or as a date; None for anything else.

    `answered` is the Date header of the same answer: a date is counted from the other side's own clock.
    """
    text = (retry_after or "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,3})?", text):
        return float(text)
    until, since = _moment(text), _moment((answered or "").strip())
    if until is None or since is None:
        return None
    return max((until - since).total_seconds(), 0.0)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass(slots=True)
class Pacing:
    """At most one post in `every` seconds to each channel. `clock` is monotonic, in seconds, as `sleep` takes them."""

    clock: Callable[[], float]
    sleep: Callable[[float], None]
    every: float = 1.0
    _free: dict[str, float] = field(default_factory=dict)

    def wait(self, channel: str) -> None:
        """Return when the channel may be posted to, and count that post."""
        start = max(self.clock(), self._free.get(channel, float("-inf")))
        self._free[channel] = start + self.every
        if start > self.clock():
            self.sleep(start - self.clock())
