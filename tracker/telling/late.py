"""Digests that went out long after their time, for whoever keeps the program running: nobody else would say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.digests.slots import quiet_until, slot_instant
from tracker.telling.office import Notice, Office, Told

if TYPE_CHECKING:
    from tracker.config.settings import Receiver

LATE = timedelta(hours=1)
"""By how much a digest comes late before that is told; passes that are made now and then are late by less."""
SLOT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def late_notices(office: Office, told: Sequence[Told]) -> Iterator[Notice]:
    """That a digest missed its time and went out now, once for each; not where quiet hours held it."""
    receivers = {receiver.name: receiver for receiver in office.receivers}
    for one in told:
        slot, receiver = one.digest.slot, receivers.get(one.receiver)
        if receiver is None or not SLOT.fullmatch(slot):
            continue
        by = office.now() - slot_instant(slot, office.zone)
        if by > LATE and not _was_quiet(office, receiver, slot):
            hours = round(by.total_seconds() / 3600)
            yield Notice(
                f"late {one.receiver} {slot}",
                f"The digest of {slot.replace('T', ' ')} for {one.receiver} missed its time and went out {hours} "
                f"hour{'s' if hours > 1 else ''} later. Nothing ran then, or it could not be made: the log says which.",
            )


def _was_quiet(office: Office, receiver: Receiver, slot: str) -> bool:
    quiet = receiver.quiet
    at = slot_instant(slot, office.zone)
    return quiet is not None and quiet_until(quiet.from_, quiet.to, quiet.days, office.zone, at) is not None
