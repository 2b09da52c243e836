"""What a state offers to whoever bids: rights to use what is its own, or orders for what it buys.

Rules of `families`: who wins a round for spectrum, oil blocks or a terminal has leave to use it; who wins one for buses
or power sells it under a programme.
"""

from __future__ import annotations

from itertools import pairwise

from tracker.extraction.policies.told import Told
from tracker.extraction.policies.words import word_set
from tracker.model import Instrument

OFFERED = word_set(
    "auction auctions auctioned tender tenders bid bids bidding round rounds window call calls sale sales offer offers "
    "applications proposals expressions request hammer"
)
CONTRACTS = word_set("contract contracts agreement agreements")
RUNNING = word_set("run operate manage develop explore mine drill prospect use")
DEADLINES = word_set("deadline deadlines date")
ENDS = word_set("for of to in")
REACH = 9


def leave_to_use(told: Told) -> Instrument | None:
    """ "opened an auction of spectrum", "called for bids to run the terminal", "put six blocks up for auction"."""
    own, act, low = told.deed.own, told.deed.act, told.words.low
    noun = told.noun or told.entry.phrase
    if OFFERED.isdisjoint(noun):
        return None
    first, last = (own.first, own.last) if own is not None else (act.first, act.last)
    near = low[max(0, first - 4) : last + REACH]
    return Instrument.AUTHORIZATION if _is_a_right(told, near) else None


def _is_a_right(told: Told, near: tuple[str, ...]) -> bool:
    """Whether the words around a round name what is a state's own and others may use."""
    pairs = {f"{one} {other}" for one, other in pairwise(near)}
    if not (told.lists["rights"].isdisjoint(near) and told.lists["rights"].isdisjoint(pairs)):
        return True
    mined = not (CONTRACTS.isdisjoint(near) or told.lists["minerals"].isdisjoint(near))
    runs = any(one == "to" and other in RUNNING for one, other in pairwise(near))
    return mined or runs


def deadline_of_a_round(told: Told) -> Instrument | None:
    """ "extended the deadline for its bidding round": the form of the round."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in DEADLINES or low[own.last : own.last + 1] == ():
        return None
    if low[own.last] not in ENDS:
        return None
    offered = (t for t in told.things if own.last < t.first < own.last + 6 and t.form is Instrument.PROGRAMME)
    offer = next((t for t in offered if not OFFERED.isdisjoint(low[t.first : t.last])), None)
    if offer is None:
        return None
    near = low[offer.first : offer.last + REACH]
    return Instrument.AUTHORIZATION if _is_a_right(told, near) else Instrument.PROGRAMME


def round_of_contracts(told: Told) -> Instrument | None:
    """ "froze the lithium contract round", "put off the tender for petroleum contracts": no agreement yet."""
    own, low = told.deed.own, told.words.low
    if own is None or OFFERED.isdisjoint(low[max(0, own.first - 4) : own.last + 2]):
        return None
    return Instrument.AUTHORIZATION if _is_a_right(told, low[max(0, own.first - 4) : own.last + REACH]) else None
