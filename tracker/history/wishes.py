"""What people say to a finding that they were told: not for a while, no policy at all, not the same as before.

Each is remembered as a decision with who said it and when. What is said twice is decided once: by the press of the
button that said it, and by what holds already. Everything of one wish happens in one transaction of the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tracker.errors import UsageError
from tracker.history.comparing import mention_id
from tracker.history.correcting import known, place_of, split
from tracker.history.decided import MUTE, REFUSE, SPLIT, in_force
from tracker.model import Excerpt, Finding

if TYPE_CHECKING:
    from tracker.store.records import Decision
    from tracker.store.store import Store


@dataclass(frozen=True, slots=True)
class Who:
    """Who said it, and by which press: the same press never decides twice, not even after it was undone."""

    by: str
    by_name: str
    press: str

    @property
    def details(self) -> dict[str, Any]:
        return {"by": self.by, "by_name": self.by_name, "press": self.press}


@dataclass(frozen=True, slots=True)
class Heard:
    """The decision that holds, and whether it was made just now."""

    decision: Decision
    fresh: bool
    title: str


def mute(store: Store, finding: Finding, who: Who, now: datetime, *, receiver: str, until: date) -> Heard:
    """Tell a receiver nothing of the policy or series until a day begins. A mute that lasts longer stays as it is."""
    with store.catalogue.correct() as desk:
        target = known(desk, finding.target_id)
        before = pressed(desk.decisions(), who) or next(
            (
                each
                for each in in_force(desk.decisions())
                if (each.kind, each.target_id, each.details.get("receiver")) == (MUTE, target.id, receiver)
                and date.fromisoformat(each.details["until"]) >= until
            ),
            None,
        )
        if before is not None:
            return Heard(before, False, target.title)
        details = {"receiver": receiver, "until": until.isoformat(), "title": target.title, **who.details}
        return Heard(desk.decide(MUTE, target.id, details, now), True, target.title)


def refuse(store: Store, finding: Finding, who: Who, now: datetime) -> Heard:
    """It is no policy, or no metric: nobody is told of it any more, nor of what later letters say of it."""
    with store.catalogue.correct() as desk:
        target = known(desk, finding.target_id)
        holding = (each for each in in_force(desk.decisions()) if (each.kind, each.target_id) == (REFUSE, target.id))
        before = pressed(desk.decisions(), who) or next(holding, None)
        if before is not None:
            return Heard(before, False, target.title)
        places = [place_of(each) for each in desk.linked(target.id)]
        details = {"title": target.title, "refused": places, **who.details}
        return Heard(desk.decide(REFUSE, target.id, details, now), True, target.title)


def part(store: Store, finding: Finding, who: Who, now: datetime) -> Heard:
    """The finding is about something else than what it was compared with: its mention gets a series of its own.

    UsageError where nothing else is known of the series.
    """
    if isinstance(finding.mention, Excerpt):
        raise UsageError("A story is compared with nothing.")
    wanted = mention_id(finding.origin.item_id, finding.mention)
    with store.catalogue.correct() as desk:
        moved = (each for each in in_force(desk.decisions()) if each.kind == SPLIT and wanted in _moved(each))
        before = pressed(desk.decisions(), who) or next(moved, None)
        linked = [] if before else [each.mention_id for each in desk.linked(finding.target_id)]
    if before is not None:
        return Heard(before, False, str(before.details.get("name", finding.target)))
    if wanted not in linked:
        raise UsageError(f"“{finding.target}” was corrected since: it no longer holds this.")
    done = split(store, finding.target_id, [wanted], None, now, who=who.details)
    return Heard(done.decision, True, str(done.decision.details["name"]))


def pressed(decisions: Iterable[Decision], who: Who) -> Decision | None:
    """The decision that this very press has made before."""
    return next((each for each in decisions if each.details.get("press") == who.press), None)


def _moved(decision: Decision) -> set[str]:
    return {str(place["mention"]) for place in decision.details.get("moved", ())}
