"""A flood folded: a digest keeps its weightiest entries, and one line says how many more there are and where. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.model import Digest, Entry, Section


@dataclass(frozen=True, slots=True)
class Folded:
    """A digest that is not too long, and the findings that it does not tell."""

    digest: Digest
    finding_ids: tuple[str, ...] = ()
    reason: str = ""


def fold(digest: Digest, at_most: int | None) -> Folded:
    """Keep so many entries, in the order of the digest; the headline counts all of them and says what is left out."""
    entries = [entry for section in digest.sections for entry in section.entries]
    if at_most is None or len(entries) <= at_most:
        return Folded(digest)
    sections: list[Section] = []
    left = at_most
    for section in digest.sections:
        kept = section.entries[:left]
        left -= len(kept)
        if kept:
            sections.append(replace(section, entries=kept))
    rest = entries[at_most:]
    more = f"and {len(rest)} more: tracker watches untold {quoted(digest.receiver)}"
    return Folded(
        replace(digest, sections=tuple(sections), headline=f"{digest.headline}, {more}", left_out=len(rest)),
        tuple(finding_id for entry in rest for finding_id in _ids(entry)),
        f"the digest of {digest.slot} tells at most {at_most} of {len(entries)} entries",
    )


def _ids(entry: Entry) -> tuple[str, ...]:
    return tuple(selection.finding.id for selection in (entry.lead, *entry.also))


def quoted(name: str) -> str:
    """A name as a shell takes it."""
    return name if name.replace("-", "").replace("_", "").isalnum() else f"'{name}'"
