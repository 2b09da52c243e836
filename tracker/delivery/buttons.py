"""What somebody pressed under a message in Slack, read from what Slack says of it: strictly, for it may say anything.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

MUTE, REFUSE, PART, WHY = "mute", "refuse", "part", "why"
ACTS = frozenset((MUTE, REFUSE, PART, WHY))
"""The action ids of our buttons."""
DAYS = frozenset(("7", "30", "90"))
"""For how many days one may mute."""
PLACE = re.compile(r"(dig_[0-9a-f]{16}) (fin_[0-9a-f]{16})")
"""The block id of our buttons: the digest that told it, and the finding."""
USER = re.compile(r"[UW][A-Z0-9]{1,20}")
CHANNEL = re.compile(r"[CDG][A-Z0-9]{1,20}")
STAMP = re.compile(r"\d{1,11}\.\d{1,9}")
NAME = re.compile(r"[^\x00-\x1f\x7f<>&`*|]{1,80}")


@dataclass(frozen=True, slots=True)
class Press:
    """One press of one of our buttons."""

    act: str
    digest_id: str
    finding_id: str
    user: str
    user_name: str
    channel: str
    thread: str | None
    """the ts of the message whose thread the buttons stand in, or of the message itself"""
    stamp: str
    """when it was pressed, as Slack says it: the same for a press that is delivered again"""
    days: int = 0

    @property
    def id(self) -> str:
        """The same for the same press, however often it is delivered."""
        return f"{self.stamp} {self.user} {self.digest_id} {self.finding_id} {self.act}"

    @property
    def pressed(self) -> datetime:
        return datetime.fromtimestamp(float(self.stamp), UTC)


def read_press(payload: object) -> Press | None:
    """The press that an interaction payload tells of; None for anything that is no press of a button of ours."""
    if not isinstance(payload, Mapping) or payload.get("type") != "block_actions":
        return None
    actions = payload.get("actions")
    if not isinstance(actions, list) or len(actions) != 1 or not isinstance(actions[0], Mapping):
        return None
    action = actions[0]
    act, place = _text(action, "action_id"), PLACE.fullmatch(_text(action, "block_id"))
    user, channel = _text(payload, "user", "id"), _text(payload, "channel", "id")
    stamp, chosen = _text(action, "action_ts"), _text(action, "selected_option", "value")
    known = act in ACTS and USER.fullmatch(user) and CHANNEL.fullmatch(channel) and STAMP.fullmatch(stamp)
    if place is None or not known or (act == MUTE and chosen not in DAYS):
        return None
    name = NAME.fullmatch(_text(payload, "user", "name") or _text(payload, "user", "username"))
    thread = _text(payload, "message", "thread_ts") or _text(payload, "container", "message_ts")
    return Press(
        act=act,
        digest_id=place[1],
        finding_id=place[2],
        user=user,
        user_name=name[0] if name else user,
        channel=channel,
        thread=thread if STAMP.fullmatch(thread) else None,
        stamp=stamp,
        days=int(chosen) if act == MUTE else 0,
    )


def _text(value: Mapping[str, Any], *path: str) -> str:
    """The text at a path of keys; "" where there is none."""
    found: Any = value
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""
