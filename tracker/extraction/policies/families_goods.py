"""What is told of stocks, seas, quotas and premiums: a sale out of a reserve, a fishing season, an insurer's rates.

Rules of `families`: each corrects the form that the words say, None where it has nothing to say.
"""

from __future__ import annotations

from tracker.extraction.policies.told import Told, is_court
from tracker.extraction.policies.words import word_set
from tracker.model import Instrument, Stage

RESERVES = word_set("reserve reserves stockpile stockpiles stockpiled buffer")
MONEY = word_set("bank rate rates requirement ratio currency dollars foreign")
TRADED = word_set(
    "sale sales sell sells sold selling tender auction auctions lend lends lent loan release releases hammer"
)
SEASONS = word_set("season seasons")
CLOSING = word_set("close end shut")
OPENING = word_set("open opens opened opening reopen reopens start starts begin begins extend extends extended prolong")
LETTING = word_set("approve clear allow grant accept authorise authorize")
OVER_QUOTA = word_set("above over beyond outside")
QUOTAS = word_set("quota quotas")
AMOUNTS = word_set("amount amounts volume volumes quantity quantities")
CODES = word_set("code codes")
BUYING = word_set("purchase procurement acquisition buying appointment")
DUTIES = word_set("duty duties")
LEVELS = word_set("zero nil half about around nearly almost over under between at")
PARTS = word_set("article articles provision provisions section sections clause clauses")
TELLING = word_set("tell instruct direct force compel oblige")
PRICED = word_set("tariff tariffs price prices fare fares fee fees")
DECREES = word_set("decree ordinance regulation")
REACH = 14


def out_of_a_reserve(told: Told) -> Instrument | None:
    """ "suspended its sales of rice from the state reserve", "changed the terms on which it lends out rice"."""
    present = told.words.present
    if RESERVES.isdisjoint(present) or told.lists["goods"].isdisjoint(present) or TRADED.isdisjoint(present):
        return None
    return Instrument.PROGRAMME if MONEY.isdisjoint(present) else None


def season_opened(told: Told) -> Instrument | None:
    """ "opened the anchovy season", "a resolution that opens the hunting season": leave to catch."""
    present, own, act = told.words.present, told.deed.own, told.deed.act
    if SEASONS.isdisjoint(present) or told.lists["catches"].isdisjoint(present):
        return None
    first = own.last if own is not None and own.last > act.first else act.first
    behind = told.words.low[first : first + REACH]
    return Instrument.AUTHORIZATION if not (OPENING.isdisjoint(behind) or SEASONS.isdisjoint(behind)) else None


def season_closed(told: Told) -> Instrument | None:
    """ "closed the squid season", "the crab season was ended early": nobody may catch any more."""
    closed = told.deed.act.entry.phrase[0] in CLOSING and told.deed.own is not None
    return Instrument.RESTRICTION if closed and not SEASONS.isdisjoint(told.noun) else None


def rates_of_an_insurer(told: Told) -> Instrument | None:
    """ "approved an average rise in the premiums of an insurer": a firm has leave to charge more."""
    if told.entry.phrase[0] not in LETTING:
        return None
    insured = "insurance" in told.called or not told.lists["insured"].isdisjoint(told.words.present)
    return Instrument.AUTHORIZATION if insured else None


def duty_free_amount(told: Told) -> Instrument | None:
    """ "steel above quota will be charged 50%", "lowers the duty-free amount of steel": trade is limited."""
    low, present = told.words.low, told.words.present
    if "duty-free" in present or "tariff-free" in present:
        return Instrument.RESTRICTION if not (AMOUNTS | QUOTAS).isdisjoint(present) else None
    if QUOTAS.isdisjoint(present):
        return None
    over = any(low[at] in QUOTAS and not OVER_QUOTA.isdisjoint(low[max(0, at - 3) : at]) for at in range(len(low)))
    return Instrument.RESTRICTION if over else None


def part_of_a_named_act(told: Told) -> Instrument | None:
    """ "suspended the higher excise in the Finance Act 2031": what is stopped is a part of the law."""
    own, words = told.deed.own, told.words
    if own is None or told.entry.stage not in (Stage.SUSPENDED, Stage.REPEALED):
        return None
    laws = (t for t in told.things if t.form is Instrument.LAW and own.last < t.first <= own.last + 8)
    law = next((t for t in laws if words.capital(t.last - 1) and words.low[t.last - 1] == "act"), None)
    inside = law is not None and "the" in words.low[law.first - 2 : law.first]
    inside = inside and not {"in", "of"}.isdisjoint(words.low[own.last : law.first if law is not None else own.last])
    return Instrument.LAW if inside else None


def bought_by_a_state(told: Told) -> Instrument | None:
    """ "A committee of the cabinet gave its approval to the purchase of 9 million doses": it decides for itself."""
    if not any(word in told.called for word in ("cabinet", "government", "council of ministers")):
        return None
    last = told.deed.act.last
    return Instrument.DECISION if not BUYING.isdisjoint(told.words.low[last : last + 9]) else None


def duty_to_do(told: Told) -> Instrument | None:
    """ "the duty to take milk from new farms" is no tax."""
    own, low = told.deed.own, told.words.low
    if own is None or told.noun[-1] not in DUTIES or low[own.last : own.last + 1] != ("to",):
        return None
    after = low[own.last + 1] if own.last + 1 < len(low) else ""
    return Instrument.REGULATION if after.isalpha() and after not in LEVELS else None


def part_of_a_law(told: Told) -> Instrument | None:
    """ "The Constitutional Council struck down the article that did away with the zones": a part of a law."""
    if told.noun[-1:] == () or told.noun[-1] not in PARTS:
        return None
    return Instrument.LAW if "constitutional" in told.called and is_court(told.deed) else None


def by_a_decree(told: Told) -> Instrument | None:
    """ "By a decree published on Thursday the ministry fixed the tariffs": a rule, and no ruling."""
    low = told.words.low
    led = low[0] == "by" and not DECREES.isdisjoint(low[1:5]) and not PRICED.isdisjoint(told.words.present)
    return Instrument.REGULATION if led and not is_court(told.deed) else None


def order_to_one(told: Told) -> Instrument | None:
    """ "told Meralco to hand back 19 billion pesos": what one firm must do is decided, and no rule."""
    phrase, act, words = told.entry.phrase, told.deed.act, told.words
    if phrase[1:] != ("*", "to") or phrase[0] not in TELLING or words.title_case:
        return None
    first = act.at + 1
    firm = words.capital(first) and words.low[first + 1 : first + 2] == ("to",) and not words.owns[first]
    held = any(a.first <= first < a.last for a in told.story.agents.get(told.index, ()))
    return Instrument.DECISION if firm and not held else None


def registered_code(told: Told) -> Instrument | None:
    """A code that an industry has written and a regulator registers is a standard."""
    if told.noun[-1:] == () or told.noun[-1] not in CODES:
        return None
    registered = "industry" in told.noun or told.entry.phrase[0] == "register"
    return Instrument.STANDARD if registered else None
