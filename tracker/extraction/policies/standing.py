"""Rules told by what holds from now on, without anybody who acts: "From May no lorry may …", "the wage floor rises to".

Each finder yields what `nominal_ties` yields: a tie, the instrument, its form, the stage and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policies.dates import MONTHS
from tracker.extraction.policies.moods import GUESSING
from tracker.extraction.policies.roles import Roles, Tie
from tracker.extraction.policies.words import ROLE, Thing, Words, word_set
from tracker.model import Instrument, Stage

Nominal = tuple[Tie, Thing, Instrument, Stage, str]
RULE_STARTS = word_set("from since starting")
DAY_LEADS = RULE_STARTS | {"as"}
DAYS = word_set(
    "next spring summer autumn winter midnight monday tuesday wednesday thursday friday saturday sunday today "
    "yesterday now tomorrow"
)
MOVES = word_set(
    "rises rise rose climbs climb climbed increases increased drops drop dropped falls fall fell goes go went moves "
    "moved shrink shrinks shrank grow grows go rise climb drop fall increase double "
    "jumps jumped doubles doubled halves halved come comes came"
)
NOT_RULES = word_set("if could might would should expected forecast likely says think wants hopes analysts")
ALLOWED = word_set("may must can")
TRAFFIC = word_set("export exports import imports sale sales use transit transfer")
JOINED = word_set("join joins joined add adds added")
NEEDING = word_set("takes take needs need requires require")
PERMITS = word_set("permit permits licence license licences licenses authorisation authorization approval")
TRADING = TRAFFIC | word_set("sells sell exports export ships ship imported exported sold")
DOUBTED = word_set("denied denies rejected dismissed rumours rumors reports claims claim fears deny")
LAYING_DOWN = word_set("says said stipulates provides requires orders demands prescribes")
STAYING = word_set("stay remain stand stays stayed remains remained stands")
MEASURED = (Instrument.TAX, Instrument.REGULATION, Instrument.RESTRICTION)
PAST_MOVES = word_set("rose climbed increased dropped fell went moved shrank grew jumped doubled halved")
STATISTICS = word_set("statistics survey census average mean forecast bureau")
CLAUSE_ENDS = word_set(", ; : . — – said says according")
BREAKING = word_set(", ; : has have had is are was were that which")
FRACTIONS = word_set("half third quarter fifth tenth")
HAPPENED = word_set("has have had was were been could may")
WILL = word_set("will would")
LATER = word_set("next coming following")
AT_MOST = (("no", "more", "than"), ("not", "more", "than"), ("no", "longer", "than"), ("no", "fewer", "than"))
EVERYONE = word_set("whoever anyone everyone anybody everybody those owners all")
STORIES = word_set("he she it they we i the this that these mr mrs ms")
TAKEN_UP = word_set("its their")
BANKS = word_set("central reserve national state federal")
OWN = word_set("company firm chain shop store club airline airlines bank supermarket hotel casino")
POLICY_RATES = (
    *(("fed", "funds"), ("federal", "funds"), ("selic",), ("bank", "rate"), ("cash", "rate"), ("repo", "rate")),
    *(("policy", "rate"), ("key", "rate"), ("deposit", "rate"), ("selic", "rate"), ("benchmark", "rate")),
)
STATED = Tie(None, 4.0, "holds for all")


def standing_rules(roles: Roles, words: Words) -> Iterator[Nominal]:
    """Every rule that the sentence tells so; at most one of each kind."""
    low = words.low
    if low[0] in ("if", "unless") or not GUESSING.isdisjoint(words.present) or of_a_firm(words):
        return
    yield from _from_a_day(roles, words)
    yield from _moved_level(roles, words)
    yield from _takes_a_permit(roles, words)
    yield from _rate_stays(roles, words)
    yield from _so_says(roles, words)


def of_a_firm(words: Words) -> bool:
    """Whether a sentence tells of a company, whose rules are its own; a central bank is none."""
    if OWN.isdisjoint(words.present):
        return False
    low = words.low
    return any(word in OWN and not (word == "bank" and _is_central(low, at)) for at, word in enumerate(low))


def _is_central(low: tuple[str, ...], at: int) -> bool:
    """Whether a bank is a central one by its name: "the Reserve Bank", "the Bank of Japan", "Norges Bank"."""
    return low[at - 1] in BANKS or low[at + 1 : at + 2] == ("of",) or low[at - 1] in ("norges", "sveriges")


def begins_on_a_day(words: Words) -> bool:
    """Whether a sentence, or its part behind a colon, opens with "Since 1 July", "From Monday", "As of January"."""
    low = words.low
    if DAY_LEADS.isdisjoint(words.present):
        return False
    starts = [0, *(at + 1 for at in range(min(words.size - 4, 30)) if low[at] in (":", ";", "—", "–"))]
    return any(
        (low[at] in RULE_STARTS or low[at : at + 2] == ("as", "of")) and any(map(_is_date, low[at + 1 : at + 4]))
        for at in starts
    )


def has_first_day(words: Words, verb: int) -> bool:
    """Whether a duty told by word `verb` begins on a day named behind it: "… must pay 3 euros from 1 May"."""
    low = words.low
    for at in range(verb + 1, words.size - 1):
        if low[at] in RULE_STARTS or low[at : at + 2] == ("as", "of"):
            nxt = low[at + 1 : at + 4]
            if any(_is_date(word) for word in nxt) and not {"now", "today"} & set(nxt[1:]):
                return True
    return False


def _duty_at(words: Words, first: int, last: int) -> int | None:
    """The verb between two words that says what all must do or may not: "must", "have to", "can no longer"."""
    low = words.low
    for at in range(first, min(last, words.size - 1)):
        after = low[at + 1 : at + 3]
        if low[at] == "must" or (low[at] in ALLOWED and after[:1] in (("not",), ("only",), ("no",))):
            return at
        if low[at] in ("has", "have", "had", "need", "needs") and after[:1] == ("to",):
            return at
        if low[at] in ("has", "have") and after == ("had", "to"):
            return at
        if low[at] in ("are", "is") and after in (
            ("no", "longer"),
            ("obliged", "to"),
            ("required", "to"),
            ("forbidden", "to"),
        ):
            return at
        if low[at] == "will" and after in (("have", "to"), ("need", "to")):
            return at
    return None


def _from_a_day(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "From Monday no fish may be sold below 25 cm", "Since 1 May shops must …": a rule that begins on a day."""
    low = words.low
    if not begins_on_a_day(words):
        yield from _since_a_day(words)
        return
    sayer = roles.sayer()
    if not NOT_RULES.isdisjoint(low) or ("said" in low and sayer.agent is None):
        return
    dated = next((i for i in range(1, min(4, words.size)) if _is_date(low[i])), None)
    verb = next((i for i in range(2, min(words.size, 18)) if low[i] in ALLOWED), None) or _duty_at(words, 2, 26)
    verb = verb or _bounded_at(words)
    if dated is None or verb is None or dated > verb or verb + 1 >= words.size:
        return
    if low[verb] in ALLOWED and not BREAKING.isdisjoint(low[dated + 2 : verb]) and EVERYONE.isdisjoint(low[:verb]):
        return
    banned = "no" in low[dated:verb] or low[verb + 1] in ("not", "only", "no")
    banned = banned or any(low[at : at + 3] in AT_MOST for at in range(verb + 1, min(words.size - 2, verb + 5)))
    if low[verb] in ("may", "can") and not banned:
        return
    first = next(
        (i for i in range(dated + 1, verb) if not (_is_date(low[i]) or low[i][:1].isdigit() or low[i] == ",")), verb
    )
    end = next(
        (i for i in range(verb, min(words.size, first + 14)) if low[i] in CLAUSE_ENDS), min(words.size, first + 14)
    )
    form = Instrument.REGULATION if TRADING.isdisjoint(low[:end]) else Instrument.RESTRICTION
    thing = Thing(first, end, form, False, False)
    stage = Stage.IN_FORCE if LATER.isdisjoint(low[1:3]) else Stage.ADOPTED
    why = f"accepted because: {words.text_of(0, dated + 1)} ({stage}) + {low[verb]} ({form})"
    yield (sayer if sayer.agent else STATED), thing, form, stage, why


def _bounded_at(words: Words) -> int | None:
    """The verb before a bound that holds for all: "since Sunday leases | run for a minimum of six years"."""
    low = words.low
    for at in range(6, min(words.size - 1, 20) if HAPPENED.isdisjoint(low[:16]) else 0):
        if low[at] in ("minimum", "maximum") and low[at - 2 : at] == ("for", "a") and low[at + 1] == "of":
            return at - 3
    return None


def _since_a_day(words: Words) -> Iterator[Nominal]:
    """ "Whoever leaves Japan has had to pay 3,000 yen since Wednesday", "Shops must charge for bags from 1 May"."""
    low = words.low
    verb = None if DAY_LEADS.isdisjoint(words.present) else _duty_at(words, 1, 20)
    if verb is None or not has_first_day(words, verb) or not NOT_RULES.isdisjoint(low[:verb]) or low[0] in STORIES:
        return
    if not EVERYONE.isdisjoint(low[:2]):
        form = Instrument.TAX if low[verb + 1 : verb + 4].count("pay") or "hand" in low[verb : verb + 5] else None
    elif "no" in low[:verb] or any(word.endswith("s") and len(word) > 3 for word in low[:verb]):
        form = None
    else:
        return
    meant = form or Instrument.REGULATION
    told = words.text_of(verb, verb + 2)
    why = f"accepted because: {told} … since a day ({Stage.IN_FORCE}) + what all must do ({meant})"
    yield STATED, Thing(0, verb, meant, False, False), meant, Stage.IN_FORCE, why


def _is_date(word: str) -> bool:
    return word in DAYS or word in MONTHS or (word.isdigit() and len(word) <= 2)


def _moved_level(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "The minimum wage rises to €14.15 in January", "the duty drops to 10% with immediate effect"."""
    if not roles.scene.things or MOVES.isdisjoint(words.present):
        return
    told = roles.sayer().agent is not None and STATISTICS.isdisjoint(words.present)
    for thing in roles.scene.things:
        owner = roles.owner(thing)
        if (
            not (thing.public or owner.agent or told)
            or thing.form not in MEASURED
            or (thing.plural and not (owner.agent or told))
            or words.owns[thing.last - 1]
            or (not owner.agent and words.low[max(0, thing.first - 1)] in TAKEN_UP)
        ):
            continue
        at = next((i for i in range(thing.last, min(words.size, thing.last + 9)) if words.low[i] in MOVES), None)
        if not DOUBTED.isdisjoint(words.low[: thing.last]):
            return
        if at is not None and not (thing.public or owner.agent) and words.low[at] in PAST_MOVES:
            continue
        if at is None or any(mark in words.low[thing.last : at] for mark in (",", ";", "which", "that")):
            continue
        ahead = words.low[thing.last : at]
        if not NOT_RULES.isdisjoint(ahead) and not (told and ahead == ("would",)):
            return
        rest = words.low[at + 1 :]
        dated = any(word in MONTHS for word in rest)
        if _to_a_day(rest):
            continue
        if not any(
            (a == "to" or (a == "by" and dated and (owner.agent or told or "would" in ahead)))
            and _is_level(rest, i + 1)
            for i, a in enumerate(rest[:9])
        ):
            continue
        stage = (
            Stage.ANNOUNCED
            if not WILL.isdisjoint(ahead) or ahead[-2:-1] in (("is",), ("are",))
            else _when(words.low, at)
        )
        what = words.text_of(thing.first, thing.last)
        why = f"accepted because: {what} ({thing.form}) + {words.low[at]} to a level ({stage})"
        tie = next((t for t in (owner, roles.sayer()) if t.agent), STATED)
        if stage is Stage.IN_FORCE and thing.form is Instrument.TAX and tie.agent is not None:
            stage = Stage.AMENDED
        yield tie, thing, thing.form, stage, why
        return


def _to_a_day(rest: tuple[str, ...]) -> bool:
    """Whether a day and no level follows: "has been moved to 9 May"."""
    return rest[:1] == ("to",) and rest[1:2] != () and rest[1].isdigit() and rest[2:3] != () and rest[2] in MONTHS


def _is_level(rest: tuple[str, ...], at: int) -> bool:
    """Whether a number stands at a place, or right after the sign or name of a currency."""
    return any(word[:1].isdigit() or word in FRACTIONS for word in rest[at : at + 2])


def _stands(after: tuple[str, ...]) -> bool:
    """Whether a level follows: "at 9.25%", "in a band of 3.5 to 3.75 percent", "remains 4 per cent"."""
    if after[:1] != () and after[0][:1].isdigit():
        return after[1:2] in (("%",), ("percent",), ("per",))
    return _is_level(after, 1) or ("of" in after and any(word[:1].isdigit() for word in after))


def _when(low: tuple[str, ...], at: int) -> Stage:
    """In force where the level holds by now, else announced."""
    verb, near = low[at], low[at:]
    past = verb.endswith("ed") or verb in ("rose", "fell", "went")
    immediate = "immediate" in near or "today" in near or "since" in near or "yesterday" in near
    monthly = any(word in MONTHS for word in near) or not LATER.isdisjoint(near)
    if past or immediate:
        return Stage.IN_FORCE
    return Stage.ANNOUNCED if monthly else Stage.IN_FORCE


def _rate_stays(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "The policy rate stays at 9.25%, the central bank decided": a decision to leave a rate where it is."""
    agent = next((a for a in roles.scene.agents if a.level >= ROLE), None)
    for thing in roles.scene.things:
        at = thing.last + (words.low[thing.last : thing.last + 1] in (("now",), ("thus",), ("therefore",)))
        verb = words.low[at] if at < words.size else ""
        after = words.low[at + 1 : at + 6]
        named = words.low[thing.first : thing.last] in POLICY_RATES
        if not (agent or named) or thing.form is not Instrument.DECISION or verb not in STAYING or not _stands(after):
            continue
        what = words.text_of(thing.first, thing.last)
        why = f"accepted because: {what} ({thing.form}) + {verb} ({Stage.ADOPTED})"
        yield Tie(agent, 3.0, "tells of it"), thing, thing.form, Stage.ADOPTED, why
        return


def _so_says(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "Boats must throw back octopus, a ministerial order says": a rule told with the instrument that lays it down."""
    if not roles.scene.things or LAYING_DOWN.isdisjoint(words.present):
        return
    duty = _duty_at(words, 1, 20)
    for thing in roles.scene.things if duty is not None else ():
        verb = words.low[thing.last] if thing.last < words.size else ""
        if thing.public and thing.first > (duty or 0) and verb in LAYING_DOWN and not thing.plural:
            what = words.text_of(thing.first, thing.last)
            banned = duty is not None and words.low[duty + 1 : duty + 2] in (("not",), ("no",), ("only",))
            form = Instrument.RESTRICTION if banned and thing.form is Instrument.REGULATION else thing.form
            why = f"accepted because: {what} ({form}) {verb} + what all must do ({Stage.ADOPTED})"
            source = roles.source(thing.last)
            yield source if source.agent else STATED, thing, form, Stage.ADOPTED, why
            return


def _takes_a_permit(roles: Roles, words: Words) -> Iterator[Nominal]:
    """ "… whose export takes a permit", "anyone who sells drones now needs a licence": a rule by what it asks for."""
    low = words.low
    for at in range(1, words.size - 2) if not NEEDING.isdisjoint(words.present) else ():
        supposed = NOT_RULES - {"wants"} if low[0] in EVERYONE else NOT_RULES
        if low[at] not in NEEDING or PERMITS.isdisjoint(low[at + 1 : at + 4]) or not supposed.isdisjoint(low):
            continue
        clause = low[max(0, at - 6) : at]
        listed = low[at - 1] in ("that", "which") and not JOINED.isdisjoint(low[:at])
        traffic = ("whose" in clause and not TRAFFIC.isdisjoint(clause)) or listed
        everyone = (low[0] in EVERYONE and "now" in low) or begins_on_a_day(words)
        if not traffic and not everyone:
            continue
        joined = not JOINED.isdisjoint(low[:at])
        form = Instrument.RESTRICTION if traffic else Instrument.REGULATION
        stage = Stage.ADOPTED if joined else Stage.IN_FORCE
        why = f"accepted because: {low[at]} {' '.join(low[at + 1 : at + 3])} ({stage}) + what is asked of all ({form})"
        sayer = roles.sayer()
        yield sayer if sayer.agent else STATED, Thing(at, at + 1, form, False, False), form, stage, why
        return
