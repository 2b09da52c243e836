"""The noun that a number counts, in the singular: "foreign-invested telecommunications enterprises" → enterprise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.extraction.metrics.scene import Scene
from tracker.extraction.text import word_set


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read: `last` is the token after it, `factor` what the number is to be multiplied by."""

    name: str
    sort: str
    last: int
    factor: float = 1.0
    noun: tuple[str, ...] = ()


_PEOPLE_OF = re.compile(r"[A-Z][a-zà-ÿ]+s$")
_OWN_PEOPLES = word_set(
    "dane swede finn pole turk spaniard briton scot serb croat slovene slovak czech kazakh filipino"
)


def _people_of(scene: Scene, at: int) -> bool:
    """Whether a token names the people of a country: "Indonesians", "Danes"."""
    text = scene.tokens[at].text
    return bool(_PEOPLE_OF.match(text)) and (text[:-1] in scene.words.places or text[:-1].lower() in _OWN_PEOPLES)


def singular(word: str, plurals: Mapping[str, str]) -> str:
    """A plural noun in the singular."""
    known = plurals.get(word)
    stem, dash, last = word.rpartition("-")
    if dash and last in plurals and not known:
        return f"{stem}-{plurals[last]}"
    if word.endswith("children") and not known:
        return word[:-3]
    if known:
        return known
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "buses")) or (word.endswith("oes") and len(word) > 4):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def is_plural(scene: Scene, word: str) -> bool:
    """Whether a word in lower case is a plural noun, as far as its ending and the vocabulary tell."""
    words = scene.words
    last = word.rpartition("-")[2]
    if word.endswith(("children", "women", "people", "fishermen", "folk")):
        return True
    if word in words.plurals or last in words.plurals:
        return word.islower() and word not in ("gpu",)
    return (
        len(last) > 2 and last.endswith("s") and not last.endswith(("ss", "us", "is")) and last not in words.not_plural
    )


def counted(scene: Scene, at: int) -> Unit | None:
    """The counted noun of the phrase from token `at` on: its last word of the first plural run, in the singular."""
    at += scene.word(at) in ("weekly", "daily", "monthly", "annual", "yearly") and scene.word(at + 1).isalpha()
    at += scene.word(at) == "such"
    at += scene.word(at) in ("more", "other", "further", "fewer", "additional") and scene.word(at + 1) != "than"
    if scene.word(at) == "(" and (after := _bracket(scene, at)) is not None and scene.word(after).isalpha():
        at = after
    run, heads = noun_phrase(scene, at)
    if scene.word(at) == "head" and scene.word(at + 1) in _BEHIND_HEAD:
        return _head(scene, at)
    if not heads:
        return None
    if scene.low[heads[-1]] in _SORTS and scene.word(heads[-1] + 1) == "of":
        return counted(scene, heads[-1] + 2)
    head = heads[-1]
    words = [scene.low[i] + _number_of_name(scene, i) for i in run if i <= head]
    low = scene.low[head]
    two = " ".join(words[-2:])
    if two in scene.words.compound_units:
        return Unit(scene.words.compound_units[two], "count", head + 1, 1.0, tuple(words))
    one = "person" if _people_of(scene, head) else singular(low, scene.words.plurals)
    compound = f"{words[-2]} {one}" if len(words) > 1 else one
    name = compound if compound in scene.words.compounds else one
    return Unit(name, "count", head + 1, 1.0, tuple(words))


def _number_of_name(scene: Scene, at: int) -> str:
    """The number that a name is written in one with: the 9 of "K9 howitzers"."""
    told = at + 1 < len(scene.tokens) and scene.tokens[at + 1].kind == "number" and scene.joined(at + 1)
    return scene.low[at + 1] if told else ""


_BEHIND_HEAD = word_set("of a per , . ; in this last on from to were was at and") | {""}
_SORTS = frozenset({"kinds", "types", "sorts", "varieties", "categories"})


def _head(scene: Scene, at: int) -> Unit:
    """ "1,000 head of cattle" are cattle, "1,000 head" are head."""
    below = noun_phrase(scene, at + 2)[1] if scene.word(at + 1) == "of" else []
    if not below or below[0] != at + 2:
        return Unit("head", "count", at + 1, 1.0, ("head",))
    return Unit(singular(scene.low[below[0]], scene.words.plurals), "count", below[0] + 1, 1.0, (scene.low[below[0]],))


_OBJECTS = word_set("its their his her the an")
_NEVER_NOUNS = word_set(
    "asks goes comes takes makes gives gets puts sees tells adds wants seeks keeps lies brings becomes remains exceeds "
    "reaches lets leads means hopes needs says consumes requires equals arrives sits sells fetches retails"
)


def noun_phrase(scene: Scene, at: int) -> tuple[list[int], list[int]]:
    """(tokens of the phrase, its first run of plurals)."""
    run: list[int] = []
    heads: list[int] = []
    while at < len(scene.tokens) and len(run) < 9:
        token, low = scene.tokens[at], scene.low[at]
        if token.kind == "mark":
            skipped = _bracket(scene, at) if run and not heads else None
            if skipped:
                at = skipped
                continue
            if low in ("&", "-", "/", "+") and run and scene.joined(at) and not heads:
                at += 1
                continue
            break
        if run and run[-1] == at - 1 and not heads and _runs_on(scene, at):
            at += 1
            continue
        if token.kind == "number" and not (
            at + 1 < len(scene.tokens) and scene.joined(at + 1) and scene.tokens[at + 1].kind == "word"
        ):
            break
        if low in scene.words.breaks or low.endswith("'s") or scene.date_at(at):
            break
        if low in ("changed", "change") and scene.word(at + 1) == "hands":
            break
        plural = _is_head(scene, at, bool(heads))
        if plural and run and scene.word(at + 1) in _OBJECTS and scene.tokens[run[-1]].text[0].isupper():
            break  # "12 Vermont deletes its register" counts nothing: the word is a verb
        if heads and not plural:
            break
        run.append(at)
        if plural:
            heads.append(at)
        at += 1
    return run, heads


def _is_head(scene: Scene, at: int, again: bool) -> bool:
    """Whether a word may be what is counted; `again`: behind another that is."""
    low = scene.low[at]
    plural = is_plural(scene, low) or (low.endswith("is") and _people_of(scene, at))
    return plural and not (again and low in scene.words.verbs_in_s) and low not in _NEVER_NOUNS


def _runs_on(scene: Scene, at: int) -> bool:
    """Whether a phrase goes on behind what is no word of it: the 9 of "K9", "small and marginal farmers"."""
    if scene.tokens[at].kind == "number":
        return scene.joined(at)
    return scene.low[at] == "and" and _both(scene, at)


def _both(scene: Scene, at: int) -> bool:
    """ "small and marginal farmers", "govt and govt-aided schools": two words that say which of them."""
    word, following = scene.word(at + 1), scene.word(at + 2)
    adjective = word.isalpha() or "-" in word
    return adjective and word not in scene.words.breaks and not is_plural(scene, word) and is_plural(scene, following)


def _bracket(scene: Scene, at: int) -> int | None:
    """The token after a short bracket within a phrase: "token (词元) calls"."""
    if scene.low[at] != "(":
        return None
    for stop in range(at + 1, min(at + 6, len(scene.tokens))):
        if scene.low[stop] == ")":
            return stop + 1
    return None
