"""What becomes of a press of a button: a decision that holds at once, or why somebody was told.

press ──► is it known, and from who may decide? ──► decided, once ──► a sentence, with how to take it back
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.delivery.buttons import MUTE, PART, REFUSE, WHY, Press
from tracker.errors import UsageError
from tracker.history import wishes
from tracker.history.wishes import Heard, Who
from tracker.model import Digest, Finding, PolicyMention, Selection

if TYPE_CHECKING:
    from tracker.store.records import StoredItem
    from tracker.telling.office import Office
    from tracker.watches import Explanation

LATE = timedelta(days=2)
"""How far the time of a press may lie from now; Slack's and our clocks never differ as much."""
UNKNOWN = "This finding is not known here: it was told by another tracker, or before its database was changed."
QUOTED = 600
"""characters of a quote"""


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to answer: where digests are made, who may decide, and what the watches say of a finding."""

    office: Office
    explain: Callable[[Finding, StoredItem, tuple[str, ...]], tuple[Explanation, ...]]
    allow: tuple[str, ...] = ()
    """ids of the people who may decide; empty: everyone"""


def answer(desk: Desk, press: Press) -> str:
    """Do what was pressed; the answer for the one who pressed. What is not known changes nothing."""
    digest = desk.office.store.digest(press.digest_id)
    selection = told_in(digest, press.finding_id) if digest else None
    if digest is None or selection is None:
        return escaped(UNKNOWN)
    if press.act == WHY:
        return escaped("\n".join(why(desk, selection, digest)))
    if desk.allow and press.user not in desk.allow:
        return "You may look, and not decide: `slack.allow` in the configuration names those who may."
    try:
        return escaped(decide(desk, press, current(desk, selection.finding), digest.receiver))
    except UsageError as error:
        return escaped(f"This cannot be done. {error}")


def decide(desk: Desk, press: Press, finding: Finding, receiver: str) -> str:
    """What was decided, in a sentence."""
    store, now = desk.office.store, desk.office.now()
    who = Who(press.user, press.user_name, press.id)
    if press.act == MUTE:
        until = (moment(press, now).astimezone(desk.office.zone) + timedelta(days=press.days)).date()
        heard = wishes.mute(store, finding, who, now, receiver=receiver, until=until)
        return said(heard, f"“{heard.title}” is muted for {receiver} until {heard.decision.details.get('until')}.")
    if press.act == REFUSE:
        heard = wishes.refuse(store, finding, who, now)
        what = "policy" if isinstance(finding.mention, PolicyMention) else "metric"
        return said(heard, f"“{heard.title}” counts as no {what}: nobody is told of it any more.")
    if press.act == PART:
        heard = wishes.part(store, finding, who, now)
        return said(heard, f"“{heard.title}” stands apart now. Who was told otherwise is told so in the next digest.")
    raise ValueError(f"no such button: {press.act}")


def said(heard: Heard, sentence: str) -> str:
    """The sentence, with whose decision it is and how it is taken back."""
    by, number = heard.decision.details.get("by_name", ""), heard.decision.number
    already = "" if heard.fresh else f" {by} said so already." if by else " This was said already."
    return f"{sentence}{already} `tracker undo {number}` takes it back."


def moment(press: Press, now: datetime) -> datetime:
    """When it was pressed; now, where Slack's time of it cannot be true."""
    try:
        pressed = press.pressed
    except (ValueError, OverflowError, OSError):
        return now
    return pressed if abs(pressed - now) <= LATE else now


def told_in(digest: Digest, finding_id: str) -> Selection | None:
    """What the digest tells of a finding."""
    told = (one for part in digest.sections for entry in part.entries for one in (entry.lead, *entry.also))
    return next((one for one in told if one.finding.id == finding_id), None)


def current(desk: Desk, finding: Finding) -> Finding:
    """The finding as it is now: a person may have moved it to another policy or series since it was told."""
    known = desk.office.store.findings_of_item(finding.origin.item_id)
    return next((one for one in known if one.id == finding.id), finding)


def why(desk: Desk, selection: Selection, digest: Digest) -> Iterator[str]:
    """Why somebody was told: the finding's reason, its source, and each watch that selected it with its conditions."""
    finding, origin = selection.finding, selection.finding.origin
    yield f"“{finding.target}” ({finding.kind}). {finding.reason}"
    yield from linked(desk, finding)
    yield f"Read in {origin.source}, {origin.document}, published {origin.published:%Y-%m-%d}: “{quoted(finding)}”"
    stored = desk.office.store.item(origin.item_id)
    explained = desk.explain(finding, stored, selection.watches) if stored else ()
    for each in explained:
        yield f"Watch {each.watch}{'' if each.selected else ' (it selects this no longer)'}:"
        yield from (f"    {'✓' if check.held else '✗'} {check}" for check in each.checks)
    gone = [name for name in selection.watches if name not in {each.watch for each in explained}]
    if gone:
        yield f"Selected then by {', '.join(gone)}, which the configuration no longer has."
    yield f"Told to {digest.receiver}. In full: tracker explain {origin.item_id}"


def linked(desk: Desk, finding: Finding) -> Iterator[str]:
    """Why it was taken for something that was known."""
    for stored in desk.office.store.mentions_of_item(finding.origin.item_id):
        if stored.mention == finding.mention and finding.against is not None:
            yield f"Compared with what {finding.against.voices[0]} told: {stored.link.reason}"


def quoted(finding: Finding) -> str:
    words = " ".join(finding.evidence.split())
    return words if len(words) <= QUOTED else f"{words[:QUOTED]}…"


def escaped(text: str) -> str:
    """The text with the signs escaped that Slack reads as control characters: no name in it pings anybody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
