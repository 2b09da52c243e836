"""What the bytes of a feed give, whichever kind of feed it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.sources.cut import fingerprint


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the feed tells it. `raw` is the hash of its bytes in the feed; `link` is http, https or None."""

    raw: str
    id: str
    link: str | None
    title: str | None
    published: datetime | None
    content: bytes
    media_type: str

    @property
    def told(self) -> str:
        """The hash of what a reader would see: another address of the same text does not change it."""
        return fingerprint("\x1f".join((self.title or "", self.media_type)).encode() + b"\x1f" + self.content)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed's new entries, and the hashes of all that it holds now; `is_feed` False where it is none."""

    entries: tuple[Entry, ...] = ()
    present: tuple[str, ...] = ()
    title: str | None = None
    is_feed: bool = True
    warnings: tuple[str, ...] = ()
