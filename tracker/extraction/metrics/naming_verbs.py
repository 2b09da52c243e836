"""Which words of a sentence are its verbs, as far as the vocabulary and the words beside them tell."""

from __future__ import annotations

from tracker.extraction.metrics.naming_words import (
    ACTS,
    CUTS,
    DETERMINERS,
    MODALS,
    NOUNS_TOO,
    OWN,
    PASTS,
    PLAIN,
    PREPOSITIONS,
    PRONOUNS,
    REPORTS,
)
from tracker.extraction.metrics.scene import Scene
from tracker.extraction.text import word_set

_MODIFIES = word_set(
    "a an the its their his this that of in by for on with from under at between among per our each every"
)


_AFTER_PARTICIPLE = word_set("a an the its at to by from up on into over more no another out down off back home aside")


def is_verb(scene: Scene, place: int) -> bool:
    """Whether a word is a finite verb, as far as the vocabulary and its neighbours tell.

    Asked only when all quantities of the sentence are found; each number of it asks about the same words.
    """
    found = scene.verbs.get(place)
    if found is None:
        found = scene.verbs[place] = _is_verb(scene, place)
    return found


def _is_verb(scene: Scene, place: int) -> bool:
    low = scene.low[place]
    if not scene.tokens[place].text.islower():
        return False
    before = scene.word(place - 1)
    if low.endswith("s") and low not in _NO_NOUN and not before.endswith(_NOUN_ENDS) and _stands_as_noun(scene, place):
        return False
    if low == "worth" and before not in _BE_OR_HAVE and before.isalpha():
        return False  # "sold seafood worth 16 billion" tells what was sold
    ranks = low in _RANKS and scene.word(place + 1) in ("with", "by") and scene.tokens[place - 1].text[:1].isupper()
    if ranks or before in _WILL or (low in ACTS and _after_modal(scene, place)):
        return ranks or (not low.endswith("ly") and low not in PLAIN)
    if low in NOUNS_TOO and (
        scene.word(place + 1) == "of"
        or _is_governed(scene, place)
        or _a_verb_follows(scene, place)
        or _is_of_amount(scene, place)
    ):
        return False
    return _is_finite(scene, place, low, before)


_RANKS = frozenset({"lead", "leads", "top", "tops", "head", "heads"})
_TAKEN = word_set(
    "taken given sold held put had run fallen foreseen sent paid made built bought brought cut set kept spent lost "
    "lent met fed won shown grown drawn driven flown thrown worn written begun risen gone come become "
    "done seen told caught"
)
"""Participles that do not end as others do."""
_BE_OR_HAVE = word_set("is are was were be been being has have had")


def _is_participle(scene: Scene, place: int, low: str) -> bool:
    """Whether a participle stands behind "be" or "have": "may be taken", "had fallen back", "are now foreseen"."""
    if low not in _TAKEN and not (low.endswith("ed") and len(low) > 4):
        return False
    at = place - 1
    while at > 0 and (scene.low[at] in PLAIN or scene.low[at].endswith("ly")):
        at -= 1
    return at >= 0 and scene.low[at] in _BE_OR_HAVE


def _leads_to_amount(scene: Scene, place: int, low: str) -> bool:
    """Whether a past stands right before an amount, behind a noun: "Subsidies for fuel devoured LE 154 billion".

    So does the plain form of a verb that is seldom a noun: "growers in Bouaké get 1,200 francs".
    """
    if place == 0 or not (low in _PLAIN_FORMS or (low.endswith("ed") and len(low) > 4)):
        return False
    noun = scene.tokens[place - 1].kind == "word" and not small(scene.low[place - 1])
    return noun and any(one.head == place + 1 for one in scene.quantities)


_PLAIN_FORMS = word_set(
    "get face need owe earn pay hold own employ spend receive grow produce sell buy keep lose send make burn eat drink "
    "carry serve"
)
_STANDING = word_set("stand sit run come amount hover stay lie remain average total hold")


def _stands_at(scene: Scene, place: int, low: str) -> bool:
    """ "Applications stand at 47.3 lakh", "the stocks now run to 47 million": the plural of "stands at"."""
    if low not in _STANDING or scene.word(place + 1) not in ("at", "to"):
        return False
    at = place - 1
    while at > 0 and scene.low[at] in PLAIN:
        at -= 1
    many = at >= 0 and scene.low[at].endswith("s") and len(scene.low[at]) > _SHORT_PLURAL
    return many and any(place + 1 < one.head <= place + 4 for one in scene.quantities)


_SHORT_PLURAL = 3
_MONEY = frozenset("$€£¥₹₦₩₱₫₺")


def _is_finite(scene: Scene, place: int, low: str, before: str) -> bool:
    if _is_participle(scene, place, low) or _leads_to_amount(scene, place, low) or _stands_at(scene, place, low):
        return True
    if low in _SUMS and _counts(scene, place + 1):
        return before.endswith("s") or scene.word(place - 2) in ("in", "of", "for", "on", "at")
    if before == "," and (
        low in _LEADING or (low.endswith("ing") and (low in scene.words.up or low in scene.words.down))
    ):
        return True
    if low in ACTS and _begins_what_is_done(scene, place, before):
        return True
    if low in scene.words.verbs or low in REPORTS:
        return before not in _MODIFIES and not before.endswith(("'s", "s'"))
    goes_on = scene.word(place + 1) in _AFTER_PARTICIPLE or _counts(scene, place + 1)
    listed = scene.word(place + 1) in ("or", "and") and scene.word(place + 2).endswith("ed")
    past = low in PASTS or (low.endswith("ed") and (goes_on or listed))
    return (past and before not in _MODIFIES) or _third_person(scene, place)


def _counts(scene: Scene, place: int) -> bool:
    """Whether a number stands at a token, or what leads up to one: "burned 56 million", "employed about 300"."""
    if place >= len(scene.tokens):
        return False
    return scene.tokens[place].kind == "number" or scene.low[place] in _LEADS_UP


_LEADS_UP = word_set("about nearly almost some around roughly just only $ € £ ¥ as")


_LEADING = word_set(
    "reaching bringing taking totalling totaling hitting making pushing leaving putting earning netting grossing "
    "yielding costing fetching employing killing"
)
"""Participles behind a comma that lead to a number: "rose in June, reaching 40"."""


def _begins_what_is_done(scene: Scene, place: int, before: str) -> bool:
    """ "The Maldives charge tourists": a plain form that is a verb."""
    many = before.endswith("s") and scene.tokens[place - 1].text in scene.words.places
    return place > 0 and many and not _a_verb_follows(scene, place)


_WILL = word_set("will would can could might must shall should cannot")


_SUMS = word_set("number average total")


def _a_verb_follows(scene: Scene, place: int) -> bool:
    """Whether a verb that is nothing else stands later in the clause: "copper exports from Peru totalled"."""
    for at in range(place + 1, min(place + 12, len(scene.low))):
        low = scene.low[at]
        if scene.tokens[at].kind != "word" or low in CUTS or low == "than":
            return False
        if low == "to" and scene.word(at + 1) in ACTS:
            return False
        told = low in scene.words.verbs or low in MODALS
        if told and low not in NOUNS_TOO and low not in ("to", "not"):
            return scene.word(at - 1) not in MODALS and scene.word(at - 1) not in ("and", "or", "by", "of", "a", "the")
    return False


def _is_governed(scene: Scene, place: int) -> bool:
    """Whether a word stands in a phrase that a verb has begun: "lifted its milk price forecast"."""
    at = place - 1
    while at > 0 and place - at < 5 and not small(scene.low[at]) and scene.tokens[at].kind == "word":
        at -= 1
    if scene.low[at] == "of" and at < place - 1:  # "cut the number of study permits to"
        at -= 1
        while at > 0 and place - at < 8 and not small(scene.low[at]) and scene.tokens[at].kind == "word":
            at -= 1
    if at < 1 or at == place - 1 or scene.low[at] not in DETERMINERS | OWN:
        return False
    verb = scene.low[at - 1]
    return verb in scene.words.verbs or verb in PASTS or (verb.endswith("ed") and len(verb) > 4)


def _is_of_amount(scene: Scene, place: int) -> bool:
    """ "$3.4 million in federal support": the noun of what the number is of."""
    at = place - 1
    while at > place - 5 and at > 0 and scene.tokens[at].kind == "word" and not small(scene.low[at]):
        at -= 1
    return small(scene.word(at)) == "lead" and any(one.last == at for one in scene.quantities)


def _third_person(scene: Scene, place: int) -> bool:
    """ "The department thinks of", "the fund expects 300": a verb by its ending and what stands around it."""
    low = scene.low[place]
    if not low.endswith("s") or (low[:-1] not in ACTS and low[:-2] not in ACTS):
        return False
    noun_before = place > 0 and scene.tokens[place - 1].kind == "word" and not small(scene.low[place - 1])
    if not noun_before:
        return False
    by_a_state = scene.tokens[place - 1].text in scene.words.places and not _a_verb_follows(scene, place)
    return by_a_state or scene.word(place + 1) in _AFTER_PARTICIPLE or _counts(scene, place + 1)


def _after_modal(scene: Scene, place: int) -> bool:
    """Whether "to" or "will" stands before a word, adverbs between passed over."""
    at = place - 1
    while at >= 0 and (scene.low[at] in PLAIN or scene.low[at].endswith("ly")):
        at -= 1
    return at >= 0 and scene.low[at] in MODALS


_NO_NOUN = frozenset({"is", "was", "has", "does", "says", "goes", "sees", "gets", "gives", "becomes"})


_NOUN_ENDS = ("'s", "s'")


def _stands_as_noun(scene: Scene, place: int) -> bool:
    """Whether a word that may be verb or noun is a noun by what follows: "imports rose", "exports:", "sales of"."""
    after, kind = scene.word(place + 1), scene.tokens[place + 1].kind if place + 1 < len(scene.tokens) else "mark"
    return after == "of" or (kind == "mark" and after not in _MONEY) or after in scene.words.verbs


_SMALL = {
    **dict.fromkeys(DETERMINERS, "skip"),
    **dict.fromkeys(PRONOUNS - DETERMINERS, "pronoun"),
    **dict.fromkeys(CUTS - {"that"}, "cut"),
    **dict.fromkeys(PREPOSITIONS, "lead"),
    **dict.fromkeys(OWN, "own"),
}


def small(low: str) -> str:
    """What a small word is to the chunker; "" for all others."""
    return _SMALL.get(low, "")


__all__ = ["is_verb", "small"]
