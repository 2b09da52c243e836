"""The stories of findings that wait, for silences that look at the text: many may wait for long, and each tick asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from tracker.model import Finding, Selection

if TYPE_CHECKING:
    from tracker.store.store import Store

AT_ONCE = 200
"""stories that are read in one statement, and held at a time"""


class HeldStories:
    """The text and the language of a finding's story; read for those that are asked for next as well."""

    def __init__(self, store: Store, waiting: Sequence[Selection]) -> None:
        """`waiting` in the order in which they are asked for."""
        self._store = store
        self._order = list(dict.fromkeys(each.finding.origin.item_id for each in waiting))
        self._place = {item_id: place for place, item_id in enumerate(self._order)}
        self._read: Mapping[str, tuple[str, str]] = {}
        self._asked: frozenset[str] = frozenset()

    def __call__(self, finding: Finding) -> tuple[str, str]:
        """Of a finding whose story is not stored, its evidence."""
        item_id = finding.origin.item_id
        if item_id not in self._asked:
            place = self._place.get(item_id)
            next_ones = [item_id] if place is None else islice(self._order, place, place + AT_ONCE)
            self._asked = frozenset(next_ones)
            self._read = self._store.stories(self._asked)
        return self._read.get(item_id, (finding.evidence, "en"))
