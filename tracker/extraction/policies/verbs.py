"""Acts in a sentence: which verb phrase, in which voice and mood, negated or not.

"has not yet decided to extend" → act extend · active · denied
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extraction.policies.lexicon import BASE, GAP, GERUND, PARTICIPLE, PAST, PRESENT, ActPattern, Lexicon
from tracker.extraction.policies.moods import (
    AUXILIARIES,
    BEFORE_NOUN,
    BEGINNING,
    DAY_WORDS,
    GUESSED,
    LEADING,
    LET_ELSE,
    LET_ENDS,
    NO_ACTS,
    URGING,
    WANTING,
    Mood,
)
from tracker.extraction.policies.phrases import tail_end
from tracker.extraction.policies.verb_groups import Group
from tracker.extraction.policies.words import SIGNS, STATE, Agent, Words, word_set
from tracker.extraction.vocab import ActEntry
from tracker.model import Instrument, Stage


@dataclass(frozen=True, slots=True)
class Act:
    """An act phrase: its verb at word `at`, its verb group from `first`, its last word before `last`."""

    first: int
    at: int
    last: int
    entry: ActEntry
    mood: Mood
    passive: bool
    finite: bool
    form: str
    perfect: bool = False
    begun: bool = False
    """whether the text says that it has begun: "has begun to shut" """

    @property
    def impersonal(self) -> bool:
        """Whether the verb's subject is what the act is done to."""
        return self.passive or self.entry.intransitive

    @property
    def phrase(self) -> str:
        return " ".join(word for word in self.entry.phrase if word != GAP)


BLOCS = frozenset(("European Union", "bloc", "EU"))
"""whose "rules" are a noun: "EU rules on packaging" """
ONE_STATE = word_set("name both seat region")
AMONG_MANY = (("and",), (",",), ("&",), ("in",), ("of",), ("from",))
TRAFFIC = word_set("traffic visitors public passengers")
BILLS = word_set("bill bills attention tribute visit respects heed price homage")
STAYING_AT = (("at",), ("on",), ("in",), ("where",), ("put",), ("unchanged",), ("as",), ("within",))
NO_BILLS = word_set("letter letters report message note troops delegation team envoy answer invitation")
DECIDING = (("vote", "to"), ("opt", "to"))
"""what was decided tells more, where a verb of the list follows: "voted to ban" """
SAID_TO = word_set("reporters journalists newspaper agency television radio had has have")
GIVEN = word_set("permits licences licenses permit licence license")
AWAY = word_set("to on of for after before over during in")
PACTS = word_set("agreement pact deal treaty accord text it")
NEAR = 5
NO_NOUNS = word_set("applies takes enters comes goes becomes lasts expires begins lapses remains stays gets is are")
"""what is a verb even behind "for cigarettes", where "for export curbs" is none"""
OWNED = word_set("its their his her our your this that")
OUT_TO = word_set("to for out up")
BEGUN = word_set("open launch start begin")
HURDLES = word_set("hurdle hurdles")
TELLING = frozenset(("tell", "ask", "order", "instruct", "direct"))
MADE_ELSE = frozenset(("sure", "up", "clear", "way", "money", "progress", "sense", "use", "do", "certain"))
OBJECT_STARTS = frozenset(("the", "a", "an", "its", "their", "all", "this", "these"))
ANY_ACT = ActEntry(("do",), Stage.ADOPTED, weak=True)


def acts(words: Words, lexicon: Lexicon, held: dict[int, Agent]) -> Iterator[Act]:
    """The acts of a sentence, left to right. `held` tells which words belong to an agent."""
    present, known = words.present, lexicon.acts
    assisted = not AUXILIARIES.isdisjoint(present)
    for at in [at for at, word in enumerate(words.low) if word in known or word[-2:] == "ed"]:
        patterns = known.get(words.low[at])
        if at in held:
            continue
        if patterns is None:
            if assisted or at - 1 in held:
                yield from _any_act(words, at, held)
        elif not words.owns[at] and words.tokens[at].kind == "word":
            led = at + 2 < words.size and words.low[at + 1] == "to" and words.low[at + 2] in known
            near = patterns.among(present)
            usable = [p for p in near if p.entry.phrase not in DECIDING] if led else near
            yield from _act_at(words, at, usable, held)


def _act_at(words: Words, at: int, patterns: Sequence[ActPattern], held: dict[int, Agent]) -> Iterator[Act]:
    """The act phrases whose verb is at `at`: the longest transitive one and the longest intransitive one."""
    done: set[bool] = set()
    for pattern in patterns:
        if pattern.entry.intransitive in done:
            continue
        last = tail_end(words, at + 1, pattern.tail)
        if last is None or _another_sense(words, at, last, pattern):
            continue
        act = _judged(words, at, last, pattern, held)
        if act is not None:
            done.add(pattern.entry.intransitive)
            yield act


def _another_sense(words: Words, at: int, last: int, pattern: ActPattern) -> bool:
    """Whether a verb with a gap means something else: "told MPs that …", "made sure that …"."""
    verb, inner = pattern.entry.phrase[0], words.low[at + 1 : last]
    if pattern.entry.phrase == ("let",):
        after = words.low[last : last + 7]
        return not after or after[0] in LET_ELSE or not LET_ENDS.isdisjoint(after)
    stays = pattern.entry.phrase == ("stay",) and words.low[last : last + 1] in STAYING_AT
    opens = verb == "open" and pattern.tail[-1:] == ("to",) and not TRAFFIC.isdisjoint(words.low[last : last + 2])
    stays = stays or (verb == "pay" and not BILLS.isdisjoint(words.low[last : last + 6]))
    counts = verb in ("register", "raise") and last < words.size and _is_amount(words, last)
    stays = stays or counts or opens or (pattern.entry.phrase == ("stop",) and words.low[last : last + 1] == ("short",))
    if stays or (pattern.entry.phrase == ("clear",) and not HURDLES.isdisjoint(words.low[last : last + 4])):
        return True
    if GAP not in pattern.tail:
        then = words.low[last] if last < words.size else ""
        return pattern.entry.phrase == ("rule", "on") and (then in DAY_WORDS or then.isdigit())
    if (verb in TELLING and not SAID_TO.isdisjoint(inner)) or _too_far(words, last, pattern, inner):
        return True
    priced = pattern.entry.phrase[-1] in ("price", "prices") and not GUESSED.isdisjoint(inner)
    if priced or (verb == "send" and not NO_BILLS.isdisjoint(inner)):
        return True
    return (verb in TELLING and "that" in inner) or (verb == "make" and inner[0] in MADE_ELSE)


def _is_amount(words: Words, at: int) -> bool:
    """Whether "registered 9,850" or "raised $562 million" only tells how much: a number, no share or point of it."""
    low = words.low
    if low[at][:1] in SIGNS:
        return True
    return low[at][:1].isdigit() and low[at + 1 : at + 2] in ((",",), (".",), ("million",), ("billion",), ("and",))


def _too_far(words: Words, last: int, pattern: ActPattern, inner: tuple[str, ...]) -> bool:
    """Whether the end of a phrase belongs to something else: "gave its vote to the law on permits", "for Zone 19"."""
    verb, ends = pattern.entry.phrase[0], pattern.tail[-1]
    if verb == "let" and ends not in LET_ENDS and not LET_ENDS.isdisjoint(words.low[last : last + NEAR]):
        return True
    if verb == "give" and ends in GIVEN:
        return not AWAY.isdisjoint(inner)
    if ends == "consultation" and verb in BEGUN and OUT_TO.isdisjoint(pattern.needs):
        return len(inner) > NEAR or not AWAY.isdisjoint(inner)
    if verb == "refer" and ends == "justice" and pattern.entry.form is Instrument.AGREEMENT:
        return PACTS.isdisjoint(inner)
    return ends == "zone" and words.low[last : last + 1] != () and words.low[last][:1].isdigit()


def _any_act(words: Words, at: int, held: dict[int, Agent]) -> Iterator[Act]:
    """A verb that no list has, in the perfect, the passive or the past: an act only where all else is beyond doubt."""
    if words.low[at] in NO_ACTS or words.low[at - 1] in BEFORE_NOUN:
        return
    group = Group(words, at, held)
    group.read()
    if group.mood is not Mood.FACT:
        return
    if group.have or group.be:
        yield Act(group.first, at, at + 1, ANY_ACT, group.mood, group.be, True, PARTICIPLE, group.have)
    elif group.first == at and _acts_on(words, at, held):
        yield Act(at, at, at + 1, ANY_ACT, group.mood, False, True, PAST)


def _acts_on(words: Words, at: int, held: dict[int, Agent]) -> bool:
    """Whether an authority stands before a verb and what it acts on behind it: "the ministry reallocated the quota"."""
    agent, after = held.get(at - 1), words.low[at + 1] if at + 1 < words.size else ""
    return agent is not None and agent.level > 1 and not agent.owns and after in OBJECT_STARTS


def _judged(words: Words, at: int, last: int, pattern: ActPattern, held: dict[int, Agent]) -> Act | None:
    """The act with voice and mood, or None where its first word is a noun here or the form does not fit."""
    group = Group(words, at, held)
    group.read()
    form = _form(words, at, pattern, group, held)
    if form is None:
        return None
    if form == BASE and _wished(words, group):
        group.mood = Mood.URGED
    reworks = pattern.entry.weak and pattern.entry.stage is Stage.AMENDED
    if reworks and group.mood is Mood.PLANNED and words.low[group.first] in WANTING:
        group.mood = Mood.CONSIDERED  # "wants to rework the rules"
    passive = form == PARTICIPLE and not group.perfect_active
    closed = pattern.entry.weak and pattern.tail[-1:] != ("from",) and _has_object(words, last)
    if pattern.entry.intransitive and ((passive and group.be) or closed):
        return None
    finite = form in (PAST, PRESENT, BASE) or group.be or group.have or group.mood is Mood.PLANNED
    begun = group.to and not BEGINNING.isdisjoint(words.low[group.first : at])
    return Act(group.first, at, last, pattern.entry, group.mood, passive, finite, form, group.have, begun)


def _wished(words: Words, group: Group) -> bool:
    """ "demand that the government raise …": a bare verb after what is urged."""
    agent = group.held.get(group.first - 1)
    if agent is None or group.to or group.modal or group.do:
        return False
    before = words.low[max(0, agent.first - 4) : agent.first + 1]
    return "that" in before and not URGING.isdisjoint(before)


def _has_object(words: Words, last: int) -> bool:
    """Whether a noun phrase follows at once: then the verb is not intransitive."""
    return last < words.size and words.low[last] in ("the", "a", "an", "its", "their", "all", "any", "this", "these")


def _form(words: Words, at: int, pattern: ActPattern, group: Group, held: dict[int, Agent]) -> str | None:
    """Which form of the verb this is here, or None where the word is a noun or the form cannot stand so."""
    form = pattern.form
    if form == GERUND:
        return form
    if form == PRESENT:
        fits = _is_verb_here(words, at, held, group) and not group.to and not group.modal
    elif form == BASE:
        fits = _is_base_here(words, at, held, group) or (
            pattern.entry.intransitive and (_many_before(words, at, group) or _takes_effect(pattern, group, words, at))
        )
    elif group.to or group.modal or group.do:
        fits = form == PARTICIPLE and (group.be or group.have)
    elif group.be or group.have:
        fits = form == PARTICIPLE
    else:
        before = words.low[at - 1] if at else ""
        again = before == "more" and words.low[at - 2 : at - 1] == ("once",)
        fits = before not in BEFORE_NOUN or again or before in ("and", "that", "all", "who")
    return form if fits else None


def _is_base_here(words: Words, at: int, held: dict[int, Agent], group: Group) -> bool:
    """Whether a bare verb stands here: after "to" or "will", or after a subject in the plural."""
    if group.to or group.modal or group.do:
        return not group.be or group.to
    if group.have or group.be:
        return False
    before = words.low[at - 1] if at else ""
    agent = held.get(group.first - 1)
    subject = agent is not None and not agent.owns and before not in BEFORE_NOUN
    if agent is not None and agent.level == STATE and agent.head in ONE_STATE:
        # "Abu Dhabi fund" is a noun, "France and Italy fund" is none.
        subject = subject and words.low[agent.first - 1 : agent.first] in AMONG_MANY
    return subject or before in ("they", "we", "who", "that", "which")


def _many_before(words: Words, at: int, group: Group) -> bool:
    """Whether a noun in the plural is the subject: "the rules apply", "the duties take effect"."""
    before = words.low[group.first - 1] if group.first else ""
    free = not (group.to or group.modal or group.do or group.have or group.be)
    return free and before[-1:] == "s" and len(before) > 3 and before not in BEFORE_NOUN


def _takes_effect(pattern: ActPattern, group: Group, words: Words, at: int) -> bool:
    """Whether a phrase like "take effect" stands without an auxiliary: then its subject is plural, wherever it is."""
    free = not (group.to or group.modal or group.do or group.have or group.be)
    return free and pattern.tail[-1:] in (("effect",), ("force",)) and words.low[at - 1 : at] not in (("and",), ("or",))


def _is_verb_here(words: Words, at: int, held: dict[int, Agent], group: Group) -> bool:
    """Whether a word like "bans", "plans", "limits" is a verb: its subject stands before it, no article does."""
    before = at - 1
    if before < 0:
        return False
    if before in held:
        agent = held[before]
        led = agent.first and (words.owns[agent.first - 1] or words.low[agent.first - 1] in OWNED)
        if agent.level == STATE and led:
            return False  # "its Venezuela sanctions policy"
        union = words.low[at] == "rules" and (agent.level == STATE or agent.head in BLOCS or agent.name in BLOCS)
        return not agent.owns and not union
    low = words.low[before]
    led = before and words.low[before - 1] in LEADING and words.low[at] not in NO_NOUNS
    if led and before - 1 not in held and not low.endswith("ly"):
        return False  # "with voluntary cuts"
    if low in BEFORE_NOUN and low != "that":
        return low == "and" and group.first == at
    return not words.owns[before]
