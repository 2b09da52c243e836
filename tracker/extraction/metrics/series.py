"""Whom and what a quantity is about: subject, measure, the length of time it is counted over, and its bounds.

    clause → subject | verb | object → "China" / "generative AI users", "Norges Bank" / "key policy rate"

A pronoun stands for the subject of the sentence before; a number that a text tells as another value of one told before
("from 5.5 to 6 million", "a year ago it was 40") shares its name and is one of its kin. Beside the name that people see
the words around are kept: what leads in, what completes it, the noun of what was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from tracker.extraction.metrics.cadence import cadence_of, timed
from tracker.extraction.metrics.inherit import clause_begin
from tracker.extraction.metrics.naming import measure_of
from tracker.extraction.metrics.naming_clause import Clause, clause_of
from tracker.extraction.metrics.naming_kin import Memory, goes_on, restated
from tracker.extraction.metrics.naming_national import changed_by, is_national
from tracker.extraction.metrics.naming_owner import RULERS, Named, owner_of
from tracker.extraction.metrics.naming_parts import of_another, people_of
from tracker.extraction.metrics.naming_phrases import Proper, is_generic, split_place, thing, words_of
from tracker.extraction.metrics.naming_tidy import country_of, tidy_measure, tidy_subject
from tracker.extraction.metrics.naming_topic import TELLS_NOTHING, most_named, topic_of, topic_words
from tracker.extraction.metrics.naming_words import (
    AGENTS,
    DEEDS,
    MEASURED,
    NEVER_NAMES,
    TELLERS,
)
from tracker.extraction.metrics.scene import Quantity, Scene, longest_names
from tracker.extraction.text import Shape
from tracker.model import Kin, MetricMention

_PLATFORM = re.compile(r"\bon ([A-Z][\w-]+(?: [A-Z][\w-]+)?)")
_NO_PLATFORM = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
)
_MOST_ABOUT = 24
_MOST_KIN = 4
_UNLIKE = 1e4
"""times as large as the last number, which tells that another one has a name of its own"""
_NEAR = 40
"""characters between a step and the level that it led to: "rose 2% to an average of 900" """


class Series(NamedTuple):
    subject: str
    measure: str
    cadence: str | None
    scope: tuple[str, ...]
    about: tuple[str, ...] = ()
    """further words that tell the quantity, nearest first"""


class Names:
    """What the sentences of one item are about, remembered from one to the next."""

    def __init__(self, title: str | None):
        self.title = title
        self.subject = self.last = ""
        """whom the sentences before are about, and who was named last"""
        self.paragraph = -1
        self.proper_subject = False
        self.proper: Proper | None = None
        self.topic = ""
        self.country: str | None = None
        self.memory = Memory(())
        self.step = ""
        """what was last told to have changed by a step"""
        self.named: dict[int, Series] = {}
        self.heads: dict[int, str] = {}
        self.item_words: tuple[str, ...] = ()
        self.bounds: dict[int, tuple[list[str], list[str]]] = {}
        """the countries and platforms that sentences name, by where these begin"""

    def series(self, scene: Scene, one: Quantity) -> Series:
        """A row's head in a table: short noun phrases from the quantity's own clause, or those of its kin."""
        if self.proper is None:
            self.proper = Proper(scene)
            self.topic = topic_of(scene, self.title, self.proper)
            self.memory = Memory([sentence.start for sentence in scene.view.sentences])
            self.heads = _entry_heads(scene)
            self.item_words = topic_words(scene, self.title)
        if scene.sentence.paragraph != self.paragraph and scene.sentence.paragraph in self.heads:
            self.subject, self.paragraph = self.heads[scene.sentence.paragraph], scene.sentence.paragraph
            self.last = self.subject
            self.proper_subject = True
        clause = clause_of(scene, one, _begin(scene, one))
        kin = goes_on(scene, one, clause, self.memory)
        if kin is not None:
            made = self.named[kin.one.start]
            made = made._replace(about=_joined((*made.about, *_about(scene, clause))))
        else:
            made = self._made(scene, one, clause, self.proper)
        again = kin or restated(one, self.memory)
        if again is not None and kin is None and not owner_of(scene, one, clause, self.proper).text:
            made = self.named[again.one.start]
        self.named[one.start] = made
        self.memory.add(scene, one, again)
        return made

    def knit(self, mentions: Iterable[MetricMention]) -> tuple[MetricMention, ...]:
        """The mentions, each with the others of its thread."""
        roots = self.memory.roots
        threads: dict[int, list[MetricMention]] = {}
        every = tuple(mentions)
        for mention in every:
            threads.setdefault(roots.get(mention.start, mention.start), []).append(mention)
        return tuple(_with_kin(mention, threads[roots.get(mention.start, mention.start)]) for mention in every)

    def _made(self, scene: Scene, one: Quantity, clause: Clause, proper: Proper) -> Series:
        measure, cadence, about = self._measured(scene, one, clause, proper)
        owner = owner_of(scene, one, clause, proper)
        people = people_of(scene, one)
        if people and (not owner.text or country_of(scene, owner.text)):
            owner = Named(people, True)
        if people == owner.text != "" or (one.inherited and one.noun and country_of(scene, one.noun[-1].title())):
            measure = self._counted(scene) or measure
        subject = self._whose(scene, one, clause, owner, measure)
        if owner.text:
            self.last = subject
            if not (one.inherited or people) or not self.subject:  # a part of what was told is not what a text is about
                self.subject, self.paragraph = subject, scene.sentence.paragraph
                self.proper_subject = owner.proper
        if not measure and one.sort in ("count", "ratio"):
            measure = one.unit or ""
        about = _joined((*about, *_topic_words(scene, self.subject if not owner.text else "", self.topic)))
        return Series(subject, timed(measure, cadence), cadence, self._scope(scene, subject), about)

    def _measured(
        self, scene: Scene, one: Quantity, clause: Clause, proper: Proper
    ) -> tuple[str, str | None, tuple[str, ...]]:
        """What is measured, the length of time that it is counted over, and the words that say so."""
        cadence = cadence_of(scene, one)
        measure = tidy_measure(_lowered(scene, measure_of(scene, one, clause, proper)))
        if not measure and (step := changed_by(scene, one)) is not None:
            behind = clause_of(scene, step, _begin(scene, step))
            measure = tidy_measure(_lowered(scene, measure_of(scene, one, behind, proper)))
        about: tuple[str, ...] = _about(scene, clause)
        if one.delta is not None:  # "after it had grown by 5.7 percent"
            measure = self.step = measure or (self.step if clause.refers else "")
        if is_generic(measure) and (same := self._antecedent(scene, one)) is not None:
            about = (*about, *same.about)
            measure, cadence = of_another(scene, clause, same.measure), cadence or same.cadence
        if not measure and one.sort not in ("count", "ratio"):
            told = thing(scene, clause.subject, proper)
            doer = not told or not (AGENTS | TELLERS).isdisjoint(told.lower().split())
            measure = "" if doer else tidy_measure(_lowered(scene, told))
        return measure, cadence, about

    def _whose(self, scene: Scene, one: Quantity, clause: Clause, owner: Named, measure: str) -> str:
        """Whose number it is: whom the clause names, or whom the text is about; a country for what is a country's."""
        subject = owner.text if owner.proper else _lowered(scene, owner.text)
        if subject.casefold() in (measure.casefold(), measure.casefold().partition(" as share of")[0], ""):
            subject = _place_in(scene, subject) or self._carried(scene, clause)
        elif measure and subject.casefold().startswith(f"{measure.casefold()} in "):  # "unemployment in Spain"
            subject = _place_in(scene, subject) or subject
        named = _place_alone(scene, subject, measure)
        subject = tidy_subject(scene, named) or (self._country_here(scene) or self.topic if named else "")
        ruled = bool(measure) and one.sort != "count" and not RULERS.isdisjoint(subject.lower().split())
        if ruled or (subject and is_national(measure)):
            subject = _place_in(scene, subject) or self._country(scene) or subject
        return subject

    def _counted(self, scene: Scene) -> str:
        """What the last count of the paragraph was of, for the countries and peoples that it is parted by."""
        told = next((told for told in reversed(self.memory.last) if told.one.sort == "count"), None)
        near = told is not None and told.scene.sentence.paragraph == scene.sentence.paragraph
        return self.named[told.one.start].measure if near and told is not None else ""

    def _scope(self, scene: Scene, subject: str) -> tuple[str, ...]:
        """Countries of the subject, else of the sentence; and the platform that a thing happens on."""
        at = scene.sentence.start
        if at not in self.bounds:
            self.bounds[at] = _bounds(scene)
        named, platforms = self.bounds[at]
        return tuple(dict.fromkeys((*(_places(scene, subject) or named), *platforms)))

    def _carried(self, scene: Scene, clause: Clause) -> str:
        """The subject of the sentence before, for a pronoun; else of the paragraph; else of the item."""
        if clause.refers and self.last:
            return self.last
        near = scene.sentence.paragraph == self.paragraph and scene.sentence.shape is Shape.PROSE
        if near and self.subject and self.proper_subject:
            return self.subject
        return self._country_here(scene) or self.topic

    def _country_here(self, scene: Scene) -> str:
        """The one country that a paragraph names, where the item's own is not among those that it names."""
        start = next(s.start for s in scene.view.sentences if s.paragraph == scene.sentence.paragraph)
        codes = {code for at, code in scene.places.named if start <= at < scene.sentence.end}
        named = self.topic and self.topic not in scene.words.places
        if named or len(codes) != 1 or scene.words.places.get(self.topic) in codes:
            return ""
        return scene.words.countries.get(next(iter(codes)), "")

    def _country(self, scene: Scene) -> str:
        """The country whose body sets a rate or a quota: that is not about the body itself."""
        if self.country is None:
            self.country = most_named(scene)
        return self._country_here(scene) or self.country

    def _antecedent(self, scene: Scene, one: Quantity) -> Series | None:
        """The name of the last number of the paragraph in the same unit, for one that names nothing."""
        step = next((q for q in reversed(scene.quantities) if q.end <= one.start and q.start in self.named), None)
        if step is not None and step.delta is not None and one.start - step.end < _NEAR:
            return self.named[step.start]
        for told in reversed(self.memory.last):
            near = told.scene.sentence.paragraph == scene.sentence.paragraph
            alike = not told.one.value or not one.value or 1 / _UNLIKE < abs(one.value / told.one.value) < _UNLIKE
            if near and alike and told.one.unit == one.unit:
                return self.named[told.one.start]
        return None


_ENTRY = re.compile(r"(?:\d{1,2}[.)]? )?([A-Z0-9][\w.&+-]*(?: \(?[A-Z0-9][\w.&+-]*\)?){0,3})(?:[,:.]| –| —| -|$)")
_SHORT_HEAD = 48
_NO_HEADS = MEASURED | NEVER_NAMES


def _entry_heads(scene: Scene) -> dict[int, str]:
    """The names that begin the entries of a list, a line for each: "2 Haddock, Norway. Down a place"."""
    heads: dict[int, str] = {}
    last = -1
    for sentence in scene.view.sentences:
        first, last = sentence.paragraph != last, sentence.paragraph
        found = (
            _ENTRY.match(scene.view.of(sentence)) if first and sentence.end - sentence.start <= _SHORT_HEAD else None
        )
        words = found[1].split() if found else []
        if (
            found
            and words[-1].lower().rstrip(".") not in _NO_HEADS
            and not found[1].isupper()
            and not any(word[0].isdigit() for word in words)
            and words[0].lower() not in scene.words.breaks
        ):
            heads[sentence.paragraph] = found[1].rstrip(".")
    return heads


def _with_kin(mention: MetricMention, thread: list[MetricMention]) -> MetricMention:
    others = (*thread[:_MOST_KIN], *thread[-_MOST_KIN:]) if len(thread) > 2 * _MOST_KIN else thread
    kin = tuple(Kin(other.start, other.value, other.period) for other in others if other is not mention)
    return replace(mention, kin=kin) if kin else mention


def _about(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The words of the clause that say what is counted, the noun of its verb first."""
    words = [DEEDS.get(clause.verb, "")]
    for phrase in (
        *clause.objects,
        *clause.label,
        *clause.subject,
        *clause.tail,
        *clause.after,
        *reversed(clause.frame),
    ):
        words.extend(words_of(scene, phrase.first, phrase.last))
    return _joined(words)


def _topic_words(scene: Scene, *names: str) -> tuple[str, ...]:
    return tuple(word for name in names for word in name.split())


def _joined(words: Iterable[str]) -> tuple[str, ...]:
    """The words once each, those that tell nothing left out."""
    plain = (word.removesuffix("'s").removesuffix("'") for word in words)
    telling = (word for word in plain if len(word) > 1 and word.lower() not in TELLS_NOTHING)
    return tuple(dict.fromkeys(telling))[:_MOST_ABOUT]


def _begin(scene: Scene, one: Quantity) -> int:
    """The clause's first token, its own change and an earlier level ("from 10 % to") passed over."""
    at = scene.quantities.index(one)
    while at > 0:
        other = scene.quantities[at - 1]
        if (
            other.level is one
            or (other.earlier and scene.low[other.last : one.head][-1:] == ["to"])
            or other.refusal in ("duration", "attribute")
            or (other.refusal and scene.joined(other.first))
        ):
            at -= 1
        else:
            break
    begin = clause_begin(scene, at)
    while begin > 0 and scene.low[begin - 1] == "(" and (")" in scene.low[begin : one.head] or begin == one.head):
        begin = max((n + 1 for n in range(begin - 1) if scene.low[n] in (";", ".", "(")), default=0)
    return begin


def _lowered(scene: Scene, measure: str) -> str:
    """Without the capital that only the beginning of the sentence gave it."""
    first = next((token.text for token in scene.tokens if token.kind == "word"), "")
    words = measure.split()
    begins = words[:1] == [first] and first[:1].isupper() and first[1:].islower()
    named = len(words) > 1 and (words[1] == "&" or words[1][:1].isupper())
    begins = begins and not named
    return measure[:1].lower() + measure[1:] if begins and first not in scene.words.places else measure


def _place_alone(scene: Scene, subject: str, measure: str) -> str:
    """The place that a subject begins with where the rest of it is the measure: Lisbon of "Lisbon tram fares"."""
    place, rest = split_place(scene, subject.split())
    return " ".join(place) if place and measure.casefold().startswith(" ".join(rest).casefold()) else subject


def _place_in(scene: Scene, subject: str) -> str:
    return " ".join(word for word in subject.split() if word in scene.words.places)


def _bounds(scene: Scene) -> tuple[list[str], list[str]]:
    """The first two countries and the first platform that a sentence names."""
    text = scene.view.of(scene.sentence)
    platforms = [name for name in _PLATFORM.findall(text) if not _NO_PLATFORM.match(name) and not _places(scene, name)]
    return _places(scene, text)[:2], platforms[:1]


def _places(scene: Scene, text: str) -> list[str]:
    names = scene.words.places
    words = [word.strip('.,;:()"').removesuffix("'s").removesuffix("'") for word in text.split()]
    return list(dict.fromkeys(names[name] for _, name in longest_names(words, names)))
