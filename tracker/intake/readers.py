"""Reads documents; those in whose bytes a trap may hide, in a process that may be killed.

A PDF or a Word file of a few kilobytes can unfold into gigabytes, or keep a reader busy for hours, attached to a mail
too. Text, pages and other mails cannot: their readers take time in proportion to their length, so they are read here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from tracker import reading
from tracker.extraction.metrics.letter_years import with_year
from tracker.extraction.policies.letters import at_home
from tracker.model import Document, Item, Reading
from tracker.sources.child import Child, run
from tracker.sources.tracking import plain_address

CONFINED = frozenset({"application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"})
"""The media types that are read apart."""
ATTACHED = re.compile(rb"application/(?:pdf|vnd\.openxmlformats)|\.(?:pdf|docx)\b", re.IGNORECASE)
"""What a mail holds that may have such a file attached."""
TOO_MUCH = "The file takes too long or too much memory to read; open it, and save its text as a new file."


class Reader:
    """Gives the reading of any document, whatever its bytes. `close` ends the process, if one was started."""

    def __init__(self, seconds: float = 60.0, megabytes: int = 1024) -> None:
        self._child = Child("tracker.intake.readers", seconds, megabytes)

    def __call__(self, document: Document) -> Reading:
        return with_year(at_home(_plain_addresses(self._read(document))))

    def _read(self, document: Document) -> Reading:
        if not is_risky(document):
            return reading.read(document)
        told = {name: getattr(document, name) for name in ("source", "name", "media_type", "title", "url", "publisher")}
        moments = {name: _iso(getattr(document, name)) for name in ("fetched", "published")}
        found: Reading | None = self._child.ask({**told, **moments}, document.content, _reading)
        return found or Reading("", title=document.title, published=document.published, warnings=(TOO_MUCH,))

    def close(self) -> None:
        """End the process; the next document of those kinds starts a new one."""
        self._child.close()


def _plain_addresses(found: Reading) -> Reading:
    """The reading with the addresses of its items without what follows their readers."""
    items = tuple(replace(item, url=plain_address(item.url)) if item.url else item for item in found.items)
    return found if items == found.items else replace(found, items=items)


def is_risky(document: Document) -> bool:
    """Whether the document, or something attached to it, may unfold into far more than it seems."""
    kind = document.media_type.partition(";")[0].strip().lower()
    return kind in CONFINED or (kind == "message/rfc822" and bool(ATTACHED.search(document.content)))


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def answer(asked: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    """Read one document; its items without their text, which the whole text holds."""
    told = {name: asked[name] for name in ("source", "name", "media_type", "title", "url", "publisher")}
    moments = {name: _moment(asked[name]) for name in ("fetched", "published")}
    found = asdict(reading.read(Document(content=body, **told, **moments)))  # type: ignore[arg-type]
    items = [{**item, "text": None, "published": _iso(item["published"])} for item in found["items"]]
    return {**found, "items": items, "published": _iso(found["published"])}


def _reading(told: Mapping[str, Any]) -> Reading:
    text = told["text"]
    items = tuple(_item(item, text) for item in told["items"])
    return Reading(
        text, items, told["title"], _moment(told["published"]), told["publisher"], tuple(map(str, told["warnings"]))
    )


def _item(told: Mapping[str, Any], text: str) -> Item:
    rest = {"text": text[told["start"] : told["end"]], "outlets": tuple(told["outlets"])}
    return Item(**{**told, **rest, "published": _moment(told["published"])})


if __name__ == "__main__":
    run(answer)
