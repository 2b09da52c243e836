"""Rates told without a verb that sets them: "Half a point off the cash rate: the Reserve Bank went further".

The finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.roles import Roles, Tie
from tracker.extraction.policies.told import BANKS
from tracker.extraction.policies.words import Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
RATES = word_set("rate rates")
POLICY = word_set("policy key base benchmark main cash repo reference selic interest")
SETTLED = (("on", "hold"), ("no", "change"), ("point", "off"), ("points", "off"), ("where", "it"))
DOUBTED = word_set(
    "could might would may should expected expect expects forecast likely see if analysts economists traders markets "
    "investors poll survey ready until when whether urged bet bets priced since after before will mortgage exchange"
)


def _is_new(words: Words, at: int) -> bool:
    """ "That is the new policy rate of the Bank of Ghana, voted on Wednesday": told by what it is now."""
    led = words.low[at] == "new" and not POLICY.isdisjoint(words.low[at + 1 : at + 3])
    return led and not RATES.isdisjoint(words.low[at + 1 : at + 4]) and any(w[:1].isdigit() for w in words.low)


def rates_settled(roles: Roles, words: Words) -> Iterator[Nominal]:
    """What a central bank named in the sentence did with its rate, told by "on hold", "no change" or "a point off"."""
    if RATES.isdisjoint(words.present) or not DOUBTED.isdisjoint(words.present):
        return
    bank = next((a for a in roles.scene.agents if any(b in f"{a.name} {a.head}".lower() for b in BANKS)), None)
    at = next((i for i in range(words.size - 1) if words.low[i : i + 2] in SETTLED or _is_new(words, i)), None)
    rate = next((i for i in range(words.size) if words.low[i] in RATES), None)
    if bank is None or at is None or rate is None or not -4 <= rate - at <= 8:
        return
    why = (
        f"accepted because: {words.text_of(bank.first, bank.last)} + rate {words.text_of(at, at + 2)} ({Stage.ADOPTED})"
    )
    thing = Thing(rate, rate + 1, Instrument.DECISION, False, False)
    yield Tie(bank, 4.0, "sets the rate"), thing, Instrument.DECISION, Stage.ADOPTED, why
