"""Which instrument an act is about: its object, the subject of its passive, what a relative clause takes up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tracker.extraction.policies.roles import BREAKS, PREPOSITIONS, RELATIVE, Roles, Tie
from tracker.extraction.policies.verbs import Act
from tracker.extraction.policies.words import Thing, word_set
from tracker.model import Instrument

BRACKETS = word_set('" ( )')
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
CONJUNCTIONS = word_set("when because while after although though but whereas if unless ; : . ? !")
LINKING = word_set("that which , ) ( to under on in with for")
STEPS = word_set(
    "date deadline start timetable introduction launch implementation rollout entry application enforcement adoption "
    "release publication text version package series raft round batch terms phase stage part half parts elements"
)
OPENING = word_set("under in after with as to for following on at since by despite along")
MEASURES_OF = word_set("outlay budget allocation ceiling scope duration validity coverage funding")
PAPERS = word_set("decree notification notice circular order letter communication gazette announcement")
CONTAINING = word_set("issuing promulgating enacting containing with notifying publishing carrying proposing enclosing")
AMENDING = word_set("amending revising changing modifying")
HELD_IN_PAPERS = (Instrument.LAW, Instrument.REGULATION, Instrument.STANDARD, Instrument.TAX, Instrument.RESTRICTION)
READINGS = word_set("reading debate vote instance")
ARTICLES = word_set("the a an its their")
JOINERS = word_set("and or , both all half of than as")
CLAUSES = word_set("that which who because while although whether if")


@dataclass(frozen=True, slots=True)
class Deed:
    """An act with who did it and what it was done to. `direct`: the instrument is its own object (or its subject)."""

    act: Act
    tie: Tie
    thing: Thing | None
    direct: bool

    @property
    def own(self) -> Thing | None:
        return self.thing if self.direct else None


class Things:
    """The instruments of one sentence, seen from its acts."""

    def __init__(self, roles: Roles) -> None:
        self.roles, self.scene, self.words, self.verbs = roles, roles.scene, roles.words, roles.verbs
        self.over, self.thing_over = roles.over, roles.thing_over

    def object_after(self, start: int, free: tuple[str, ...] = ()) -> tuple[Thing | None, bool]:
        """The instrument after a verb, and whether it is its direct object; `free` are the verb's own prepositions."""
        low, direct, at, led = self.words.low, True, self._behind_manner(start), start
        end = min(self.words.size, start + 22)
        while at < end:
            thing = self.thing_over.get(at)
            if thing is not None and not self._medium(thing):
                return self._held_by(thing) or thing, direct
            if self._ends_object(at, start):
                return None, False
            aside = self._aside(at, end) if low[at] == "," else at
            if direct and aside == at and self._leads_away(at, start, free):
                direct, led = False, at
            elif not direct and self._begins_object(at, led):
                direct = True
            at = aside + 1
        return None, False

    def _begins_object(self, at: int, led: int) -> bool:
        """Whether the object comes only behind a short phrase: "extended to Antioquia | the agreement"."""
        low = self.words.low
        return low[at] in ARTICLES and 2 <= at - led <= 5 and low[at - 1] not in PREPOSITIONS | ARTICLES | JOINERS

    def _behind_manner(self, start: int) -> int:
        """Behind "by (royal) decree", which says how something was decided and not what."""
        if self.words.low[start : start + 1] != ("by",):
            return start
        thing = next((t for at in (start + 1, start + 2) if (t := self.thing_over.get(at))), None)
        return thing.last if thing is not None and thing.last < self.words.size else start

    def _held_by(self, paper: Thing) -> Thing | None:
        """What a notice brings: "a notification containing the draft Drone Rules", "a circular to amend the rules"."""
        low = self.words.low
        if low[paper.last - 1] in MEASURES_OF:
            inner = next((t for at in range(paper.last + 1, paper.last + 9) if (t := self.thing_over.get(at))), None)
            named = low[paper.last : paper.last + 1] in (("of",), ("for",), ("under",))
            schemed = inner is not None and inner.form is Instrument.PROGRAMME
            return replace(inner, first=paper.first) if inner is not None and named and schemed else None
        if low[paper.last - 1] not in PAPERS or low[paper.last : paper.last + 1] == ():
            return None
        amends = low[paper.last] in AMENDING or low[paper.last : paper.last + 2] == ("to", "amend")
        if not amends and low[paper.last] not in CONTAINING:
            return None
        for at in range(paper.last + 1, min(self.words.size, paper.last + 9)):
            inner = self.thing_over.get(at)
            if inner is not None and inner.form in HELD_IN_PAPERS:
                return replace(inner, first=paper.first) if amends else inner
            if low[at] in BREAKS or low[at] == ",":
                return None
        return None

    def _medium(self, thing: Thing) -> bool:
        """Whether a paper is only where something is said: "announced in a notice"."""
        before = self.words.low[max(0, thing.first - 3) : thing.first]
        return thing.form in (Instrument.GUIDELINE, Instrument.REPORT) and "in" in before and "a" in before[-2:]

    def _aside(self, comma: int, end: int) -> int:
        """The comma that closes a short insertion without an instrument in it (", in brief,"), else `comma` itself."""
        for at in range(comma + 1, min(end, comma + 9)):
            if at in self.thing_over or at in self.verbs:
                return comma
            if self.words.low[at] == ",":
                return at
        return comma

    def _ends_object(self, at: int, start: int) -> bool:
        low = self.words.low[at]
        closed = low in BREAKS and low not in BRACKETS
        return closed or low in CLAUSES or (at in self.verbs and at > start)

    def _leads_away(self, at: int, start: int, free: tuple[str, ...]) -> bool:
        """Whether a preposition makes what follows another's object: not a day's, not the verb's own."""
        low, words = self.words.low[at], self.words
        if low not in PREPOSITIONS or low == "of" or low in free:
            return False
        after = words.low[at + 1] if at + 1 < words.size else ""
        given = (t for i in (at + 1, at + 2, at + 3) if (t := self.thing_over.get(i)))
        paid = low == "in" and any(t.form is Instrument.FUNDING for t in given)
        stepped = at > start and words.low[at - 1] in STEPS
        dated = after in DAYS or (low in ("on", "in", "at") and after[:1].isdigit())
        read = low in ("on", "at", "in") and not READINGS.isdisjoint(words.low[at + 1 : at + 5])
        level = low in ("to", "by") and (after[:1].isdigit() or after in ("zero", "nil", "half"))
        return not (dated or paid or stepped or read or level)

    def thing_before(self, end: int) -> Thing | None:
        """The instrument that heads the subject of a verb group that begins at `end`."""
        if end and self.words.low[end - 1] in ("it", "they"):
            return self.scene.things[0] if self.scene.things and self.scene.things[0].last < end else None
        start = self._clause_start(end)
        found = [t for t in self.scene.things if start <= t.first and t.last <= end]
        heads = [t for t in found if not self._inside_phrase(t, start)]
        return next(iter(heads or found), None)

    def _clause_start(self, end: int) -> int:
        """Where the clause of the verb group at `end` begins; a phrase like "Under the plan," in front is left off."""
        low = self.words.low
        start = 0
        for at in range(end - 1, max(-1, end - 40), -1):
            told = low[at] in ("said", "says") and low[at - 1] not in RELATIVE
            closed = at in self.verbs and not self._in_relative(at) and at + 1 < end and low[at - 1] not in (",", "to")
            closed = closed and low[end - 1] != "and"
            if low[at] in CONJUNCTIONS or closed or told:
                start = at + 1
                break
        comma = next((i for i in range(start, end) if low[i] == ","), None)
        if (
            comma is not None
            and low[start] in OPENING
            and any(t.first > comma and t.last <= end for t in self.scene.things)
        ):
            return comma + 1
        return start

    def _inside_phrase(self, thing: Thing, start: int) -> bool:
        """Whether a preposition leads to this noun: "the ban on sales permits"."""
        for at in range(thing.first - 1, max(start - 1, thing.first - 5), -1):
            if self.words.low[at] in PREPOSITIONS:
                return True
            if at in self.thing_over or self.words.low[at] in BREAKS or self.words.low[at] == ",":
                return False
        return False

    def _in_relative(self, verb: int) -> bool:
        return not RELATIVE.isdisjoint(self.words.low[max(0, verb - 7) : verb])

    def _before_agent(self, first: int) -> int:
        """The word before an agent with its article and its country: "which Ireland's | EPA"."""
        at = first - 1
        while at >= 0 and (self.words.low[at] in ("the", "a") or (at in self.over and self.over[at].owns)):
            at -= 1
        return at

    def in_relative(self, first: int) -> bool:
        at = self._before_agent(first)
        return at > 0 and self.words.low[at] in ("which", "that")

    def antecedent(self, first: int) -> Thing | None:
        """The instrument that a relative clause takes up, whose agent begins at `first`: "the plan which X issued"."""
        at = self._before_agent(first)
        if at >= 0 and self.words.low[at] == ",":
            return None
        while at >= 0 and self.words.low[at] in LINKING:
            at -= 1
        if at < 0:
            return None
        linked = any(self.words.low[i] in ("that", "which") for i in range(at + 1, first))
        if not linked and at not in self.thing_over:
            return None
        return self._nearest(at + 1)

    def _nearest(self, end: int) -> Thing | None:
        """The instrument right before word `end`: the head of "a deal on tariffs that", not the noun in its phrase."""
        before = [thing for thing in self.scene.things if thing.last <= end]
        if not before:
            return None
        last = before[-1]
        for earlier in reversed(before[:-1]):
            between = self.words.low[earlier.last : last.first]
            if not 0 < len(between) <= 5 or between[0] not in PREPOSITIONS:
                break
            last = earlier
        return last
