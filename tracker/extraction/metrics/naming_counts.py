"""What a count or a share is called: "teachers hired", "votes against", "wind power as share of electricity"."""

from __future__ import annotations

from tracker.extraction.metrics.naming_clause import Clause
from tracker.extraction.metrics.naming_phrases import (
    Proper,
    is_generic,
    split_owner,
    split_place,
    thing,
    trimmed,
    uncapped,
    words_of,
)
from tracker.extraction.metrics.naming_verbs import is_verb
from tracker.extraction.metrics.naming_words import AGENTS, DETERMINERS, DONE, NOUNS_TOO, OWN, REPORTS, TELLERS
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

_COUNTED = frozenset({"of", "with", "for", "from", "in", "on", "at", "across"})


_LONGEST_SHARE = 6


def counted_noun(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """The counted phrase as written, with what tells it from others: "users of generative AI"."""
    own = [t.text for t in scene.tokens[one.first : one.last] if t.text.lower() in one.noun]
    base = own if [word.lower() for word in own] == list(one.noun) else list(one.noun)
    if len(base) > 2 or not clause.tail or clause.tail[0].lead not in _COUNTED:
        return " ".join(base)
    first = clause.tail[0]
    words = words_of(scene, first.first, first.last)
    none = first.first > one.last + 3 or not words or len(words) > 4 or is_generic(" ".join(words))
    if none or proper.is_name(scene, words, False):
        return " ".join(base)
    return " ".join((*base, first.lead, *words))


def done_to(scene: Scene, one: Quantity, clause: Clause, noun: str) -> str:
    """What is counted, with what was done to it: "teachers hired", "people killed", "patients waiting"."""
    if one.noun[-1] == "votes":
        return _votes(scene, one, noun)
    at = one.last
    while at < one.last + 4 and scene.word(at) in _AUXILIARIES:
        at += 1
    after = scene.word(at)
    if after in ("died", "die") and one.noun[-1] in ("people", "persons", "men", "women", "children"):
        return "deaths" if one.noun[-1] in ("people", "persons") else f"deaths of {noun}"
    passive = DONE.get(after) if at > one.last or after.endswith("ed") else None
    if at > one.last and after in _STATES:
        passive = after
    active = DONE.get(clause.verb) if clause.subject and not clause.after else None
    done = passive or active
    return f"{noun} {done}" if done and done not in noun.lower().split() else noun


def _votes(scene: Scene, one: Quantity, noun: str) -> str:
    """ "176 votes to 142": the first are for it, the second against."""
    others = [q for q in scene.quantities if q.unit == one.unit and q is not one and not q.refusal]
    ahead = any(scene.low[one.last : q.head] in (["to"], ["against"]) for q in others if q.head >= one.last)
    behind = any(scene.low[q.last : one.head] in (["to"], ["against"]) for q in others if q.last <= one.head)
    if scene.word(one.last) in ("for", "against") or not (ahead or behind):
        return f"{noun} {scene.word(one.last)}" if scene.word(one.last) in ("for", "against") else noun
    return f"{noun} for" if ahead else f"{noun} against"


_AUXILIARIES = word_set("was were are is be been being have has had will would to still now already also currently")


_STATES = word_set("waiting missing homeless unemployed jobless")


def share_of(scene: Scene, one: Quantity) -> str:
    """What a percentage is a share of: "34 percent of Germany's electricity"."""
    at = one.last + (scene.word(one.last) in ("coverage", "share"))
    if scene.word(at) != "of" or (at + 1 < len(scene.tokens) and scene.date_at(at + 1)):
        return ""
    words: list[str] = []
    for n in range(at + 1, min(at + 9, len(scene.tokens))):
        low = scene.low[n]
        if not words and (low in DETERMINERS or low in OWN or scene.tokens[n].kind == "number"):
            continue
        ends = (
            low in scene.words.breaks
            or (low in scene.words.verbs and low not in NOUNS_TOO)
            or is_verb(scene, n)
            or scene.date_at(n)
        )
        if scene.tokens[n].kind == "mark" or (words and ends) or len(words) == _LONGEST_SHARE:
            break
        words.append(scene.tokens[n].text)
    return " ".join(trimmed(words))


_ECONOMY = frozenset({"GDP", "GNI", "GNP", "gross domestic product", "national income", "economic output"})
_OF_GDP = word_set(
    "deficit deficits surplus surpluses debt debts spending revenue revenues investment reserves subsidies deposits "
    "remittances exports imports outlay expenditure borrowing shortfall gap balance"
)
"""What is told as a share of an economy, and names the number better than the share does."""


_LONGEST_OF = 3


def _named(scene: Scene, clause: Clause) -> list[list[str]]:
    """The words of the phrases before a number, nearest first."""
    before = (*reversed(clause.objects), *reversed(clause.subject), *clause.label, *reversed(clause.frame))
    told = (split_owner(words_of(scene, phrase.first, phrase.last))[1] for phrase in before)
    return [words for each in told if (words := split_place(scene, each)[1])]


def share_measure(scene: Scene, clause: Clause, proper: Proper, shared: str) -> str:
    """ "share of electricity", and whose share it is where that is told: "wind power as share of electricity"."""
    _, bare = split_owner(shared.split())
    whole = " ".join(bare) or shared
    if whole.upper() in _ECONOMY or whole.lower() in _ECONOMY:
        of = next((words for words in _named(scene, clause) if words[-1].lower() in _OF_GDP), None)
        if of is not None:
            return f"{uncapped(scene, ' '.join(of[-_LONGEST_OF:]))} as share of {whole}"
    first = clause.subject[:1]
    if not clause.verb or clause.verb in REPORTS or clause.refers or (first and first[0].lead):
        return f"share of {whole}"
    holder = thing(scene, clause.subject, proper)
    told = holder and not is_generic(holder) and holder.split()[-1].lower() not in TELLERS | AGENTS
    if not told or set(holder.lower().split()) & {"share", *whole.lower().split()}:
        return f"share of {whole}"
    return f"{uncapped(scene, holder)} as share of {whole}"


__all__ = ["counted_noun", "done_to", "share_measure", "share_of"]
