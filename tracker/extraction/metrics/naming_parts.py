"""The people that a count is of, where it is parted by countries: "2.06 million Malaysians"."""

from __future__ import annotations

from tracker.extraction.metrics.naming_tidy import country_of
from tracker.extraction.metrics.naming_verbs import small
from tracker.extraction.metrics.scene import Quantity, Scene


def people_of(scene: Scene, one: Quantity) -> str:
    """The country whose people are counted: "2.06 million Malaysians", "98,700 Chinese"; "" where none are."""
    if one.sort != "count":
        return ""
    last = one.last - 1 if scene.tokens[one.last - 1].kind == "word" and not one.inherited else one.last
    word = scene.tokens[last].text if last < len(scene.tokens) else ""
    if not word[:1].isupper() or (last + 1 < len(scene.tokens) and scene.tokens[last + 1].text[:1].isupper()):
        return ""
    ends = (
        last < one.last
        or last + 1 == len(scene.tokens)
        or scene.tokens[last + 1].kind == "mark"
        or small(scene.low[last + 1])
    )
    return country_of(scene, word) if ends else ""


__all__ = ["people_of"]
