"""One write transaction in which a person's word changes what mentions are linked to, all of it or nothing.

What a mention says and how it was linked stays as it was; only which policy or series it belongs to now is changed, and
with it that of its findings. What was told in digests stays in them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from tracker.model import Finding, Mention, Selection
from tracker.store import findings, journal, naming, people, targets
from tracker.store.records import Decision, Fate, Linked, Named, SelectionState, StoredItem
from tracker.store.schema import decision, finding, mention, target
from tracker.store.sql import slices
from tracker.store.terms import add_terms


class Corrections:
    """What `Store.correct` gives."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # ------------------------------------------------------------ asking

    def named(self, target_id: str) -> Named | None:
        """The policy or series with exactly this id, also one that is empty by now."""
        return naming.named(self._connection, target_id)

    def linked(self, target_id: str) -> tuple[Linked, ...]:
        """The mentions of a policy or series in the order in which they were compared."""
        wanted = select(mention.c.id, mention.c.payload, target.c.kind).join_from(mention, target)
        rows = self._connection.execute(wanted.where(mention.c.target_id == target_id).order_by(mention.c.number))
        return tuple(Linked(row.id, target_id, targets.load_told(row.payload, row.kind)) for row in rows)

    def item(self, item_id: str) -> StoredItem | None:
        """The item with exactly this id."""
        return people.read_item(self._connection, item_id)

    def fates(self, item_id: str, found: Mention) -> tuple[Fate, ...]:
        """What was found about a mention and for whom, oldest finding first; nothing where nobody wants it."""
        chosen = findings.selections_of_item(self._connection, item_id)
        return tuple(Fate(each.finding, each, state) for each, state in chosen if each.finding.mention == found)

    def findings(self, item_id: str, found: Mention) -> tuple[Finding, ...]:
        """All findings about a mention, oldest first."""
        return tuple(each for each in findings.findings_of_item(self._connection, item_id) if each.mention == found)

    def decision(self, number: int) -> Decision | None:
        """The decision of that number."""
        row = self._connection.execute(select(decision).where(decision.c.number == number)).one_or_none()
        return Decision(row.kind, row.target_id, row.details, row.created, row.number) if row is not None else None

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the order they were made."""
        return journal.decisions(self._connection, None, None)

    # ------------------------------------------------------------ changing

    def make_target(self, target_id: str, *, kind: str, title: str, published: datetime) -> None:
        """A policy or series without mentions yet; one that is there already stays as it is."""
        targets.add_target(self._connection, target_id, kind=kind, title=title, pin=None, published=published)

    def move(self, moved: Iterable[Linked], target_id: str) -> None:
        """Let mentions belong to another policy or series, and their findings with them."""
        together = list(moved)
        for some in slices([each.mention_id for each in together]):
            change = update(mention).where(mention.c.id.in_(some))
            self._connection.execute(change.values(target_id=target_id))
        told = (found.id for each in together for found in self.findings(each.told.origin.item_id, each.told.mention))
        for some in slices(list(told)):
            self._connection.execute(update(finding).where(finding.c.id.in_(some)).values(target_id=target_id))
        for changed in {target_id, *(each.target_id for each in together)}:
            self._recount(changed)

    def _recount(self, target_id: str) -> None:
        """Bring a target's counts in line with its mentions; whoever remembers it must read it anew."""
        counts = select(func.count(), func.min(mention.c.published), func.max(mention.c.published))
        count, first, last = self._connection.execute(counts.where(mention.c.target_id == target_id)).one()
        values: dict[str, Any] = {"mentions": count, "corrected": target.c.corrected + 1}
        values |= {"first": first, "last": last} if count else {}
        self._connection.execute(update(target).where(target.c.id == target_id).values(values))

    def let_find(self, target_id: str, keys: Collection[str]) -> None:
        """Let a policy or series be found by these terms, besides those it has."""
        row = self._connection.execute(select(target).where(target.c.id == target_id)).one()
        add_terms(self._connection, row.kind, row.number, keys)

    def set_title(self, target_id: str, title: str) -> None:
        self._connection.execute(update(target).where(target.c.id == target_id).values(title=title))

    def set_pin(self, target_id: str, pin: str | None) -> None:
        self._connection.execute(update(target).where(target.c.id == target_id).values(pin=pin))

    def add_finding(self, found: Finding) -> bool:
        """Store a finding; False if it is stored already."""
        return findings.add_finding(self._connection, found)

    def add_selections(self, chosen: Iterable[Selection]) -> int:
        """Store what is to be told, open; how many were new."""
        return findings.add_selections(self._connection, chosen)

    def suppress(self, fate: Fate, reason: str) -> None:
        """Close an open selection without telling it."""
        state, finding_ids = SelectionState.SUPPRESSED, [fate.finding.id]
        findings.close_selections(self._connection, fate.selection.receiver, finding_ids, state=state, reason=reason)

    def decide(self, kind: str, target_id: str, details: Mapping[str, Any], created: datetime) -> Decision:
        """Remember what a person decided."""
        return journal.add_decision(self._connection, kind, target_id, details, created)
