"""Whose number it is: whom or what the clause names as its owner, its doer or its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.extraction.metrics.naming_clause import Clause, Phrase
from tracker.extraction.metrics.naming_phrases import (
    EDGES,
    LONGEST,
    Proper,
    begins,
    body_of,
    completed,
    deed_of,
    is_generic,
    is_place,
    sole_name,
    split_owner,
    words_of,
)
from tracker.extraction.metrics.naming_words import DONE, REPORTS, TELLERS, WIDE
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_PLACED = frozenset({"in", "of", "from", "for", "on", "at", "across", "by", "to", "within", "with"})


class Named(NamedTuple):
    """A phrase as text, and whether it is a proper name."""

    text: str
    proper: bool


def owner_of(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> Named:
    """Whose number it is, by the clause alone; ("", False) where that does not say."""
    found = _owner_before(scene, one, proper) or _possessor(scene, clause, proper)
    found = found or _named_subject(scene, clause, proper)
    if found:
        return found
    told = () if _is_told_by(scene, clause) else clause.subject
    around = (*clause.label, *told, *clause.objects, *clause.tail, *clause.after)
    names = _names(scene, around, proper, _PLACED)
    places = [name for name in names if is_place(scene, name.text.split())]
    doer = _doer(scene, one, clause, proper) or _labelled(scene, one, clause) or _everywhere(scene, clause)
    if doer and not (places and is_generic(doer)):
        return Named(doer, bool(clause.subject) and sole_name(scene, doer.split(), clause.subject[0]))
    names = names or _names(scene, reversed(clause.frame), proper, _PLACED | {""})
    return next(iter((*places, *names)), Named(_set_apart(scene, clause), False))


def _owner_before(scene: Scene, one: Quantity, proper: Proper) -> Named | None:
    """Whose a number is right before it: "far above US models' 3.03 trillion tokens"."""
    last = one.head - 1
    plural = last > 0 and scene.low[last] == "'" and scene.joined(last) and scene.low[last - 1].endswith("s")
    last -= plural
    if last < 0 or not (plural or scene.low[last].endswith("'s")) or scene.date_at(last) is not None:
        return None
    first = last
    while (
        first > 0 and scene.tokens[first - 1].kind == "word" and scene.low[first - 1] not in EDGES and last - first < 4
    ):
        first -= 1
    words = words_of(scene, first, last + 1)
    words[-1] = words[-1].removesuffix("'s").removesuffix("'")
    named = proper.is_name(scene, words, False) or any(word in proper.places for word in words)
    return Named(" ".join(words), True) if named and words[0].lower() not in _COMMON_OWNERS else None


def _is_told_by(scene: Scene, clause: Clause) -> bool:
    """Whether the subject only tells the number: "reporters at National Business Daily arrived at"."""
    if not clause.subject:
        return False
    words = words_of(scene, clause.subject[0].first, clause.subject[0].last)
    return bool(words) and words[-1].lower() in TELLERS


def _everywhere(scene: Scene, clause: Clause) -> str:
    """The phrase that says that a number is of all the world."""
    for phrase in (*clause.objects, *clause.subject, *clause.tail):
        words = words_of(scene, phrase.first, phrase.last)
        if words and words[0].removesuffix("'s").lower() in WIDE and len(words) < 4:
            return " ".join(words)
    return ""


def _labelled(scene: Scene, one: Quantity, clause: Clause) -> str:
    """The label of a counted number that is no name: "World total: 20.6 trillion tokens"."""
    if one.sort != "count" or not clause.label:
        return ""
    words = words_of(scene, clause.label[0].first, clause.label[0].last)
    same = [word.lower() for word in words] == [word.lower() for word in one.noun]
    if same or is_generic(" ".join(words)):
        return ""
    of = clause.label[1] if len(clause.label) > 1 and clause.label[1].lead in ("of", "from") else None
    return " ".join((*words, of.lead, *words_of(scene, of.first, of.last)) if of else words)


def _set_apart(scene: Scene, clause: Clause) -> str:
    """What leads in with "for": "For all models in the world, calculations arrive at 27 trillion"."""
    led = (*clause.frame, *clause.subject)
    for phrase, more in zip(led, (*led[1:], None), strict=False):
        words = words_of(scene, phrase.first, phrase.last)
        if phrase.lead == "for" and words and not is_generic(" ".join(words)):
            goes_on = more is not None and more.lead in ("in", "of")
            rest = words_of(scene, more.first, more.last) if more is not None and goes_on else []
            return " ".join((*words, *((more.lead, *rest) if more is not None and rest else ())))
    return ""


def _possessor(scene: Scene, clause: Clause, proper: Proper) -> Named | None:
    for phrases in (clause.subject, clause.objects):
        body = next((name for at in range(len(phrases)) if (name := body_of(scene, phrases, at))), "")
        if body:
            return Named(body, True)
    for phrase in (*reversed(clause.objects), *clause.subject, *clause.label, *clause.tail):
        owner, _ = split_owner(words_of(scene, phrase.first, phrase.last))
        named = owner and (proper.is_name(scene, owner, False) and owner[0].lower() not in _COMMON_OWNERS)
        if named and not _tells(owner):
            return Named(" ".join(owner[-LONGEST:]), True)
    return None


_COMMON_OWNERS = word_set(
    "country nation state city company firm government kingdom union bloc region group bank today "
    "yesterday year world month week people women men children workers farmers industry sector market "
    "economy ministry"
)


def _named_subject(scene: Scene, clause: Clause, proper: Proper) -> Named | None:
    for phrase in (*clause.subject, *clause.label):
        words = words_of(scene, phrase.first, phrase.last)
        named = proper.is_name(scene, words, begins(scene, phrase)) or any(word in proper.places for word in words)
        if named and clause.verb in _TELLING and not any(word in proper.places for word in words):
            continue
        if words and named and not phrase.lead and (clause.verb in DONE or not _tells(words)):
            return Named(" ".join((words + _of_a_body(scene, clause, phrase, words))[:LONGEST]), True)
    return None


_TELLING = REPORTS | word_set(
    "counted counts confirmed recorded records listed lists logged logs tallied flagged detected sees saw expects"
)
"""Verbs by which somebody only tells a number: "CDC confirmed 2,412 cases"."""
RULERS = word_set(
    "ministry treasury parliament senate sejm bundestag congress assembly cabinet government commission commissioner "
    "regulator legislature duma diet knesset committee department chamber house council authority"
)
"""Bodies that a rate or a quota is not about though they set it."""
_BODIES = word_set(
    "bank port city university house board court ministry council church department kingdom republic state"
)


def _of_a_body(scene: Scene, clause: Clause, phrase: Phrase, words: Sequence[str]) -> list[str]:
    """The rest of a body's name: "of Jamaica" behind "Bank"."""
    if words[-1].lower() not in _BODIES:
        return []
    behind = next((more for more in clause.subject if more.lead == "of" and 0 < more.first - phrase.last <= 2), None)
    rest = words_of(scene, behind.first, behind.last) if behind is not None else []
    return ["of", *rest] if rest and rest[0][:1].isupper() else []


def _names(scene: Scene, phrases: Iterable[Phrase], proper: Proper, leads: frozenset[str]) -> list[Named]:
    found = []
    for phrase in phrases:
        words = words_of(scene, phrase.first, phrase.last)
        named = proper.is_name(scene, words, begins(scene, phrase)) or any(word in proper.places for word in words)
        if phrase.lead == "of" and scene.word(phrase.first - 2) in RULERS and not is_place(scene, words):
            continue  # "the Ministry of Production"
        shouted = " ".join(words).isupper() and len(words[-1]) > _ACRONYM and not is_place(scene, words)
        if phrase.lead in leads and named and not shouted and not _tells(words):
            found.append(Named(" ".join(words[:LONGEST]), True))
    return found


def _doer(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """The subject in common words where the number is not its own measure: "Ferries carry 40,000 passengers"."""
    deed = deed_of(scene, one, clause)
    if deed == "price":
        return ""
    told = (one.sort == "count" and one.noun) or clause.objects or deed
    if not told or not clause.verb or not clause.subject or clause.subject[0].lead or clause.refers:
        return ""
    words = words_of(scene, clause.subject[0].first, clause.subject[0].last)
    if not words or words[-1].lower() in TELLERS | _LANDS or is_generic(" ".join(words)) or _tells(words):
        return ""
    if [word.lower() for word in words] == [word.lower() for word in one.noun]:
        return ""
    whole = completed(scene, words, clause.subject, proper)
    whole = whole + _place_behind(scene, clause) if len(whole) == len(words) else whole
    return " ".join(whole[:LONGEST])


def _place_behind(scene: Scene, clause: Clause) -> list[str]:
    """The place right behind the first phrase of the subject: "in Indonesia"."""
    if len(clause.subject) < 2 or clause.subject[1].lead not in ("in", "of", "at"):
        return []
    words = words_of(scene, clause.subject[1].first, clause.subject[1].last)
    near = clause.subject[1].first - clause.subject[0].last <= 2
    return [clause.subject[1].lead, *words] if near and is_place(scene, words) else []


def _tells(words: Sequence[str]) -> bool:
    """Whether a name is of who tells a number: an agency, a statistics office, a minister by name, a newspaper."""
    low = [word.lower() for word in words]
    return low[-1] in _OFFICES or low[0] in _OFFICES or bool(_HOLDERS.intersection(low[:-1])) or low[-1] in _AIMS


_HOLDERS = word_set(
    "minister secretary president chairman chairwoman governor spokesman spokeswoman spokesperson chief"
)
"""Offices that stand before the name of who holds them."""
_AIMS = word_set("goal target plan advice ordinance act bill decree law estimate forecast proposal budget")
_ACRONYM = 4
_LANDS = word_set("country nation state government population everyone everybody nobody people anyone")
_OFFICES = word_set(
    "agency bureau office statistics minister department spokesman spokesperson spokeswoman news times "
    "daily post reuters bloomberg xinhua afp journal administration"
)


__all__ = ["RULERS", "Named", "owner_of"]
