"""Who is told what, and when: digests that are due, urgent findings, and notices to whoever keeps the program running.

Everything that is told goes into the outbox as a digest with its messages, in one transaction; sending is another step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.digests.compose import compose
from tracker.digests.folding import fold
from tracker.digests.slots import latest_slot, next_slot, quiet_until
from tracker.digests.summary import nothing_new as headline_of_nothing
from tracker.history.baseline import Baseline
from tracker.history.decided import CORRECTION, decided, entitled
from tracker.model import Digest, Selection, Trouble, Urgency, make_id
from tracker.store.together import Together, alone
from tracker.telling.held import HeldStories
from tracker.watches.headings import Headings
from tracker.watches.silences import Hushed, Parted, Recent, Silencer

if TYPE_CHECKING:
    from tracker.config.settings import Receiver
    from tracker.delivery.outbox import Report
    from tracker.digests.render import Renderer
    from tracker.store.store import Store


@dataclass(frozen=True, slots=True)
class Office:
    """Where digests are made: what is told to whom, in which zone, through which templates."""

    store: Store
    receivers: tuple[Receiver, ...]
    renderer: Renderer
    sender: str
    zone: ZoneInfo
    now: Callable[[], datetime]
    ops: str | None = None
    """the receiver that is told what is wrong with sources and receivers"""
    silencer: Silencer = field(default_factory=Silencer)
    """what is not told for a while"""
    headings: Headings = field(default_factory=Headings)
    """what rules call what they select"""
    together: Callable[[str], Together] = lambda receiver: alone
    """what is committed with a receiver's digest: the job that delivers it, where there are workers"""


@dataclass(frozen=True, slots=True)
class Told:
    """A digest that was put into the outbox, for which receiver."""

    receiver: str
    digest: Digest


def tell(office: Office, enough: Callable[[], bool] = lambda: False) -> tuple[Told, ...]:
    """Compose every digest that is due and put its messages into the outbox; each finding goes into exactly one.

    Once there is `enough` for one round, receivers whose turn has not come are left to the next one.
    """
    return tuple(told for each in office.receivers if not enough() for told in tell_receiver(office, each))


def tell_receiver(office: Office, receiver: Receiver) -> list[Told]:
    now = office.now()
    waiting = hush(office, receiver)
    if is_quiet(office, receiver):
        return []  # held, not dropped: the selections stay open until quiet ends
    told: list[Told] = []
    urgent = [selection for selection in waiting if is_urgent(selection)]
    if receiver.digest and urgent:
        told.extend(send(office, receiver, urgent, f"now {pass_slot(office, urgent)}").told)
    if receiver.digest is None:
        return [*told, *(send(office, receiver, waiting, pass_slot(office, waiting)).told if waiting else ())]
    slot = due_slot(office, receiver, now)
    if slot:
        rest = [selection for selection in waiting if not is_urgent(selection)]
        posted = send(office, receiver, rest, slot)
        told.extend(posted.told)
        if posted.empty:
            nothing = nothing_new(office, receiver, slot)
            told.extend(post(office, receiver, nothing) if nothing else ())
            office.store.slot_done(receiver.name, slot)
    return told


def nothing_new(office: Office, receiver: Receiver, slot: str) -> Digest | None:
    """The line that says that there is nothing new since the digest before; None where nobody has asked for it."""
    if receiver.digest is None or receiver.digest.when_empty != "tell":
        return None
    before = office.store.last_slot(receiver.name)
    return Digest(
        id=make_id("dig", receiver.name, slot, "nothing new"),
        receiver=receiver.name,
        slot=slot,
        created=office.now(),
        sections=(),
        headline=headline_of_nothing(office.renderer.figures(receiver.name), before),
    )


def is_urgent(selection: Selection) -> bool:
    """Whether it is told at once; nothing is that was there when its source was first looked at."""
    return selection.urgency is Urgency.NOW and not selection.baseline


def pass_slot(office: Office, selections: Sequence[Selection]) -> str:
    """The slot of what is told outside a schedule: the same for the same findings, in whatever process.

    It begins with the local time of the latest finding, so that it sorts as time does.
    """
    latest = max(selection.finding.created for selection in selections).astimezone(office.zone)
    sign = make_id("pass", *sorted(selection.finding.id for selection in selections))
    return f"{latest:%Y-%m-%dT%H:%M:%S} {sign.removeprefix('pass_')}"


def hush(office: Office, receiver: Receiver) -> tuple[Selection, ...]:
    """Suppress what the silences cover, each with its reason; the rest, which waits to be told."""
    parted = part(office, receiver)
    suppress(office, receiver, parted.hushed)
    return parted.told


def suppress(office: Office, receiver: Receiver, hushed: Iterable[Hushed]) -> None:
    """Store why selections are not told."""
    by_reason: dict[str, list[str]] = {}
    for each in hushed:
        by_reason.setdefault(each.reason, []).append(each.selection.finding.id)
    for reason, finding_ids in by_reason.items():
        office.store.suppress(receiver.name, finding_ids, reason)


def part(office: Office, receiver: Receiver) -> Parted:
    """What waits for a receiver, parted by the silences; nothing is stored."""
    now = office.now().astimezone(office.zone)
    waiting, unwanted = wanted(office, receiver, now.date())
    parted = office.silencer.part(waiting, HeldStories(office.store, waiting), now)
    return Parted(parted.told, (*unwanted, *parted.hushed))


def wanted(office: Office, receiver: Receiver, today: date) -> tuple[tuple[Selection, ...], list[Hushed]]:
    """What waits for a receiver, and what of it people do not want: muted, or said to be no policy or metric."""
    waiting = office.store.open_selections(receiver.name)
    known = decided(office.store.catalogue.decisions()).unwanted(receiver.name, today) if waiting else {}
    unwanted = [Hushed(each, known[each.finding.target_id]) for each in waiting if each.finding.target_id in known]
    return tuple(each for each in waiting if each.finding.target_id not in known), unwanted


def due_slot(office: Office, receiver: Receiver, now: datetime) -> str | None:
    """The slot that is due and not done; None where the receiver has no schedule.

    When a receiver is seen for the first time, the slot before counts as done: a schedule begins with its next time.
    """
    if receiver.digest is None:
        return None
    slot = latest_slot(receiver.digest.at, receiver.digest.days, office.zone, now)
    last = office.store.last_slot(receiver.name)
    if slot and last is None:
        office.store.slot_done(receiver.name, slot)
        return None
    return slot if slot and last and slot > last else None


def next_digest(office: Office, receiver: Receiver) -> str | None:
    """The slot of a receiver's next digest; None where it has no schedule."""
    if receiver.digest is None:
        return None
    return next_slot(receiver.digest.at, receiver.digest.days, office.zone, office.now())


def waits_for(office: Office, name: str) -> str:
    """What an open selection of a receiver waits for, in words."""
    receiver = next((receiver for receiver in office.receivers if receiver.name == name), None)
    if receiver is None:
        return "waits, for the configuration has no such receiver"
    quiet = receiver.quiet
    until = quiet and quiet_until(quiet.from_, quiet.to, quiet.days, office.zone, office.now())
    held = f"held by quiet hours until {until.astimezone(office.zone):%Y-%m-%d %H:%M}" if until else ""
    slot = next_digest(office, receiver)
    due = f"waits for the digest of {slot.replace('T', ' ')}" if slot else "waits for the next pass"
    return f"{held}, then {due}" if held else due


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a digest. `empty`: there was nothing to tell; not `empty` and not `told`: others were faster."""

    told: tuple[Told, ...]
    empty: bool = False


def send(office: Office, receiver: Receiver, selections: Sequence[Selection], slot: str) -> Posted:
    """Put the digest of these selections into the outbox; nothing where there is nothing to tell or it is told.

    Where another process has told or suppressed one of them meanwhile nothing is done: the next tick tells the rest.
    What is left out of it is suppressed after it is stored: a crash between the two tells it in the next one.
    """
    made = make_digest(office, receiver, selections, slot)
    told = post(office, receiver, made.digest) if made.digest else []
    if told or made.digest is None or office.store.digest(made.digest.id):  # there already: we died before this line
        suppress(office, receiver, made.hushed)
    return Posted(tuple(told), empty=made.digest is None)


@dataclass(frozen=True, slots=True)
class Made:
    """A digest, if there is anything to tell, and what it leaves out."""

    digest: Digest | None
    hushed: tuple[Hushed, ...] = ()


def make_digest(office: Office, receiver: Receiver, selections: Sequence[Selection], slot: str) -> Made:
    """Compose the digest of these selections, without repeats, its flood folded; nothing is stored."""
    parted = without_repeats(office, receiver, selections)
    dressed = [entitled(named(office, each)) for each in office.headings.dress(parted.told)]
    known = Baseline(tuple(each for each in dressed if each.baseline), slot)
    singly = [each for each in dressed if not each.baseline]
    digest = compose(singly, receiver=receiver.name, slot=slot, created=office.now())
    if digest is None:
        return Made(known.alone(receiver.name, office.now()), (*parted.hushed, *known.hushed))
    folded = fold(digest, receiver.at_most)
    left_out = [Hushed(each, folded.reason) for each in parted.told if each.finding.id in set(folded.finding_ids)]
    return Made(known.added_to(folded.digest), (*parted.hushed, *left_out, *known.hushed))


def named(office: Office, selection: Selection) -> Selection:
    """The selection with the names of what its finding may be the same as, which it knows by ids."""
    near = selection.finding.perhaps
    if not near:
        return selection
    found = [one.title for target_id in near for one in office.store.catalogue.find_targets(target_id, limit=1)]
    return replace(selection, finding=replace(selection.finding, perhaps=tuple(dict.fromkeys(found))))


def without_repeats(office: Office, receiver: Receiver, selections: Sequence[Selection]) -> Parted:
    """The selections of watches that have not told of the same thing too short a time ago."""
    now = office.now().astimezone(office.zone)
    if not office.silencer.memory or not selections:
        return Parted(tuple(selections))
    told = office.store.told_since(receiver.name, office.now() - office.silencer.memory)
    recent = [Recent(watch, target_id, when) for watches, target_id, when in told for watch in watches]
    corrections = [each for each in selections if CORRECTION in each.labels]  # no repeats, whatever was told before
    others = [each for each in selections if CORRECTION not in each.labels]
    parted = office.silencer.without_repeats(others, recent, now)
    return Parted((*corrections, *parted.told), parted.hushed)


def post(office: Office, receiver: Receiver, digest: Digest) -> list[Told]:
    deliveries = office.renderer.deliveries(
        digest, kind=receiver.kind, destinations=destinations(receiver), sender=office.sender
    )
    together = office.together(receiver.name)
    return [Told(receiver.name, digest)] if office.store.add_digest(digest, deliveries, together) else []


def destinations(receiver: Receiver) -> tuple[str, ...]:
    """Where a receiver's messages go: a channel, each mail address, a folder, or what kind of way it has."""
    if receiver.slack:
        return (receiver.slack,)
    return receiver.email or (str(receiver.file) if receiver.file else receiver.kind,)


# ---------------------------------------------------------------- what is wrong


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that whoever keeps the program running should know. Told once for each `key`."""

    key: str
    sentence: str


def notify(office: Office, notices: Iterable[Notice]) -> tuple[Told, ...]:
    """Put notices into the outbox for the ops receiver, if there is one; the same key is told once.

    While ops itself refuses everything, the first receiver that takes messages is told instead.
    """
    notices = tuple(notices)
    receiver = keeper(office) if notices else None
    if receiver is None:
        return ()
    return tuple(told for notice in notices for told in post(office, receiver, notice_digest(office, receiver, notice)))


def delivery_notices(report: Report, ops: str | None) -> tuple[Notice, ...]:
    """What a round of deliveries has met that a person must mend, or has mended.

    That a message for ops was given up is not told to ops: that message would be given up as well.
    """
    broken = (
        Notice(f"broken {receiver} {reason}", f"A message for {receiver} cannot be delivered: {reason}")
        for receiver, reason in report.broken
        if receiver != ops
    )
    refused = (
        Notice(f"refuses {_spell(one)}", f"Messages for {one.receiver} are kept, for it refuses them all: {one.reason}")
        for one in report.troubles
    )
    mended = (Notice(f"takes {_spell(one)}", f"{one.receiver} takes messages again.") for one in report.mended)
    stuck = (
        Notice(f"stuck {delivery}", f"A message for {receiver} is still tried, after an hour: {reason}")
        for delivery, receiver, reason in report.stuck
        if receiver != ops
    )
    return (*broken, *refused, *mended, *stuck)


def _spell(trouble: Trouble) -> str:
    return f"{trouble.receiver} {trouble.destination} since {trouble.since.isoformat()}"


def is_quiet(office: Office, receiver: Receiver) -> bool:
    """Whether nothing may be sent to the receiver now."""
    quiet = receiver.quiet
    return quiet is not None and bool(quiet_until(quiet.from_, quiet.to, quiet.days, office.zone, office.now()))


def keeper(office: Office) -> Receiver | None:
    """Whoever is told what is wrong: ops, or another while ops refuses everything; None where nobody is named.

    Nobody who is quiet now takes ops' place.
    """
    deaf = {trouble.receiver for trouble in office.store.troubles()}
    deaf |= {one.name for one in office.receivers if one.name != office.ops and is_quiet(office, one)}
    ordered = sorted(office.receivers, key=lambda receiver: receiver.name != office.ops)
    if office.ops is None or not ordered:
        return None
    return next((receiver for receiver in ordered if receiver.name not in deaf), ordered[0])


def notice_digest(office: Office, receiver: Receiver, notice: Notice) -> Digest:
    return Digest(
        id=make_id("dig", receiver.name, "notice", notice.key),
        receiver=receiver.name,
        slot=f"notice {notice.key}",
        created=office.now(),
        sections=(),
        headline=notice.sentence,
    )
