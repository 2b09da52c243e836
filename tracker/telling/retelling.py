"""Digests beside the usual ones: told again, and of what was published since a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.history.stories import select_story, stories_since, without_stories
from tracker.model import Digest, Selection, make_id
from tracker.telling.office import destinations, make_digest
from tracker.watches.selecting import once_a_story

if TYPE_CHECKING:
    from tracker.config.settings import Receiver
    from tracker.telling.office import Office
    from tracker.watches import Selector

AGAIN = "again"
"""Slots of digests that are told again begin so."""


def tell_again(office: Office, told: Digest) -> int:
    """Put a digest into the outbox once more, as today's templates render it; the number of messages.

    It gets an id of its own, so that no message of it is taken for one that has arrived. Its findings stay told by the
    first. ValueError where the configuration has no such receiver any more.
    """
    receiver = next((one for one in office.receivers if one.name == told.receiver), None)
    if receiver is None:
        raise ValueError(told.receiver)
    now = office.now()
    again = replace(
        told, id=make_id("dig", told.id, AGAIN, now.isoformat()), slot=f"{AGAIN} {now.isoformat()} {told.id}"
    )
    deliveries = office.renderer.deliveries(
        again, kind=receiver.kind, destinations=destinations(receiver), sender=office.sender
    )
    office.store.sent_book.add_again(again, deliveries)
    return len(deliveries)


def digest_since(office: Office, selector: Selector, receiver: Receiver, since: date) -> Digest | None:
    """The digest of everything published from that day on that the rules select for a receiver; nothing is stored."""
    now = office.now()
    chosen: list[Selection] = []
    for finding, item in without_stories(office.store.findings_since(since)):
        chosen += selector.select(finding, item.text, now=now, language=item.language)
    if selector.asks_stories:
        for finding, item in stories_since(office.store, since, now):
            chosen += select_story(selector, item, finding.origin, now)
    mine = once_a_story(one for one in chosen if one.receiver == receiver.name)
    return make_digest(office, receiver, mine, now.isoformat()).digest
