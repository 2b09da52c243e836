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
SETTLED = (("on", "hold"), ("no", "change"), ("point", "off"), ("points", "off"), ("where", "it"))
DOUBTED = word_set(
    "could might would may should expected expect expects forecast likely see if analysts economists traders markets "
    "investors poll survey ready until when whether urged bet bets priced since after before will mortgage exchange"
)


def rates_settled(roles: Roles, words: Words) -> Iterator[Nominal]:
    """What a central bank named in the sentence did with its rate, told by "on hold", "no change" or "a point off"."""
    if RATES.isdisjoint(words.present) or not DOUBTED.isdisjoint(words.present):
        return
    bank = next((a for a in roles.scene.agents if any(b in f"{a.name} {a.head}".lower() for b in BANKS)), None)
    at = next((i for i in range(words.size - 1) if words.low[i : i + 2] in SETTLED), None)
    rate = next((i for i in range(words.size) if words.low[i] in RATES), None)
    if bank is None or at is None or rate is None or not -4 <= rate - at <= 8:
        return
    why = (
        f"accepted because: {words.text_of(bank.first, bank.last)} + rate {words.text_of(at, at + 2)} ({Stage.ADOPTED})"
    )
    thing = Thing(rate, rate + 1, Instrument.DECISION, False, False)
    yield Tie(bank, 4.0, "sets the rate"), thing, Instrument.DECISION, Stage.ADOPTED, why
