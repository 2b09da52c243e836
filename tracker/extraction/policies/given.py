"""What people get: money that goes out, more time, bids that are invited; told without anybody who gives it.

Each finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.roles import Roles, Tie, level_strength
from tracker.extraction.policies.standing import NOT_RULES
from tracker.extraction.policies.sums import sum_at
from tracker.extraction.policies.words import ROLE, Agent, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
PAID = word_set("cheques checks payments vouchers rebates grants refunds aid money funds subsidies payouts instalments")
PERMITS = word_set("licences licenses permits visas concessions permissions authorisations authorizations certificates")
OUT = (
    ("went", "out"),
    ("gone", "out"),
    ("has", "reached"),
    ("have", "reached"),
    ("has", "arrived"),
    ("have", "arrived"),
    ("been", "paid"),
    ("were", "paid"),
    ("was", "paid"),
    ("been", "sent"),
    ("were", "sent"),
    ("been", "transferred"),
)
REPLYING = word_set("say comment respond object submit send reply react answer write tell criticise criticize")
NEEDED = word_set("tax taxes loan debt debts dividend dividends company firm bank fine fines bills bill wages salary")
GETTING = word_set("wait get gets receive receives have has given gives give grants granted")
TIMES = word_set("month months year years week weeks days time quarter quarters season seasons")
MORE = word_set("more extra another longer additional further")
NEXT = word_set("to before until for in")
FLOWING = (("will", "go", "to"), ("go", "to"), ("goes", "to"), ("will", "flow", "to"), ("is", "to", "go"))
OFFERED = (("will", "get"), ("will", "receive"), ("to", "get"), ("to", "receive"), ("now", "get"), ("can", "get"))
MONEY_VERBS = word_set("go goes flow get receive")
DECIDING = word_set("decided announced said confirmed promised approved agreed")
BIDS = word_set("bids tenders offers applications proposals expressions")
INVITED = word_set("invited sought wanted requested solicited called")
BE = word_set("is are was were been being")
REACH = 14
HANDED = word_set("given handed paid sent granted awarded issued allocated allotted distributed received got collected")
CHARGED_TO = word_set("under from out through via")
OPENING = 6
LICENCES = word_set("licence license licences licenses permit permits concession concessions quota quotas")
POTS = (Instrument.PROGRAMME, Instrument.FUNDING)


def given(roles: Roles, words: Words) -> Iterator[Nominal]:
    """Everything that the sentence tells so; at most one of each kind."""
    if not NOT_RULES.isdisjoint(words.low[:3]):
        return
    if not PAID.isdisjoint(words.present):
        yield from _gone_out(roles, words)
    yield from _more_time(roles, words)
    if not MONEY_VERBS.isdisjoint(words.present):
        yield from _money_for(roles, words)
    yield from _bids(roles, words)
    if "went" in words.present or "goes" in words.present or "gone" in words.present:
        yield from _licence_goes(roles, words)
    if not HANDED.isdisjoint(words.present):
        yield from _people_get(roles, words)


def _people_get(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "800 families were given keys under the housing programme, the ministry stated": done under what was there."""
    low, tie = words.low, _teller(roles)
    for at in range(1, words.size - 3) if tie is not None else ():
        if low[at] not in HANDED or not NOT_RULES.isdisjoint(low[:at]) or not _counted(low, at):
            continue
        lead = next((i for i in range(at + 1, min(words.size, at + REACH)) if low[i] in CHARGED_TO), at)
        pot = next((t for t in roles.scene.things if lead < t.first <= lead + OPENING and t.form in POTS), None)
        if tie is None or pot is None or lead == at:
            continue
        what = words.text_of(pot.first, pot.last)
        why = f"accepted because: {low[at]} ({Stage.IMPLEMENTED}) + under {what} ({pot.form})"
        yield Tie(tie.agent, tie.strength + 0.5, tie.how), pot, pot.form, Stage.IMPLEMENTED, why
        return


def _licence_goes(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "The third licence went to a consortium, the regulator said": handed out under what was there before."""
    low, tie = words.low, _teller(roles)
    noun = next((at for at in range(min(words.size, REACH)) if low[at] in LICENCES), None)
    if tie is None or noun is None:
        return
    for at in range(noun + 1, min(words.size - 1, noun + REACH)):
        if low[at] in ("went", "goes", "gone") and low[at + 1] == "to" and NOT_RULES.isdisjoint(low[:at]):
            why = f"accepted because: {low[noun]} {low[at]} to ({Stage.IMPLEMENTED}) + {Instrument.AUTHORIZATION}"
            thing = Thing(noun, noun + 1, Instrument.AUTHORIZATION, False, False)
            yield tie, thing, Instrument.AUTHORIZATION, Stage.IMPLEMENTED, why
            return


def _counted(low: tuple[str, ...], at: int) -> bool:
    """Whether a number of people get something: "another 5,200 households were given", "134 of them received"."""
    passive = low[at - 1] in BE or low[at - 1] == "been"
    active = low[at] in ("received", "got", "collected")
    return (passive or active) and any(word[:1].isdigit() for word in low[max(0, at - 7) : at])


def _gone_out(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "The first 2,300 rebates have gone out, the department reported", "the cheques under X's shield went out"."""
    low = words.low
    noun = next((at for at in range(min(words.size, REACH)) if low[at] in PAID), None)
    if noun is None or not NEEDED.isdisjoint(words.present):
        return
    at = next((i for i in range(noun + 1, min(words.size - 1, noun + REACH)) if low[i : i + 2] in OUT), None)
    if at is None or not NOT_RULES.isdisjoint(low[:at]):
        return
    tie = _teller(roles)
    owned = next((a for a in roles.scene.agents if a.owns and noun < a.first < at), None)
    if tie is None and owned is None:
        return
    tie = tie or Tie(owned, 3.5, "whose it is")
    thing = Thing(noun, noun + 1, Instrument.FUNDING, False, False)
    why = f"accepted because: {low[noun]} {' '.join(low[at : at + 2])} ({Stage.IMPLEMENTED}) + {Instrument.FUNDING}"
    yield tie, thing, Instrument.FUNDING, Stage.IMPLEMENTED, why


def _teller(roles: Roles) -> Tie | None:
    sayer = roles.sayer()
    return Tie(sayer.agent, 3.5, sayer.how) if sayer.agent is not None else None


def _more_time(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Bakers get six more months before they have to …", "has given landlords until December to register"."""
    low = words.low
    timed = not GETTING.isdisjoint(words.present) and not (MORE | {"until", "till"}).isdisjoint(words.present)
    for at in range(1, words.size - 3) if timed else ():
        if low[at] not in GETTING or not NOT_RULES.isdisjoint(low[:at]):
            continue
        end = _time_ends(low, at)
        if end is None:
            continue
        tie = roles.subject(at - (low[at - 1] in ("has", "have", "had")))
        if tie.agent is None or tie.agent.level < ROLE:
            tie = next((_decider(a) for a in roles.scene.agents if a.first > end and _decides(words, a)), None) or tie
        if tie.agent is None:
            continue
        longer = next((t for t in roles.scene.things if at < t.first and t.last < end), None)
        thing = longer or next((t for t in roles.scene.things if t.first >= end), None)
        asked = low[end : end + 1] == ("to",) and not REPLYING.isdisjoint(low[end + 1 : end + 2])
        thing = next((t for t in roles.scene.things if t.last <= at), thing) if asked else thing
        form = thing.form if thing is not None else Instrument.REGULATION
        stage = Stage.CONSULTATION if asked else Stage.EXTENDED if longer is not None else Stage.DELAYED
        tie = Tie(tie.agent, tie.strength + 1.6, tie.how) if longer is not None else tie
        why = f"accepted because: {words.text_of(at, end)} ({stage}) + {form}"
        yield tie, thing or Thing(at, end, form, False, False), form, stage, why
        return


def _time_ends(low: tuple[str, ...], at: int) -> int | None:
    """Where more time ends that word `at` gives: "six more months to", "one more year before", "until May to"."""
    for i in range(at + 1, min(len(low) - 1, at + 9)):
        more = low[i] in TIMES and not MORE.isdisjoint(low[at + 1 : i + 1]) and low[i + 1] in NEXT
        until = low[i] in ("until", "till") and "to" in low[i + 2 : i + 5]
        if more or until:
            return i + 1 if more else low.index("to", i + 2)
        if low[i] in TIMES and not MORE.isdisjoint(low[at + 1 : i]) and low[i + 1] in (".", ",", ";", "on", "this"):
            return i + 1
        if low[i] in (",", ";", ".", ":"):
            return None
    return None


def _decides(words: Words, agent: Agent) -> bool:
    behind = words.low[agent.last : agent.last + 2]
    return agent.level >= ROLE and not agent.owns and not DECIDING.isdisjoint(behind)


def _decider(agent: Agent) -> Tie:
    return Tie(agent, level_strength(agent), "decides")


def _money_for(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Another €600m will go to hospitals, the ministry decided", "homes will get 20,000 yen, the cabinet said"."""
    low = words.low
    decider = next((a for a in roles.scene.agents if _decides(words, a)), None)
    if decider is None or not NOT_RULES.isdisjoint(low[: decider.first]):
        return
    for at in range(1, min(words.size - 3, 24)):
        flows = next((p for p in FLOWING if low[at : at + len(p)] == p), None)
        offered = next((p for p in OFFERED if low[at : at + len(p)] == p), None)
        money = None
        if flows:
            money = next((s for i in range(max(0, at - 10), at) if (s := sum_at(words, i))), None)
        elif offered:
            first = at + len(offered)
            money = next((s for i in range(first, min(words.size, first + 3)) if (s := sum_at(words, i))), None)
        if money is None or decider.first < at:
            continue
        said = words.low[decider.last : decider.last + 2]
        later = low[at] in ("will", "to") and {"decided", "approved", "agreed"}.isdisjoint(said)
        stage = Stage.ANNOUNCED if later else Stage.ADOPTED
        why = f"accepted because: {words.text_of(*money)} for somebody ({stage}) + {Instrument.FUNDING}"
        tie = Tie(decider, 4.5, "decides")
        yield tie, Thing(*money, Instrument.FUNDING, False, False), Instrument.FUNDING, stage, why
        return


def _bids(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Bids for 1.2 GW of solar are invited by the energy agency": a tender told by what is wanted."""
    low = words.low
    for at in range(1, words.size) if not INVITED.isdisjoint(words.present) else ():
        if low[at] not in INVITED or low[at - 1] not in BE or BIDS.isdisjoint(low[max(0, at - 12) : at - 1]):
            continue
        tie = roles.by(at + 1)
        tie = tie if tie.agent is not None else roles.sayer()
        if tie.agent is None or tie.agent.level < ROLE:
            return
        noun = next(i for i in range(max(0, at - 12), at) if low[i] in BIDS)
        why = f"accepted because: {low[noun]} {low[at]} ({Stage.ADOPTED}) + {Instrument.PROGRAMME}"
        yield tie, Thing(noun, noun + 1, Instrument.PROGRAMME, False, False), Instrument.PROGRAMME, Stage.ADOPTED, why
        return
