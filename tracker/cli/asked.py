"""Which policy, series, mention or digest does a person mean? By id, by how it begins, or by words of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.store.records import Linked, Named

MOST = 12
"""how many are listed where several are meant"""
LISTS = {
    "policy": ("policy", "`tracker policies` lists them"),
    "series": ("metric", "`tracker metrics` lists them"),
    None: ("policy or metric", "`tracker policies` and `tracker metrics` list them"),
}


def target_asked(app: App, words: str, kind: str | None = None) -> Named:
    """The one policy or series that is meant; UsageError that says whether none or several are."""
    found = app.store.catalogue.find_targets(words, kind, limit=MOST + 1)
    if len(found) == 1:
        return found[0]
    what, lists = LISTS[kind]
    if not found:
        raise UsageError(f"No {what} has the id or the name {words!r}. {lists}.")
    lines = [f"  {one.id}  {one.last:%Y-%m-%d}  {one.title}" for one in found[:MOST]]
    more = ["  and more"] if len(found) > MOST else []
    raise UsageError("\n".join([f"{words!r} fits more than one {what}. Which of these?", *lines, *more]))


def one_of(asked: str, known: Sequence[str], what: str) -> str:
    """The one id that is, or alone begins with, what was asked for; UsageError that says whether none or several do."""
    found = [asked] if asked in known else [each for each in known if asked and each.startswith(asked)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"No {what} has an id that begins with {asked!r}.")
    raise UsageError(f"{asked!r} fits more than one {what}. Which of these? {', '.join(found[:MOST])}")


def mentions_asked(
    app: App, linked: Sequence[Linked], mentions: Sequence[str], found: Sequence[str]
) -> tuple[str, ...]:
    """The ids of mentions meant by how they begin, and of those that findings are about."""
    known = [each.mention_id for each in linked]
    asked = [one_of(each, known, "mention of it") for each in mentions]
    by_finding = {
        finding.id: each.mention_id
        for each in linked
        for finding in app.store.findings_of_item(each.told.origin.item_id)
        if finding.mention == each.told.mention
    }
    asked += [by_finding[one_of(each, list(by_finding), "finding of it")] for each in found]
    return tuple(dict.fromkeys(asked))
