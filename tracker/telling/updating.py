"""Messages that stand and are changed in place: an urgent one in Slack, when other sources confirm what it told.

    urgent digests of the last days ──► confirmations since ──► the same message with them, into the outbox

A second message would say nothing new; the first one says who has confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.model import Delivery, Digest, Entry, Finding, FindingKind, Section, Selection, Urgency, make_id

if TYPE_CHECKING:
    from tracker.config.settings import Receiver
    from tracker.telling.office import Office

WATCHED = timedelta(days=7)
"""how long a message is kept up to date"""
URGENT = "now "
"""Slots of what is told between the digests of a schedule begin so."""
CONFIRMING = frozenset((FindingKind.POLICY_CONFIRMED, FindingKind.METRIC_CONFIRMED))
UPDATES = 1_000
"""sequence numbers of changes begin here: behind every message of the digest"""


def update_sent(office: Office) -> int:
    """Put what has been confirmed since into the outbox, for every Slack receiver; how many messages change."""
    return sum(_update(office, receiver) for receiver in office.receivers if receiver.slack)


def _update(office: Office, receiver: Receiver) -> int:
    changed = 0
    slots = URGENT if receiver.digest else ""
    for told in office.store.sent_book.told_since(receiver.name, office.now() - WATCHED, slots=slots):
        if not any(entry.lead.urgency is Urgency.NOW for entry in _entries(told)):
            continue
        confirmed = _confirmed(office, told)
        news = tuple(finding for found in confirmed.values() for finding in found)
        sent = office.store.deliveries_of_digest(told.id) if news else ()
        if news and not any(one.sequence == UPDATES + len(news) for one in sent):
            deliveries = tuple(_changes(office, receiver, (told, with_confirmations(told, confirmed)), news, sent))
            changed += office.store.sent_book.add_updates(told, deliveries, [finding.id for finding in news])
    return changed


def as_it_stands(office: Office, told: Digest) -> Digest:
    """A digest as its messages show it now: with what has confirmed it since, where they were changed."""
    if not any(one.sequence >= UPDATES for one in office.store.deliveries_of_digest(told.id)):
        return told
    return with_confirmations(told, _confirmed(office, told))


def _confirmed(office: Office, told: Digest) -> dict[str, tuple[Finding, ...]]:
    """By policy or series: what has confirmed it while its message was watched."""
    last = told.created + WATCHED
    return {
        entry.lead.finding.target_id: tuple(
            finding for finding in _confirmations(office, told, entry) if finding.created <= last
        )
        for entry in _entries(told)
    }


def _entries(told: Digest) -> Iterator[Entry]:
    return (entry for section in told.sections for entry in section.entries)


def _confirmations(office: Office, told: Digest, entry: Entry) -> Iterator[Finding]:
    """What confirms an entry and was found after its digest was made, from voices that it does not name yet."""
    known = {voice.casefold() for voice in entry.voices}
    for finding in office.store.findings_of_target(entry.lead.finding.target_id):
        if finding.kind not in CONFIRMING or finding.id in told.finding_ids or finding.created < told.created:
            continue
        if not known.issuperset(voice.casefold() for voice in finding.origin.voices):
            known.update(voice.casefold() for voice in finding.origin.voices)
            yield finding


def with_confirmations(told: Digest, confirmed: dict[str, tuple[Finding, ...]]) -> Digest:
    """The same digest, each entry with what has confirmed it since."""

    def entry(one: Entry) -> Entry:
        news = confirmed.get(one.lead.finding.target_id, ())
        also = tuple(Selection(finding, told.receiver, ()) for finding in news)
        voices = dict.fromkeys((*one.voices, *(voice for finding in news for voice in finding.origin.voices)))
        return replace(one, also=(*one.also, *also), voices=tuple(voices))

    sections = tuple(Section(part.name, tuple(entry(one) for one in part.entries)) for part in told.sections)
    return replace(told, sections=sections)


def _changes(
    office: Office,
    receiver: Receiver,
    both: tuple[Digest, Digest],
    news: tuple[Finding, ...],
    sent: Sequence[Delivery],
) -> Iterator[Delivery]:
    """The change of each message that shows something else now, the headline's and those of its thread.

    `both`: the digest as it was told, and with its confirmations.

    Nothing where one of them is not sent yet, or where what it takes is one message more: then they stay as they are.
    """
    first = {one.sequence: one for one in sent if one.sequence < UPDATES}
    to = sorted({one.destination for one in first.values()})
    before, made = (office.renderer.deliveries(one, kind=receiver.kind, destinations=to) for one in both)
    if len(to) != 1 or not len(before) == len(made) == len(first) or any(not one.reference for one in first.values()):
        return
    for old, message in zip(before, made, strict=True):
        if old.payload["blocks"] != message.payload["blocks"]:
            name = make_id("upd", message.id, *sorted(finding.id for finding in news))
            payload = {**message.payload, "update": first[message.sequence].reference}
            yield replace(message, id=name, sequence=UPDATES + len(news), payload=payload)
