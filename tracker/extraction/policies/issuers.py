"""Who acts: authorities by name, by a person's title and by role ("the ministry"), and countries themselves.

Nothing here decides whether anybody acted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.extraction.policies.issuers_banks import CENTRAL, central_bank_of
from tracker.extraction.policies.issuers_courts import COURTS, with_court
from tracker.extraction.policies.issuers_names import Names, places
from tracker.extraction.policies.issuers_places import ADJECTIVAL, DETERMINERS, OFFICES_OF_PLACES, governing, own_name
from tracker.extraction.policies.issuers_topics import end_of_topic
from tracker.extraction.policies.issuers_words import (
    ATTRIBUTED,
    COUNTS,
    FORMER,
    FREE_ROLES,
    HEADS_OF_STATE,
    LED,
    LINKS,
    MINISTERS,
    MODIFIERS,
    NEEDS_MORE,
    OFFICES,
    OPENINGS,
    ORDERS,
    ORGANS,
    OWNED_HEADS,
    OWNERS,
    PARTICLES,
    POLITIES,
    SHORTENED,
    THE_STATE,
    WHEN,
)
from tracker.extraction.policies.lexicon import PAST, Lexicon
from tracker.extraction.policies.words import NAMED, ROLE, STATE, Agent, Place, Words

__all__ = ["agents", "places"]

LEADS = LED | OFFICES_OF_PLACES
BEGINNINGS = DETERMINERS | OFFICES_OF_PLACES | POLITIES | CENTRAL | ORGANS.keys()
STEM = 5  # letters that a region and its adjective share: Catal-onia, Catal-an


def agents(words: Words, lexicon: Lexicon, spots: tuple[Place, ...]) -> Iterator[Agent]:
    """Authorities and acting countries, left to right, never overlapping. `spots` are the sentence's places."""
    finder, known, small, free = _Finder(words, lexicon, spots), lexicon.beginnings, lexicon.small_beginnings, 0
    starts, headed = finder.starts, finder.names.headed
    for at in [
        n
        for n, (low, capital) in enumerate(zip(words.low, words.capitals, strict=True))
        if low in BEGINNINGS or (headed or low in known if capital else low in small) or n in starts
    ]:  # at all other words, which are most, the finder would find nothing
        found = finder.at(at) if at >= free else None
        if found is not None:
            found = with_court(found, words, finder.names)
            yield found
            free = found.last


class _Finder:
    """The agents of one sentence, asked for word by word."""

    def __init__(self, words: Words, lexicon: Lexicon, spots: tuple[Place, ...]) -> None:
        self.words, self.lexicon = words, lexicon
        self.names = Names(words, lexicon, spots)
        self.starts = {place.first: place for place in spots}
        self._leads = not LEADS.isdisjoint(words.present)
        self._roles = not lexicon.role_starts.isdisjoint(words.present)

    def at(self, at: int) -> Agent | None:
        low, capital = self.words.low[at], self.words.capitals[at]
        found = self._union_organ(at) if capital and low in ORGANS else None
        if found is None and low in self.lexicon.names:
            found = self._with_name(self.names.listed(at))
        if found is None and capital:
            found = central_bank_of(self.words, self.names.inside, self.lexicon, at) or self.names.by_head(at)
        if found is None and low in POLITIES:
            found = self._polity(at)
        if found is None and low in self.lexicon.titles:
            found = self._by_title(at)
        if found is None and self._leads and (low in OFFICES_OF_PLACES or low in DETERMINERS):
            found = self._office_of_a_place(at) or self._led_by(at)
        if (
            found is None
            and self._roles
            and (at in self.starts or low in self.lexicon.role_words or low in DETERMINERS)
        ):
            found = self._by_role(at)
        return found or (self._state(at) if at in self.starts else None)

    def _with_name(self, found: Agent | None) -> Agent | None:
        """A listed office with the name of who holds it: "Argentine President | Ana Ruiz"."""
        if found is None or not (self._before_person(found.last - 1) or self._first_name_only(found)):
            return found
        end = self._person_end(found.last)
        return replace(found, last=end, owns=self.words.owns[end - 1])

    def _first_name_only(self, found: Agent) -> bool:
        """ "President Ana | Ruiz": whether a listed title and name go on with one more of the person's names."""
        words, last = self.words, found.last
        if found.owns or last >= words.size or last - found.first < 2 or words.title_case:
            return False
        titled = words.low[found.first] in self.lexicon.titles and words.low[last - 1] not in self.lexicon.roles
        goes_on = words.capital(last) or (words.low[last] in PARTICLES and words.capital(last + 1))
        named = titled and goes_on and words.tokens[last].kind == "word" and words.capital(last - 1)
        return named and words.low[last] not in WHEN | self.lexicon.heads

    def _union_organ(self, at: int) -> Agent | None:
        """ "Council and Parliament": of the institutions of the EU two stand side by side without an article."""
        words, low = self.words, self.words.low[at]
        for other in (at + 2, at - 2):
            joint = 0 <= other < words.size and words.low[(at + other) // 2] == "and"
            if joint and low != words.low[other] and words.low[other] in ORGANS and words.capital(other):
                return Agent(at, at + 1, ORGANS[low], "EU", NAMED, low, words.owns[at])
        return None

    def _polity(self, at: int) -> Agent | None:
        """ "the state of Victoria", "the city of Porto": a part of a country that acts."""
        words, last = self.words, at + 2
        if words.low[at - 1 : at] == ("the",) and self._acts_itself(at):
            return Agent(at, at + 1, "", "", STATE, "state", words.owns[at])
        led = at > 0 and any(place.last == at and place.kind != "region" for place in self.starts.values())
        if words.low[at + 1 : at + 2] != ("of",) or not (led or words.low[at - 1 : at] == ("the",)):
            return None
        while last < min(words.size, at + 6) and words.capital(last) and words.tokens[last].kind == "word":
            last += 1
        if last == at + 2 or words.title_case:
            return None
        code = next((self.starts[i].code for i in range(at + 2, last) if i in self.starts), "")
        name = words.text_of(at + 2, last)
        return Agent(at, last, name, code, STATE, "region", words.owns[last - 1])

    def _acts_itself(self, at: int) -> bool:
        """ "The state has withdrawn its ban", "the city will pay": a part of a country taken up by what it is."""
        words = self.words
        after = words.low[at + 1] if at + 1 < words.size else ""
        acts = after not in ("have", "is") and self._does(after)
        return acts and not words.owns[at] and (at < 2 or words.low[at - 2] in OPENINGS)

    def _does(self, word: str) -> bool:
        """Whether a word is a verb that what stands before it does: "has", "will", "introduced"."""
        known = self.lexicon.acts[word].phrases if word in self.lexicon.acts else ()
        return word in ("has", "have", "will", "is") or any(pattern.form == PAST for pattern in known)

    def _by_title(self, at: int) -> Agent | None:
        """A person who acts for the state: "Energy Minister Bowen", "President Ruto", "Premier Li Qiang"."""
        words = self.words
        for title in self.lexicon.titles.get(words.low[at], ()):
            last = at + len(title)
            past = (at > 0 and words.low[at - 1] in FORMER) or words.low[last : last + 1] in MINISTERS
            if words.low[at:last] != title or last >= words.size or words.title_case or past:
                continue
            last += title[-1] in SHORTENED and words.low[last] == "." and last + 1 < words.size
            end = self._person_end(last)
            if end > last:
                known = next((one for i in range(last, end) if (one := self.names.listed(i))), None)
                code = self.names.country_beside(at, last) or (known.jurisdiction if known else "")
                return Agent(at, end, "", code, ROLE, SHORTENED.get(title[-1], " ".join(title)), words.owns[end - 1])
        return None

    def _person_end(self, first: int) -> int:
        """Where a person's name that begins at `first` ends: capitals, with the small words that names hold."""
        words, end, i, most = self.words, first, first, first + 4
        while i < min(words.size, most + 2) and words.tokens[i].kind == "word":
            most += words.low[i] in PARTICLES
            if words.capital(i) and end < most:
                end = i + 1
            elif words.low[i].partition("-")[0] not in PARTICLES:
                break
            elif "-" in words.low[i]:
                end = i + 1
            i += 1
            if words.owns[i - 1]:
                break
        return end

    def _by_role(self, at: int) -> Agent | None:
        """ "the ministry", "Norway's energy ministry", "the country's top court": a role with its topic and country."""
        words = self.words
        first, code = self._lead(at)
        last = self._role_end(first, first > at) if first < words.size else None
        if last is None:
            return None
        if first > at and ((words.capital(first) and self._begins_name(at, first)) or self._regional(first)):
            return None
        person = self._before_person(last - 1)
        if words.capital(last - 1) and not person and self._name_goes_on(last):
            return None
        past = not FORMER.isdisjoint(words.low[max(0, at - 1) : last])
        role, head = " ".join(words.low[first:last]), words.low[last - 1]
        topic = end_of_topic(words, self.lexicon.topics, last, head) if last - first == 1 else last
        alone = topic == last and not self._enough(at, first, last, code)
        if past or alone or self._is_none(first, last):
            return None
        if role == "government" and words.capital(first) and first > 0 and not words.title_case:
            role = "central government"  # by its name: "the Government"
        code = code or self.names.country_beside(first, last)
        if topic > last:
            role, last = f"{' '.join(words.low[last + 1 : topic])} {head}".removeprefix("the "), topic
            code = code or self.names.country_beside(first, last)
        end = self._with_person(last, self.names.with_country(last)) + 3 * (words.low[last : last + 3] in THE_STATE)
        nameless = head in self.lexicon.nameless
        other = self._other_state(end) if nameless else None
        end, code = (other.last, "INT") if other is not None and other.code != code else (end, code)
        level = STATE if nameless and last - first == 1 else ROLE
        own = governing(words, self.lexicon.capitals, at, role, last) or own_name(words, self.starts, at, role, last)
        at += words.low[at] == "that" and at + 1 in self.starts
        return Agent(at, end, own, code, level, role, words.owns[end - 1], nameless)

    def _other_state(self, last: int) -> Place | None:
        """The second state of "regulators of Benin | and Togo", where the first ends at word `last`."""
        of = self.words.low[last : last + 1] == ("and",) and any(place.last == last for place in self.starts.values())
        return self.starts.get(last + 1 + (self.words.low[last + 1 : last + 2] == ("the",))) if of else None

    def _led_by(self, at: int) -> Agent | None:
        """ "the Ruiz administration", "the Marcos government": named after who leads it, of the story's country."""
        words, head = self.words, self.words.low[at + 2] if at + 2 < self.words.size else ""
        if head not in LED or at + 1 in self.starts or self.names.listed(at + 1) is not None:
            return None
        named = words.capital(at + 1) and not words.capital(at + 2) and not words.owns[at + 1]
        if not named or words.low[at] != "the" or words.title_case:
            return None
        name = words.text_of(at + 1, at + 3) if head == "administration" else ""
        return Agent(at, at + 3, name, "", ROLE, head, words.owns[at + 2])

    def _office_of_a_place(self, at: int) -> Agent | None:
        """ "the governor of California", "the mayor of Bogotá" → Governor of California; no country's own premier."""
        words = self.words
        last = at + 1 if words.low[at] in OFFICES_OF_PLACES else at + 2
        if last > words.size or words.low[last - 1] not in OFFICES_OF_PLACES:
            return None
        if words.low[last : last + 1] != ("of",) or last + 1 >= words.size or words.title_case:
            return None
        end = last + 1
        while end < min(words.size, last + 5) and words.capital(end) and words.tokens[end].kind == "word":
            end += 1
        place = self.starts.get(last + 1)
        if end == last + 1 or (place is not None and place.kind not in ("region", "seat")):
            return None
        name = f"{words.text_of(last - 1, last).capitalize()} of {words.text_of(last + 1, end)}"
        code = place.code if place is not None else self.names.country_beside(at, end)
        return Agent(at, end, name, code, ROLE, words.low[last - 1], words.owns[end - 1])

    def _regional(self, role: int) -> bool:
        """Whether a region's own listed body stands here: "Catalan parliament", "Flemish government"."""
        place = self.starts.get(role - 1)
        whole = self.names.listed(role - 1) if place is not None else None
        if whole is None or place is None or whole.last <= role:
            return False
        stem = self.words.low[role - 1][:STEM]
        adjective = place.kind == "adjective" or self.words.low[role - 1].endswith(ADJECTIVAL)
        return adjective and len(stem) == STEM and stem in whole.name.lower()

    def _lead(self, at: int) -> tuple[int, str]:
        """Where the role itself begins after an article and a country, and that country: "the Norwegian | ministry"."""
        first = at + 1 if self.words.low[at] in DETERMINERS else at
        place = self.starts.get(first)
        if place is not None and (place.owns or place.kind in ("adjective", "both") or self._role_follows(place.last)):
            return place.last, place.code
        if first > at and first < self.words.size and self.words.low[first] in OWNERS and self.words.owns[first]:
            return first + 1, ""
        return first, ""

    def _role_follows(self, at: int) -> bool:
        """Whether a role stands right behind a place: "the Scottish government", "Ontario lawmakers"."""
        return at < self.words.size and self.words.low[at] in self.lexicon.roles and self.words.low[at] != "house"

    def _enough(self, at: int, first: int, last: int, code: str) -> bool:
        """Whether a role of one word may stand alone: "lawmakers", "the ministry", "seven departments"."""
        words, head = self.words, self.words.low[last - 1]
        if last - first > 1 or code:
            return True
        counted = at > 0 and (words.tokens[at - 1].kind == "number" or words.low[at - 1] in COUNTS)
        if counted and head in self.lexicon.nameless:
            return True
        if head == "governments" and first and words.low[first - 1] in ("their", "our"):
            return False
        if first == at:
            return head in FREE_ROLES and head not in NEEDS_MORE
        return head not in NEEDS_MORE or words.low[first - 1] == "the" or head in COURTS

    def _is_none(self, first: int, last: int) -> bool:
        """Whether the phrase is no authority, or only the beginning of a company's name."""
        low, companies = self.words.low, self.lexicon.companies
        marketing = low[last - 1] == "board" and last - first > 1 and low[first] in self.lexicon.topics
        known = (low[last - 1],) in self.lexicon.not_authorities and not marketing
        role = " ".join(low[first:last])
        known = (known and not (last - first > 1 and role in self.lexicon.roles)) or role in companies
        firms = (
            low[last - 1] == "executive" and first > 0 and self.words.owns[first - 1] and not self._of_a_country(first)
        )
        known = known or firms  # "SalMar's chief executive"
        gazetted = low[last : last + 1] == ("gazette",) and self.words.owns[last - 1]
        kind = last - first == 1 and low[max(0, first - 1) : first] in (("a",), ("an",), ("by",))
        kind = (kind or low[last - 1] == "executive") and not ORDERS.isdisjoint(low[last : last + 1])
        return (
            known
            or kind
            or (last < len(low) and (low[last] in companies or (low[last] in ATTRIBUTED and not gazetted)))
        )

    def _begins_name(self, at: int, first: int) -> bool:
        """Whether a listed name stands behind the article or the country's adjective."""
        return any(self.names.listed(i) is not None for i in range(at + 1, first + 1))

    def _name_goes_on(self, last: int) -> bool:
        """Whether a capitalised role is but the beginning of a name: "Ministry of …", "House Energy …"."""
        words, head = self.words, self.words.low[last - 1]
        if words.title_case or words.upper or last >= words.size:
            return False
        if words.low[last] in ("of", "for"):
            last += words.low[last + 1 : last + 2] == ("the",) and not words.owns[last - 1]
            state = last + 1 in self.starts or words.low[last - 1 : last + 2] in THE_STATE
            held = head in HEADS_OF_STATE or head in self.lexicon.nameless or head == "minister"
            return last + 1 < words.size and words.capital(last + 1) and not (held and state)
        return words.capital(last) and words.tokens[last].kind == "word"

    def _role_end(self, first: int, owned: bool) -> int | None:
        """Where a role that begins at `first` ends: up to five topic words and modifiers, then the role."""
        low, lexicon = self.words.low, self.lexicon
        if low[first] not in lexicon.role_starts and not self._may_lead(first, first, owned):
            return None
        for i in range(first, min(len(low), first + 6)):
            word, after = low[i], low[i + 1] if i + 1 < len(low) else ""
            if word in lexicon.role_starts and f"{word} {after}" in lexicon.roles:
                return i + 2
            if after == "of" and " ".join(low[i : i + 3]) in lexicon.roles:
                return i + 3
            cased = i == first or self.words.title_case or not self.words.capital(i) or self._before_person(i)
            cased = cased or (word in OFFICES and not (i + 1 < len(low) and self.words.capital(i + 1)))
            if word in lexicon.roles and cased:
                if after not in lexicon.roles or word not in lexicon.topics:
                    return i + 1
            elif not self._may_lead(i, first, owned):
                return None
        return None

    def _before_person(self, at: int) -> bool:
        """Whether word `at` is a title and a person's name follows: "Finance Minister Ama Mensah"."""
        words = self.words
        if (words.low[at],) not in self.lexicon.titles.get(words.low[at], ()) or words.owns[at] or words.title_case:
            return False
        return at + 1 < words.size and words.capital(at + 1) and words.tokens[at + 1].kind == "word"

    def _with_person(self, role: int, last: int) -> int:
        """Where a role ends with the name of the person who holds it: "the finance minister Ama Mensah"."""
        if last != role or not self._before_person(role - 1):
            return last
        return self._person_end(role)

    def _may_lead(self, at: int, first: int, owned: bool) -> bool:
        low = self.words.low[at]
        if low in self.lexicon.topics or low in MODIFIERS or (at > first and low in ("and", "-")):
            return True
        return owned and self._before_ministry(at)

    def _before_ministry(self, at: int) -> bool:
        """Any noun may say what a ministry is for: "the production ministry", "Ghana's lands minister"."""
        words, low = self.words, self.words.low[at]
        after = words.low[at + 1] if at + 1 < words.size else ""
        if (
            after not in OWNED_HEADS
            or (after not in ("ministry", "minister") and not self._of_a_country(at))
            or words.capital(at)
            or low.endswith(("ed", "ly"))
        ):
            return False
        return words.tokens[at].kind == "word" and low not in LINKS and low not in DETERMINERS

    def _of_a_country(self, at: int) -> bool:
        """Whether a country stands right before word `at`, or one word further: "Austria's | cartel court"."""
        return any(place.last in (at, at - 1) and place.owns for place in self.starts.values())

    def _state(self, at: int) -> Agent | None:
        """A country, its capital or a region, itself the actor: not as an adjective."""
        place = self.starts[at]
        if place.kind == "adjective":
            return None
        name = self.words.text_of(place.first, place.last) if place.kind == "region" else ""
        kind = self.words.low[place.last : place.last + 2]
        if len(kind) > 1 and kind[0] in POLITIES and not place.owns and self._does(kind[1]):
            return Agent(place.first, place.last + 1, name, place.code, STATE, place.kind, self.words.owns[place.last])
        return Agent(place.first, place.last, name, place.code, STATE, place.kind, place.owns)
