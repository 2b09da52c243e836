"""From a clause to what is measured, in a short phrase as a table's row head has it."""

from __future__ import annotations

from tracker.extraction.metrics.naming_clause import Clause
from tracker.extraction.metrics.naming_counts import counted_noun, done_to, share_measure, share_of
from tracker.extraction.metrics.naming_phrases import (
    LONGEST,
    Proper,
    completed,
    deed_of,
    is_generic,
    is_place,
    sole_name,
    split_owner,
    split_place,
    thing,
    uncapped,
    words_of,
)
from tracker.extraction.metrics.naming_words import AGENTS, BEING, MEASURED, PLAIN
from tracker.extraction.metrics.scene import Quantity, Scene
from tracker.extraction.text import word_set

PRICES = word_set(
    "price prices cost costs fare fares fee fees rent rents tariff tariffs rate rates toll tolls wage wages"
)


def measure_of(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """What is measured, "" where the clause does not say; a price says what it is paid for: "tariff per kwh"."""
    if one.sort == "money" and one.per in _CURRENCIES:
        told = next((word for word in scene.low[one.last - 1 : one.last + 3] if word in _CURRENCIES), one.per)
        return f"exchange rate per {told}"
    measure = _measured(scene, one, clause, proper)
    if not one.per or one.per.lower() in measure.lower():
        return measure
    return f"{measure or 'price'} per {one.per}"


_CURRENCIES = word_set("dollar euro pound yen")


def _measured(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    if one.sort == "count" and one.noun:
        return done_to(scene, one, clause, counted_noun(scene, one, clause, proper))
    if one.sort == "percent" and one.delta is None and (shared := share_of(scene, one)):
        return _led_by_of(scene, one, clause, proper) or share_measure(scene, clause, proper, shared)
    if clause.after and one.delta is None and (told := _of_subject(scene, one, clause, proper)):
        return told
    return _of_clause(scene, one, clause, proper)


def _of_subject(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """What is measured where the number is itself the subject: "61 per cent was the availability"."""
    led = _led_by_of(scene, one, clause, proper) or _right_after(scene, one, clause, proper)
    told = led or thing(scene, clause.after, proper)
    if led or not told or one.sort != "percent" or _is_measured(told.partition(" of ")[0]):
        return told
    return f"share with {told}"


def _of_clause(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """What is measured by the verb, its objects, the label and the subject of the clause."""
    deed = deed_of(scene, one, clause)
    if deed == "price" and (paid := thing(scene, clause.subject, proper)):
        return _price(scene, one, clause, paid)
    names = (
        _led_by_of(scene, one, clause, proper),
        _right_after(scene, one, clause, proper),
        _named_rate(scene, one, clause, proper),
        thing(scene, clause.objects, proper),
        thing(scene, clause.label, proper),
        "" if deed or _acts(scene, clause) else thing(scene, clause.subject, proper),
    )
    found = next((name for name in names if name and not is_generic(name)), "")
    if not found and not clause.subject:  # "Inflation rose in June, reaching a six-year high of"
        found = thing(scene, tuple(phrase for phrase in clause.frame if not phrase.lead)[:1], proper)
        found = "" if found.split()[-1:] and found.split()[-1].lower() in AGENTS else found
    found = found or next(filter(None, names), "")
    if found and not _is_measured(found) and not deed:
        found = _measured_noun(scene, clause, proper) or found
    tail = _tail_thing(scene, clause, proper, ("of",) if one.sort == "physical" else ("of", "in", "on", "for", "into"))
    return _with_tail(one, found, deed, tail) or _set_off(scene, clause, proper)


_SETS = word_set(
    "cut cuts raised raises lowered lowers held holds kept keeps left leaves hiked lifted trimmed slashed reduced "
    "increased maintained maintains retained put moved took brought"
)


def _named_rate(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """The rate that has a name of its own: "cut the Selic to 14 %", "held the Cash Rate at"."""
    if one.sort != "percent" or clause.verb not in _SETS or not clause.objects or clause.objects[0].lead:
        return ""
    words = words_of(scene, clause.objects[0].first, clause.objects[0].last)
    named = words and proper.is_name(scene, words, False) and len(words) <= _LONGEST_RATE
    return " ".join(words) if named and not is_place(scene, words) and words[-1].lower() not in AGENTS else ""


_LONGEST_RATE = 3


def _is_measured(name: str) -> bool:
    """Whether a name holds a noun that says what is measured: "consumer prices", "exports of copper"."""
    return not MEASURED.isdisjoint(word.lower() for word in name.split())


def _measured_noun(scene: Scene, clause: Clause, proper: Proper) -> str:
    """The phrase of the clause that says what is measured: "jobless rate", "penalties", whatever else is told."""
    frame = () if clause.subject else reversed(clause.frame)
    for phrase in (*clause.objects, *clause.subject, *clause.label, *frame):
        _, words = split_owner(words_of(scene, phrase.first, phrase.last))
        _, words = split_place(scene, words)
        last = words[-1].lower() if words else ""
        if last in MEASURED and phrase.lead in _MEASURE_LEADS and not is_generic(" ".join(words)):
            return " ".join(words[-LONGEST:])
    return ""


_MEASURE_LEADS = frozenset({"", "of", "in", "at", "for", "with"})


def _dimension(scene: Scene, clause: Clause, proper: Proper, words: list[str]) -> str:
    """ "1,443 kilometres long" is the length of something."""
    name = _DIMENSIONS.get(words[0].lower(), "") if len(words) == 1 else ""
    whose = thing(scene, clause.subject, proper) if name else ""
    return f"{name} of {uncapped(scene, whose)}" if name and whose else name


_DIMENSIONS = {
    "long": "length", "wide": "width", "high": "height", "tall": "height", "deep": "depth", "thick": "thickness",
    "full": "filling", "complete": "completion",
}  # fmt: skip


def _price(scene: Scene, one: Quantity, clause: Clause, paid: str) -> str:
    """What is paid for a thing; of millions it is what the thing costs or brings in as a whole."""
    first, _, rest = paid.partition(" of ")
    paid = rest if one.per and rest and first.lower() in scene.words.unit_names else paid
    if PRICES & set(paid.lower().split()):
        return paid
    if one.numeral.scaled or one.value >= _WHOLE:
        return f"cost of {uncapped(scene, paid)}" if clause.verb.startswith("cost") else paid
    return f"price of {uncapped(scene, paid)}"


_WHOLE = 1e6


def _acts(scene: Scene, clause: Clause) -> bool:
    """Whether the subject did something with the amount and is not what is measured: "the bank counted $72 million"."""
    words = words_of(scene, clause.subject[0].first, clause.subject[0].last) if clause.subject else []
    changes = clause.verb in BEING or clause.verb in scene.words.up or clause.verb in scene.words.down
    doer = bool(words) and (words[-1].lower() in AGENTS or sole_name(scene, words, clause.subject[0]))
    doer = doer and words[0].lower() not in MEASURED  # "income from visitors has passed"
    return doer and bool(clause.verb) and not changes


_DEED_LEADS = {"funding": "for", "loans": "for", "aid": "for", "funds": "for", "revenue": "from", "losses": "from"}


def _with_tail(one: Quantity, found: str, deed: str, tail: str) -> str:
    """What was found before the number, or what was done, with what the number is of: "exports of copper"."""
    named = found and not is_generic(found)
    if one.sort == "physical" and tail:
        flow = found if named and len(found.split()) < 3 else deed
        return f"{flow} of {tail}" if flow and flow not in tail else tail
    if one.sort == "money" and tail and not (found and _is_measured(found)) and _is_measured(tail.partition(" of ")[0]):
        return tail  # "homeowners paid $2.1bn in premiums"
    if not named and deed:
        return f"{deed} {_DEED_LEADS.get(deed, 'on')} {tail}" if tail else deed
    if not named and one.sort == "money" and tail:
        return tail
    return found


def _right_after(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """The noun that a number stands before like an adjective: "a 20% tariff", "its $5 million fine"."""
    if one.sort == "count" or not clause.tail or clause.tail[0].lead or clause.tail[0].first != one.last:
        return ""
    words = words_of(scene, clause.tail[0].first, clause.tail[0].last)
    if words and (dimension := _dimension(scene, clause, proper, words)):
        return dimension
    compares = bool(words) and (words[0].lower() in scene.words.more or words[0].lower() in scene.words.less)
    if words and words[0].endswith("ing") and (scene.word(clause.tail[0].first + 1) == "to" or one.sort == "count"):
        return ""  # what is done with it: "£2 million aiming to help"
    if not words or compares or words[-1].lower() in PLAIN or proper.is_name(scene, words, False):
        return ""
    return " ".join(completed(scene, words, clause.tail, proper)[:LONGEST])


def _led_by_of(scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> str:
    """The noun that a number is of: "a fee of $100", "a royalty of 8 per cent on lithium sales"."""
    if scene.word(one.head - 1) != "of":
        return ""
    phrase = next((phrase for phrase in clause.phrases if phrase.last == one.head - 1), None)
    words = split_owner(words_of(scene, phrase.first, phrase.last))[1] if phrase else []
    if not words or is_generic(" ".join(words)) or proper.is_name(scene, words, False):
        return ""
    tail = clause.tail[:1] if clause.tail and clause.tail[0].lead in ("on", "for") else ()
    for more in tail:
        rest = words_of(scene, more.first, more.last)
        if rest and len(rest) < 4 and more.first <= one.last + 3 and not is_generic(" ".join(rest)):
            words = words if proper.is_name(scene, rest, False) else [*words, more.lead, *rest]
    return " ".join(words[:LONGEST])


def _set_off(scene: Scene, clause: Clause, proper: Proper) -> str:
    """What leads in with "for" or "on": "For haddock the parties went the other way: 153,293 tonnes"."""
    for phrase in reversed(clause.frame):
        words = words_of(scene, phrase.first, phrase.last)
        if phrase.lead in ("for", "on") and words and not proper.is_name(scene, words, False):
            return " ".join(words[:LONGEST])
    return ""


def _tail_thing(scene: Scene, clause: Clause, proper: Proper, leads: tuple[str, ...]) -> str:
    if not clause.tail or clause.tail[0].lead not in leads:
        return ""
    words = words_of(scene, clause.tail[0].first, clause.tail[0].last)
    if not words or is_place(scene, words):
        return ""
    whole = (
        completed(scene, words, clause.tail, proper)
        if clause.tail[1:2] and clause.tail[1].lead in ("of", "for")
        else words
    )
    return " ".join(whole[:LONGEST])


__all__ = ["measure_of"]
