"""Deliveries through Apprise, an optional extra, to everything that we have no way of our own to.

https://github.com/caronc/apprise/wiki lists its services and how their addresses are written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from tracker.errors import TrackerError
from tracker.model import Delivery, Outcome, Refused, Sent


class AppriseTransport:
    """Hands title and text of a delivery to Apprise; `address` gives its URL, which is a secret and never shown."""

    def __init__(self, address: Callable[[], str]) -> None:
        self._address = address

    def send(self, delivery: Delivery, *, parent: str | None = None) -> Outcome:
        """Send it. Apprise tells only whether a service took it: what it refuses is tried again."""
        title, text = delivery.payload.get("title"), delivery.payload.get("text")
        if not isinstance(text, str) or not text:
            return Refused("there is no text to send", permanent=True)
        try:
            from apprise import Apprise
        except ImportError:
            return Refused("Apprise is not installed; install policy-tracker[apprise]", permanent=True)
        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it logs addresses, in which secrets stand
        try:
            service = Apprise()
            if not service.add(self._address()):
                return Refused("the Apprise address cannot be read; see github.com/caronc/apprise/wiki", permanent=True)
        except TrackerError as error:
            return Refused(str(error), permanent=False)
        if service.notify(body=text, title=str(title or ""), body_format="text"):
            return Sent(delivery.id)
        return Refused("the service did not take the message", permanent=False)

    def reconcile(self, delivery: Delivery, since: datetime, parent: str | None = None) -> Outcome:
        """Nobody can look: a message that was under way when the program ended is sent again."""
        return Refused("it cannot be looked for and is sent again", permanent=False)
