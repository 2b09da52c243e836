"""Deliveries as signed JSON, posted to an address of the operator's.

Signed as https://www.standardwebhooks.com says, for which there are libraries in most languages. Each delivery carries
the same Idempotency-Key however often it is posted, so that one whose answer was lost can be posted again.
"""

from __future__ import annotations

import binascii
import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.delivery.waiting import seconds_asked
from tracker.errors import TrackerError
from tracker.model import Delivery, Outcome, Refused, Sent, Unknown

LATER = frozenset({408, 425, 429})
"""Answers in the 4xx after which trying again may help."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side answered; header names in lower case."""

    status: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why there is no answer, and whether what was posted may have arrived."""

    reason: str
    arrived: bool


Post = Callable[[str, bytes, Mapping[str, str]], Answer | NoAnswer]


class WebhookTransport:
    """Posts the `json` of a delivery to `address`. `key` gives the signing key, or None for none; `now` dates it.

    The reference is the delivery's id, which is the Idempotency-Key.
    """

    def __init__(self, address: str, post: Post, key: Callable[[], str | None], now: Callable[[], datetime]) -> None:
        self._address = address
        self._post = post
        self._key = key
        self._now = now

    def send(self, delivery: Delivery, *, parent: str | None = None) -> Outcome:
        """Post it. Any 2xx is sent; 408, 425, 429 and 5xx are tried again, any other answer is a definite no."""
        record = delivery.payload.get("json")
        if not isinstance(record, Mapping):
            return Refused("there is nothing to post", permanent=True)
        body = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        try:
            headers = self._headers(delivery.id, body)
        except TrackerError as error:
            return Refused(str(error), permanent=False)
        answer = self._post(self._address, body, headers)
        if isinstance(answer, NoAnswer):
            return Unknown(answer.reason) if answer.arrived else Refused(answer.reason, permanent=False)
        return _outcome(delivery.id, answer)

    def reconcile(self, delivery: Delivery, since: datetime, parent: str | None = None) -> Outcome:
        """Posting it again under the same key changes nothing, so that a look is never needed."""
        return Refused("it is posted again under the same Idempotency-Key", permanent=False)

    def _headers(self, name: str, body: bytes) -> dict[str, str]:
        stamp = str(int(self._now().timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": name,
            "webhook-id": name,
            "webhook-timestamp": stamp,
        }
        key = self._key()
        return headers | ({"webhook-signature": signature(key, name, stamp, body)} if key else {})


def signature(key: str, name: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over id, time and body. A key that begins with whsec_ is base64, any other is its own bytes."""
    secret = key.encode()
    if key.startswith("whsec_"):
        try:
            secret = b64decode(key.removeprefix("whsec_"), validate=True)
        except binascii.Error as error:
            raise TrackerError("the secret of the webhook begins with whsec_ but is no base64 behind it") from error
    signed = hmac.new(secret, f"{name}.{stamp}.".encode() + body, hashlib.sha256)
    return f"v1,{b64encode(signed.digest()).decode()}"


def _outcome(name: str, answer: Answer) -> Outcome:
    if 200 <= answer.status < 300:
        return Sent(name)
    wait = seconds_asked(answer.headers.get("retry-after"), answer.headers.get("date"))
    if answer.status in LATER or answer.status >= 500:
        return Refused(f"the webhook answers {answer.status}", permanent=False, retry_after=wait)
    if 300 <= answer.status < 400:
        return Refused(f"the webhook answers {answer.status}: it has moved; write its new address", permanent=True)
    return Refused(f"the webhook answers {answer.status}; check its address and its secret", permanent=True)
