"""Acts in a sentence: which verb phrase, in which voice and mood, negated or not.

"has not yet decided to extend" → act extend · active · denied
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extraction.policies.lexicon import BASE, GAP, GERUND, PARTICIPLE, PAST, PRESENT, ActPattern, Lexicon
from tracker.extraction.policies.moods import (
    AUXILIARIES,
    BE,
    BEFORE_NOUN,
    BEGINNING,
    CONSIDERING,
    DAY_WORDS,
    DENYING,
    DO,
    GOVERNORS,
    GUESSED,
    GUESSING,
    HAVE,
    LEADING,
    LET_ELSE,
    LET_ENDS,
    NO_ACTS,
    NOT,
    PLAIN_ADVERBS,
    PLANNED,
    PROMISING,
    PROPOSING,
    SUPPOSING,
    URGING,
    URGING_MODALS,
    WANTING,
    WEAK_MODALS,
    Mood,
)
from tracker.extraction.policies.phrases import tail_end
from tracker.extraction.policies.words import Agent, Words, word_set
from tracker.extraction.vocab import ActEntry
from tracker.model import Stage


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


VOTES = word_set("– - vote votes majority margin of against a by two three four five six seven eight nine unanimously")
DATING = word_set("in of since by until from early late mid last next this on")
NO_BILLS = word_set("letter letters report message note troops delegation team envoy answer invitation")
DECIDING = (("vote", "to"), ("opt", "to"))
"""what was decided tells more, where a verb of the list follows: "voted to ban" """
SAID_TO = word_set("reporters journalists newspaper agency television radio had has have")
HURDLES = word_set("hurdle hurdles")
LATELY = word_set("over past few days weeks months hours the early late")
WHEN = word_set("from in by as of at until next early late mid")
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
            near = [p for p in patterns if p.rarest in present or not p.rarest]
            usable = [p for p in near if p.needs <= present and not (led and p.entry.phrase in DECIDING)]
            yield from _act_at(words, at, usable, held)


def _act_at(words: Words, at: int, patterns: list[ActPattern], held: dict[int, Agent]) -> Iterator[Act]:
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
    if pattern.entry.phrase == ("clear",) and not HURDLES.isdisjoint(words.low[last : last + 4]):
        return True
    if GAP not in pattern.tail:
        then = words.low[last] if last < words.size else ""
        return pattern.entry.phrase == ("rule", "on") and (then in DAY_WORDS or then.isdigit())
    if verb in TELLING and not SAID_TO.isdisjoint(inner):
        return True
    priced = pattern.entry.phrase[-1] in ("price", "prices") and not GUESSED.isdisjoint(inner)
    if priced or (verb == "send" and not NO_BILLS.isdisjoint(inner)):
        return True
    return (verb in TELLING and "that" in inner) or (verb == "make" and inner[0] in MADE_ELSE)


def _any_act(words: Words, at: int, held: dict[int, Agent]) -> Iterator[Act]:
    """A verb that no list has, in the perfect, the passive or the past: an act only where all else is beyond doubt."""
    if words.low[at] in NO_ACTS or words.low[at - 1] in BEFORE_NOUN:
        return
    group = _Group(words, at, held)
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
    group = _Group(words, at, held)
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
    if pattern.entry.intransitive and ((passive and group.be) or (pattern.entry.weak and _has_object(words, last))):
        return None
    finite = form in (PAST, PRESENT, BASE) or group.be or group.have or group.mood is Mood.PLANNED
    begun = group.to and not BEGINNING.isdisjoint(words.low[group.first : at])
    return Act(group.first, at, last, pattern.entry, group.mood, passive, finite, form, group.have, begun)


def _wished(words: Words, group: _Group) -> bool:
    """ "demand that the government raise …": a bare verb after what is urged."""
    agent = group.held.get(group.first - 1)
    if agent is None or group.to or group.modal or group.do:
        return False
    before = words.low[max(0, agent.first - 4) : agent.first + 1]
    return "that" in before and not URGING.isdisjoint(before)


def _has_object(words: Words, last: int) -> bool:
    """Whether a noun phrase follows at once: then the verb is not intransitive."""
    return last < words.size and words.low[last] in ("the", "a", "an", "its", "their", "all", "any", "this", "these")


class _Group:
    """The verb group around a verb, read leftwards from it."""

    def __init__(self, words: Words, at: int, held: dict[int, Agent]) -> None:
        self.words, self.at, self.held = words, at, held
        self.first = at
        self.be = self.have = self.to = self.do = self.modal = False
        self.mood = Mood.FACT

    @property
    def perfect_active(self) -> bool:
        return self.have and not self.be

    def read(self) -> None:
        words, i = self.words, self.at - 1
        while i >= max(0, self.at - 12) and i not in self.held:
            step = self._step(words.low[i], i) or self._when(i)
            if step == 0:
                break
            i -= step
        self._look_back(i)

    def _when(self, i: int) -> int:
        """The words of a date that stands between a modal and its verb: "will | from 1 May | allow"; 0: none."""
        low, at = self.words.low, i
        while at > 0 and i - at < 5 and (low[at] in DAY_WORDS or low[at].isdigit() or low[at] in WHEN):
            at -= 1
        return i - at if at < i and (low[at] in PLANNED or low[at] in HAVE) else 0

    def _step(self, low: str, i: int) -> int:
        """How many words belong to the group here; 0: none."""
        if low in BE:
            self.be, self.first = True, i
        elif low in HAVE:
            self.have, self.first = True, i
        elif low in DO:
            self.do, self.first = True, i
        elif low.endswith("n't") or low in NOT:
            self.mood, self.first = Mood.DENIED, i
        elif low in PLANNED:
            self._say(Mood.PLANNED)
            self.modal, self.first = True, i
        elif low == "may" and self._is_month(i):
            return 0
        elif low in WEAK_MODALS:
            self._say(Mood.PLANNED if low == "would" and self._promised(i) else Mood.POSSIBLE)
            self.modal, self.first = True, i
        elif low in URGING_MODALS:
            self._say(Mood.URGED)
            self.modal, self.first = True, i
        elif low == "to" and not self.to:
            return self._to(i)
        elif not (low in PLAIN_ADVERBS or (low.endswith("ly") and len(low) > 4)):
            return 0
        return 1

    def _is_month(self, at: int) -> bool:
        before = self.words.low[at - 1] if at else ""
        return self.words.capital(at) and (before in DATING or before.isdigit())

    def _promised(self, at: int) -> bool:
        """ "the ministry said (on Thursday that) it would": an announcement."""
        near = self.words.low[max(0, at - 9) : at]
        if (
            near
            and near[-1] not in ("it", "they", "he", "she", "we", "government", "ministry")
            and at - 1 not in self.held
        ):
            return False
        return not PROMISING.isdisjoint(near)

    def _say(self, mood: Mood) -> None:
        if self.mood is Mood.FACT:
            self.mood = mood

    def _to(self, i: int) -> int:
        """An infinitive: what governs it decides."""
        self.to, self.first = True, i
        words, before = self.words, self._over_date(i - 1)
        while before >= 0 and (words.low[before] in PLAIN_ADVERBS or words.low[before].endswith("ly")):
            before -= 1
        governor = words.low[before] if before >= 0 else ""
        if before in self.held or before < 0:
            agent = self.held.get(before)
            headline = agent is not None and agent.first <= 1 and not agent.owns and words.size < 22
            self._say(Mood.PLANNED if headline else Mood.URGED if before >= 0 else Mood.PURPOSE)
            return 1
        if governor in GOVERNORS:
            gone = before > 0 and words.low[before - 1] == "had" and GOVERNORS[governor] is Mood.PLANNED
            self._say(Mood.CONSIDERED if gone else GOVERNORS[governor])  # "had wanted to let"
            if self.mood is Mood.PLANNED and governor in ("is", "are", "was", "were"):
                self.be = self.be or False
            self.first = before
            if governor not in BE:
                return i - before + 1 if before - 1 >= 0 else 1
            return i - before + 1
        if self._urged(i):
            self._say(Mood.URGED)
        else:
            self._say(Mood.PURPOSE)
        return 0

    def _over_date(self, at: int) -> int:
        """The word before "on Friday", "last week", which may stand between "agreed" and "to"."""
        low = self.words.low
        while at > 0 and at not in self.held:
            score = low[at] == "to" and (low[at - 1].isdigit() or low[at - 1] in VOTES)
            if not (score or low[at] in DAY_WORDS or low[at].isdigit() or low[at] in VOTES or low[at] in LATELY):
                break
            at -= 1
        return at

    def _urged(self, at: int) -> bool:
        return not URGING.isdisjoint(self.words.low[max(0, at - 9) : at])

    def _look_back(self, i: int) -> None:
        """What stands before the group: "considering", "stopped short of", "if"."""
        words = self.words
        if self.mood is Mood.PLANNED and not GUESSING.isdisjoint(words.low[max(0, self.first - 9) : self.first]):
            self.mood = Mood.EXPECTED
        near = words.low[max(0, self.first - 5) : self.first]
        if not SUPPOSING.isdisjoint(near):
            self._say(Mood.POSSIBLE)
        if "whether" in near and self.mood is Mood.PLANNED:
            self.mood = Mood.POSSIBLE
        if self.mood not in (Mood.FACT, Mood.PLANNED) or i < 0 or i in self.held:
            return
        if words.low[self.at].endswith("ing") and not self.be:
            near = words.low[max(0, i - 2) : i + 1]
            if not CONSIDERING.isdisjoint(near):
                self.mood = Mood.CONSIDERED
            elif not DENYING.isdisjoint(near) or "without" in near or "not" in near:
                self.mood = Mood.DENIED
            elif not PROPOSING.isdisjoint(near):
                self.mood = Mood.PROPOSED
            elif not URGING.isdisjoint(near):
                self.mood = Mood.URGED
            else:
                self.mood = Mood.ASIDE


def _form(words: Words, at: int, pattern: ActPattern, group: _Group, held: dict[int, Agent]) -> str | None:
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
        fits = form == PARTICIPLE and group.be
    elif group.be or group.have:
        fits = form == PARTICIPLE
    else:
        before = words.low[at - 1] if at else ""
        fits = before not in BEFORE_NOUN or before in ("and", "that", "all", "who")
    return form if fits else None


def _is_base_here(words: Words, at: int, held: dict[int, Agent], group: _Group) -> bool:
    """Whether a bare verb stands here: after "to" or "will", or after a subject in the plural."""
    if group.to or group.modal or group.do:
        return not group.be or group.to
    if group.have or group.be:
        return False
    before = words.low[at - 1] if at else ""
    agent = held.get(group.first - 1)
    subject = agent is not None and not agent.owns and before not in BEFORE_NOUN
    return subject or before in ("they", "we", "who", "that", "which")


def _many_before(words: Words, at: int, group: _Group) -> bool:
    """Whether a noun in the plural is the subject: "the rules apply", "the duties take effect"."""
    before = words.low[group.first - 1] if group.first else ""
    free = not (group.to or group.modal or group.do or group.have or group.be)
    return free and before[-1:] == "s" and len(before) > 3 and before not in BEFORE_NOUN


def _takes_effect(pattern: ActPattern, group: _Group, words: Words, at: int) -> bool:
    """Whether a phrase like "take effect" stands without an auxiliary: then its subject is plural, wherever it is."""
    free = not (group.to or group.modal or group.do or group.have or group.be)
    return free and pattern.tail[-1:] in (("effect",), ("force",)) and words.low[at - 1 : at] not in (("and",), ("or",))


def _is_verb_here(words: Words, at: int, held: dict[int, Agent], group: _Group) -> bool:
    """Whether a word like "bans", "plans", "limits" is a verb: its subject stands before it, no article does."""
    before = at - 1
    if before < 0:
        return False
    if before in held:
        return not held[before].owns
    low = words.low[before]
    if before and words.low[before - 1] in LEADING and before - 1 not in held and not low.endswith("ly"):
        return False  # "with voluntary cuts"
    if low in BEFORE_NOUN and low != "that":
        return low == "and" and group.first == at
    return not words.owns[before]
