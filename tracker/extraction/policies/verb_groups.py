"""The verb group around a verb, read leftwards from it: "has not yet decided to | extend"."""

from __future__ import annotations

from tracker.extraction.policies.moods import (
    BE,
    CONSIDERING,
    DAY_WORDS,
    DENYING,
    DO,
    GOVERNORS,
    GUESSING,
    HAVE,
    NOT,
    PLAIN_ADVERBS,
    PLANNED,
    PROMISING,
    PROPOSING,
    SUPPOSING,
    URGING,
    URGING_MODALS,
    WEAK_MODALS,
    Mood,
)
from tracker.extraction.policies.words import Agent, Words, word_set

BECOMING = BE | word_set("become becomes became")
FIRSTS = word_set("first latest second third last")
VOTES = word_set(
    "none nil zero one no with abstentions – - "
    "vote votes majority margin of against a by two three four five six seven eight nine unanimously"
)
DATING = word_set("in of since by until from early late mid last next this on")
INSERTED = word_set("besides moreover however too therefore meanwhile likewise furthermore instead thus accordingly")
TELLING = word_set("announce unveil launch present sign propose confirm reveal")
LATELY = word_set("over past few days weeks months hours the early late")
WHEN = word_set("from in by as of at until next early late mid")


class Group:
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
            return self._inserted(low, i)
        return 1

    def _inserted(self, low: str, i: int) -> int:
        """The words that stand between two verbs and belong to neither: "once more", ", besides,"; 0: none."""
        before = self.words.low[i - 1] if i else ""
        if low == "more" and before == "once":
            self.first = i - 1
            return 2
        return 3 if low == "," and before in INSERTED and self.words.low[i - 2] == "," else 0

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
        if (before in self.held and self._first_to(before)) or self._used_to(before):
            return 1
        if before in self.held or before < 0:
            agent = self.held.get(before)
            headline = agent is not None and agent.first <= 1 and not agent.owns and words.size < 22
            self._say(Mood.PLANNED if headline else Mood.URGED if before >= 0 else Mood.PURPOSE)
            return 1
        if governor in GOVERNORS:
            gone = before > 0 and words.low[before - 1] in ("had", "getting") and GOVERNORS[governor] is Mood.PLANNED
            self._say(Mood.CONSIDERED if gone else GOVERNORS[governor])  # "had wanted to let"
            if self.mood is Mood.PLANNED and governor in ("is", "are", "was", "were"):
                self.be = self.be or False
            self.first = before
            if governor not in BE:
                return i - before + 1 if before - 1 >= 0 else 1
            return i - before + 1
        if self._first_to(before):
            return 1
        if self._urged(i):
            self._say(Mood.URGED)
        else:
            self._say(Mood.PURPOSE)
        return 0

    def _used_to(self, at: int) -> bool:
        """ "The minister used his budget speech to announce a tax": done; the group then begins with "used"."""
        low = self.words.low
        if low[self.at] not in TELLING:
            return False
        for i in range(at - 1, max(0, at - 6), -1):
            if low[i] in ("used", "uses", "took", "seized"):
                self.first = i
                return True
        return False

    def _first_to(self, at: int) -> bool:
        """ "Uganda is the first in the bloc to have ratified …": done; the group then begins with "is"."""
        low = self.words.low
        for i in range(at, max(0, at - 6), -1):
            if low[i] in FIRSTS and low[i - 1] == "the" and low[i - 2] in BECOMING:
                self.first = i - 2 - (low[i - 3] in HAVE)
                return True
        return False

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
        if not SUPPOSING.isdisjoint(near) and not (near[-1:] == ("once",) and words.low[self.first] == "more"):
            self._say(Mood.POSSIBLE)
        if "whether" in near and self.mood is Mood.PLANNED:
            self.mood = Mood.POSSIBLE
        if self.mood not in (Mood.FACT, Mood.PLANNED) or i < 0 or i in self.held:
            return
        if words.low[self.at].endswith("ing") and not self.be:
            near = words.low[max(0, i - 2) : i + 1]
            if not CONSIDERING.isdisjoint(near):
                self.mood = Mood.CONSIDERED
            elif near[-1:] in (("by",), ("after",)):
                pass  # "…, the service said after lifting its ban": done
            elif not DENYING.isdisjoint(near) or "without" in near or "not" in near:
                self.mood = Mood.DENIED
            elif not PROPOSING.isdisjoint(near):
                self.mood = Mood.PROPOSED
            elif not URGING.isdisjoint(near):
                self.mood = Mood.URGED
            else:
                self.mood = Mood.ASIDE
