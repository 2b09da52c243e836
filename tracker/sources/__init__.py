"""Where documents come from: folders, feeds, pages and mailboxes. The edge towards files and the network.

Gives Documents or says why not; reads no content beyond what finding the next entry takes. Every source has
`fetch(state, now) -> Fetched` (see `Source`). The kinds are loaded when they are first named, so that a command pays
only for those that it uses.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.sources.confined import Confined
    from tracker.sources.feed import Feed
    from tracker.sources.folder import Folder
    from tracker.sources.full_text import FullText
    from tracker.sources.http import Fetcher
    from tracker.sources.letters import Wanted
    from tracker.sources.mailbox import Account, Mailbox
    from tracker.sources.nudges import Nudges
    from tracker.sources.page import WebPage
    from tracker.sources.proof import Proof
    from tracker.sources.schedule import Source, due, look

__all__ = [
    "Account",
    "Confined",
    "Feed",
    "Fetcher",
    "Folder",
    "FullText",
    "Mailbox",
    "Nudges",
    "Proof",
    "Source",
    "Wanted",
    "WebPage",
    "due",
    "look",
]

_PLACES = {
    "Account": "mailbox",
    "Confined": "confined",
    "Feed": "feed",
    "Fetcher": "http",
    "Folder": "folder",
    "FullText": "full_text",
    "Mailbox": "mailbox",
    "Nudges": "nudges",
    "Proof": "proof",
    "Source": "schedule",
    "Wanted": "letters",
    "WebPage": "page",
    "due": "schedule",
    "look": "schedule",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"tracker.sources has no {name!r}")
    return getattr(import_module(f"tracker.sources.{_PLACES[name]}"), name)
