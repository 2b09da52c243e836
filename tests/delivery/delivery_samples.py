"""Deliveries for the tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.model import Delivery

SLACK: dict[str, Any] = {
    "text": "Two new rules today",
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*Two new rules today*"}}],
    "unfurl_links": False,
    "unfurl_media": False,
}
MAIL: dict[str, Any] = {
    "to": "reader@example.org",
    "subject": "Two new rules today",
    "text": "The council adopted two rules.",
    "html": "<p>The council adopted two rules.</p>",
    "headers": {"List-Id": "<policy.example.org>", "Date": "Mon, 13 Apr 2026 06:30:00 +0000"},
}
FILES: dict[str, Any] = {"files": {"digest.html": "<p>Two rules</p>", "digest.txt": "Two rules – and more"}}
TERMINAL: dict[str, Any] = {"text": "Two new rules today\n"}


def delivery(
    payload: Mapping[str, Any], destination: str, *, name: str = "dlv_1", sequence: int = 0, digest: str = "dig_1"
) -> Delivery:
    return Delivery(name, digest, "team", destination, sequence, payload)


def slack(destination: str = "C1", *, name: str = "dlv_1", **more: Any) -> Delivery:
    """A Slack message that can be found again by its metadata."""
    sequence = more.pop("sequence", 0)
    metadata = {"event_type": "tracker_digest", "event_payload": {"id": name}}
    return delivery({**SLACK, "metadata": metadata, **more}, destination, name=name, sequence=sequence)
