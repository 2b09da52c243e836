"""Authorities by name: those of the list, and those that a head noun gives away ("Kenya Revenue Authority")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.extraction.policies.issuers_words import (
    ARMS,
    COMMON_STARTS,
    COMMON_WORDS,
    HEAD_FIRST,
    HOUSES,
    IN_CAPITALS,
    LED_BY_HIM,
    LINKS,
    LOOSE_HEADS,
    MONEY,
    OFFICIAL,
    OPENERS,
    PARTS_OF_NAMES,
    PEOPLES,
    PROMINENT,
    PUBLIC_BANKS,
    SCHOLARS,
    SET_UP_ON,
    SHORT,
    SITTING,
    SPORTS,
    STATE_INSTITUTES,
    WHEN,
)
from tracker.extraction.policies.lexicon import Lexicon, NamePattern
from tracker.extraction.policies.words import NAMED, Agent, Place, Words


def places(words: Words, lexicon: Lexicon) -> Iterator[Place]:
    """The countries, seats of government and regions named, left to right."""
    known, low = lexicon.places, words.low
    free = 0
    for at in [at for at, word in enumerate(low) if word in known]:
        for pattern in known[low[at]] if at >= free else ():
            last = at + len(pattern.words)
            if low[at:last] != pattern.words or not cased(words, at, pattern.written):
                continue
            if last == words.size or words.tokens[last].text[:1] not in MONEY:
                free = last
                if pattern.code:
                    yield Place(at, last, pattern.code, pattern.kind, words.owns[last - 1])
                break


def cased(words: Words, at: int, written: tuple[str, ...]) -> bool:
    """Whether the capitals of a name stand in the text (a text all in capitals has them)."""
    for offset, name in enumerate(written):
        text = words.tokens[at + offset].text
        if name[0].isupper() and not text[0].isupper():
            return False
        if len(name) <= 6 and name.isupper() and not text.removesuffix("'s").removesuffix("'S").isupper():
            return False
    return True


class Names:
    """The names in one sentence. `inside` tells which words belong to a country's name."""

    def __init__(self, words: Words, lexicon: Lexicon, spots: tuple[Place, ...]) -> None:
        self.words, self.lexicon = words, lexicon
        self.inside = {at: place for place in spots for at in range(place.first, place.last)}
        self.headed = not (lexicon.heads.isdisjoint(words.present) and HEAD_FIRST.isdisjoint(words.present))

    # ---------------------------------------------------------------- of the list

    def listed(self, at: int) -> Agent | None:
        """A name of the list that begins at word `at`; what only the story can tell of it is left open ("")."""
        low = self.words.low
        small = not self.words.capitals[at] and low[at] not in self.lexicon.small_names
        if small or (self.words.upper and low[at] in IN_CAPITALS):
            return None
        for pattern in self.lexicon.names_from(low[at], low[at + 1] if at + 1 < len(low) else ""):
            last = at + len(pattern.words)
            if not self._stands_here(pattern, at, last):
                continue
            if low[at : last + 1] in self.lexicon.not_authorities:
                return None
            if _common(pattern) and self._goes_on(last):
                return None
            if last - at == 1 and (self._part_of_longer_name(at) or self._begins_longer_name(at)):
                return None
            name, code = self._which(pattern, at, last)
            end = self.with_country(last)
            return Agent(at, end, name, code, NAMED, " ".join(pattern.written), self.words.owns[end - 1])
        return None

    def _stands_here(self, pattern: NamePattern, at: int, last: int) -> bool:
        words = self.words
        if words.low[at:last] != pattern.words or not cased(words, at, pattern.written):
            return False
        if (
            last < words.size
            and words.tokens[last].kind == "number"
            and words.tokens[last].start == words.tokens[last - 1].end
        ):
            return False  # "CRA7" is a place to fish in and no agency
        return "'" in "".join(pattern.written) or not any(words.owns[at : last - 1])

    def _part_of_longer_name(self, at: int) -> bool:
        """Whether a one-word name ("House", "Senate") stands in a longer one ("Random House", "White House")."""
        words, low = self.words, self.words.low[at]
        ambiguous = low in self.lexicon.heads or low in PARTS_OF_NAMES
        if words.tokens[at].text.isupper() or words.title_case or not ambiguous:
            return False
        before = at - 1
        alone = before < 0 or not words.capital(before) or words.low[before] in OPENERS or before in self.inside
        after = at + 1 < words.size and words.capital(at + 1) and words.tokens[at + 1].kind == "word"
        return not alone or (after and not words.owns[at])

    def _begins_longer_name(self, at: int) -> bool:
        """Whether "Commission" alone begins a name of its own: "Commission on Elections"."""
        words = self.words
        if words.low[at + 1 : at + 2] in LED_BY_HIM and not words.owns[at]:
            return True
        if words.low[at] == "house" and words.low[at + 1 : at + 2] == ("of",):
            return at + 2 < words.size and words.low[at + 2] in HOUSES
        return (
            words.low[at] in SET_UP_ON
            and not words.title_case
            and at + 2 < words.size
            and words.low[at + 1] == "on"
            and self._leads_name(at)
        )

    def _goes_on(self, last: int) -> bool:
        """ "Ministry of Transport and Communications" is not the Ministry of Transport."""
        words = self.words
        if words.title_case or last + 1 >= words.size:
            return False
        if words.low[last] == ",":
            return self._list_goes_on(last + 1)
        nxt = words.tokens[last + 1]
        linked = words.low[last] in ("and", "&") and words.capital(last + 1)
        return linked and nxt.kind == "word" and words.low[last + 1] not in HEAD_FIRST

    def _which(self, pattern: NamePattern, at: int, last: int) -> tuple[str, str]:
        """(canonical name, jurisdiction) of a name that stands here; "" for what only the story can tell."""
        rows = self.lexicon.names[pattern.words[0]].by_second[pattern.words[1] if len(pattern.words) > 1 else ""]
        same = [p.authority for p in rows if p.words == pattern.words and cased(self.words, at, p.written)]
        near = self.country_beside(at, last)
        joint = next((a for a in same if a.jurisdiction == "INT" and all(a.name == other.name for other in same)), None)
        own = joint or next((authority for authority in same if authority.jurisdiction == near), None)
        if own is not None:
            return own.name, own.jurisdiction
        if _common(pattern):
            return "", near
        if len({authority.jurisdiction for authority in same}) > 1:
            return "", ""
        if self._another_countrys(pattern, at, last) or (_of_few(pattern) and near != pattern.authority.jurisdiction):
            return "", near
        return pattern.authority.name, pattern.authority.jurisdiction

    def _another_countrys(self, pattern: NamePattern, at: int, last: int) -> bool:
        """ "Indonesia's House of Representatives" is not that of the country whose body the list calls so."""
        place, code = self.inside.get(at - 1), pattern.authority.jurisdiction
        of = self.words.low[last : last + 1] == ("of",)
        behind = self.inside.get(last + 1 + (self.words.low[last + 1 : last + 2] == ("the",))) if of else None
        behind = behind or self._sits_in(last)
        if behind is not None and code not in ("EU", "INT") and behind.code != code:
            return True
        owner = place is not None and (place.owns or place.kind in ("adjective", "both")) and place.kind != "region"
        return (
            owner and len(pattern.words) > 1 and code not in ("EU", "INT") and place is not None and place.code != code
        )

    def country_beside(self, first: int, last: int) -> str:
        """The country that a noun phrase belongs to: "Norway's X", "the Norwegian X", "X of Norway", "Norway (X)"."""
        low, before = self.words.low, first - 1
        if before >= 0 and low[before] in ("(", "the"):
            before -= 1
        if before in self.inside:
            return self.inside[before].code
        if last < len(low) and low[last] in ("of", "in"):
            for at in (last + 1, last + 2):
                if at in self.inside and low[at - 1] in ("of", "in", "the"):
                    return self.inside[at].code
        seat = self._sits_in(last)
        return seat.code if seat is not None else ""

    def _sits_in(self, last: int) -> Place | None:
        """The seat of government that a body is in: "the ministry in Accra", "Parliament, sitting in Apia"."""
        low, at = self.words.low, last
        while low[at : at + 1] and low[at] in SITTING and at < last + 3:
            at += 1
        place = self.inside.get(at + 1) if low[at : at + 1] == ("in",) else None
        return place if place is not None and place.kind == "seat" and place.first == at + 1 else None

    def with_country(self, last: int) -> int:
        """ "the central bank of Brazil" is one phrase: where it ends."""
        low = self.words.low
        for at in (last + 1, last + 2):
            if last < len(low) and low[last] == "of" and at in self.inside and low[at - 1] in ("of", "the"):
                return self.inside[at].last
        seat = self._sits_in(last)
        return seat.last if seat is not None else last

    # ---------------------------------------------------------------- by their head noun

    def by_head(self, at: int) -> Agent | None:
        """A name in capitals with a head noun in it: "Ministry of X", "Kenya Revenue Authority"."""
        words = self.words
        prime = words.low[max(0, at - 1) : at + 1] == ("prime", "minister")
        if not self.headed or not words.capitals[at] or words.upper or words.low[at] in OPENERS or prime:
            return None
        led = self._led_by_head(at)
        if led is not None:
            return led
        if (
            words.title_case
            or (words.owns[at] and not self._peoples(at + 1))
            or (at in self.inside and words.low[at + 1 : at + 2] == ("and",))
        ):
            return None
        last = self._run(at)
        head = next((i for i in range(last - 1, at, -1) if words.low[i] in self.lexicon.heads), None)
        if (
            head is None
            or self._is_none(at, head)
            or words.low[head : head + 2] == ("cabinet", "secretary")
            or words.low[head : head + 2] == ("committee", "of")
        ):
            return None
        longer = head + 1 < last and words.low[head + 1] in ("of", "for", "on")
        if self._too_loose(at, head, last):
            return None
        return self._made(at, last if longer else head + 1)

    def _led_by_head(self, at: int) -> Agent | None:
        """A name that its head noun leads: "Ministry of X", "Commission on Elections"."""
        words = self.words
        if words.low[at] not in HEAD_FIRST or at + 2 >= words.size or not self._leads_name(at):
            return None
        whole, last = self._body_of(at), self._run(at + 2)
        made = last > at + 2 and SPORTS.isdisjoint(words.low[at:last])
        return whole or (self._made(at, last) if made else None)

    def _body_of(self, at: int) -> Agent | None:
        """ "Board of the Eurasian Economic Commission": what acts for a body of the list."""
        words = self.words
        inner = at + 2 + (words.low[at + 2] == "the")
        if words.low[at] not in ARMS or words.low[at + 1] != "of" or inner >= words.size or not words.capitals[inner]:
            return None
        whole = self.listed(inner)
        if whole is None or not whole.name or whole.last - inner < 2 or at in self.inside:
            return None
        return replace(whole, first=at)

    def _leads_name(self, at: int) -> bool:
        """Whether a head noun leads its name with "of", "for" or "on": "Ministry of X", "Commission on Elections"."""
        low = self.words.low
        if low[at] == "house" and low[at + 2] not in HOUSES:
            return False
        on = low[at + 1] == "on" and low[at] in SET_UP_ON and self.words.capital(at + 2) and low[at + 2] not in WHEN
        return low[at + 1] in ("of", "for") or on

    def _too_loose(self, first: int, head: int, last: int) -> bool:
        """Whether a head that firms and clubs have too is not shown to be an authority's by the rest of the name."""
        low = self.words.low
        if low[head] == "county":
            return head + 1 < last  # "Essex County Cricket Club"
        if low[head] == "bank":
            return low[head - 1] not in PUBLIC_BANKS or head - first < 2 or head + 1 < last
        if low[head] == "institute" and not STATE_INSTITUTES.isdisjoint(low[first:head]):
            return not (self.country_beside(first, head + 1) or self._official(first, head))
        if low[head] == "institute" and not (head + 1 < last and SCHOLARS.isdisjoint(low[head:last])):
            return True
        if low[head] == "committee" and head - first > 1 and self._owned_by_country(first):
            return False  # "South Korea's Game Rating and Administration Committee"
        return low[head] in LOOSE_HEADS and not self._official(first, last) and not self._trade_board(first, head)

    def _owned_by_country(self, first: int) -> bool:
        place = self.inside.get(first - 1)
        return place is not None and place.owns and place.kind == "name"

    def _run(self, at: int) -> int:
        """Where a name in capitals that begins at `at` ends: link words and list commas are part of it."""
        words, last, i = self.words, at, at
        while i < min(words.size, at + 16):
            place, token = self.inside.get(i), words.tokens[i]
            if place is not None and place.first == i < place.last - 1 and not place.owns:
                i = last = place.last  # "Government of Trinidad and Tobago", "Parliament of Côte d'Ivoire"
            elif (token.kind == "word" and token.text[0].isupper()) or (i > at and self._numbered(i)):
                i = last = i + 1
                if words.owns[i - 1] and not self._peoples(i):
                    break
            elif self._links(i, at):
                i += 1
            else:
                break
        return last

    def _peoples(self, at: int) -> bool:
        """ "People's" before word `at` is part of a name: "People's Committee"."""
        return self.words.low[at - 1] in PEOPLES and at < self.words.size and self.words.capital(at)

    def _numbered(self, at: int) -> bool:
        """ "the 2030 Agenda": a year in a name, in front of a capital."""
        words = self.words
        year = words.tokens[at].text
        behind = at > 0 and words.low[at - 1] == "the"
        return behind and year.isdigit() and len(year) == 4 and at + 1 < words.size and words.capital(at + 1)

    def _links(self, i: int, first: int) -> bool:
        low = self.words.low[i]
        if low == ",":
            return self._list_goes_on(i + 1)
        if i > first and (self._begins_another(i, first) or self._dates(i)):
            return False
        if low == "the":
            return i > 0 and self.words.low[i - 1] in LINKS
        return low in LINKS and i > first

    def _dates(self, i: int) -> bool:
        """Whether "on", "in" or "for" leads to a day and not to more of a name: "the Economy Ministry on Monday"."""
        return i + 1 < self.words.size and self.words.low[i] in LINKS and self.words.low[i + 1] in WHEN

    def _begins_another(self, i: int, first: int) -> bool:
        """Whether "and the" leads from one authority's name to the next: "the X Board and the Y Authority"."""
        low, heads = self.words.low, self.lexicon.heads
        if low[i : i + 2] != ("and", "the") or (
            heads.isdisjoint(low[first:i]) and low[first] not in self.lexicon.titles
        ):
            return False
        end = next((at for at in range(i + 2, min(self.words.size, i + 10)) if not self._named(at)), i + 10)
        return not heads.isdisjoint(low[i + 2 : end])

    def _named(self, at: int) -> bool:
        return self.words.capital(at) or self.words.low[at] in LINKS

    def _list_goes_on(self, at: int) -> bool:
        """Whether, after a comma, capitals run on to "and" and one more: "Forest and Climate Change"."""
        words = self.words
        for i in range(at, min(words.size, at + 8)):
            if words.low[i] in ("and", "&"):
                nxt = i + 2 if words.low[i + 1 : i + 2] == ("the",) else i + 1
                return nxt < words.size and (words.capital(nxt) or self._numbered(nxt))
            if not words.capital(i) and words.tokens[i].text != ",":
                return False
        return False

    def _is_none(self, first: int, head: int) -> bool:
        """Whether the head closes a phrase that is no authority: "Xinhua News Agency"."""
        low = self.words.low
        if not SPORTS.isdisjoint(low[first : head + 4]):
            return True
        return any(
            low[max(first, head - len(phrase) + 1) : head + 1] == phrase
            for phrase in self.lexicon.not_authorities
            if len(phrase) > 1
        )

    def _official(self, first: int, last: int) -> bool:
        return any(i in self.inside or self.words.low[i] in OFFICIAL for i in range(first, last))

    def _trade_board(self, first: int, head: int) -> bool:
        """ "the Cocoa Board", "Malta's Planning Board": a board for what ministries are for, or a country's own."""
        topic = self.words.low[head - 1] in self.lexicon.topics
        return topic and (self.words.low[head] == "board" or bool(self.country_beside(first, head + 1)))

    def _made(self, first: int, last: int) -> Agent:
        """The agent of a name that no list has: its country stands in it or beside it."""
        name = self._written(first, last)
        own = next((self.inside[i].code for i in range(first, last) if i in self.inside), "")
        code = own or self.country_beside(first, last)
        known = self.lexicon.lower_names.get((code, name.lower().replace(", and ", " and ")))
        if known is None and first in self.inside and self.inside[first].kind in ("adjective", "both"):
            rest = self._written(self.inside[first].last, last)
            known = self.lexicon.lower_names.get((code, rest.lower()))
        if known is None and name.startswith("People's ") and " of " in name:
            body, _, place = name.partition(" of ")
            name = f"{place} {body}"  # as the cities call them: "Hanoi People's Council"
        return Agent(first, last, known.name if known else name, code, NAMED, name, self.words.owns[last - 1])

    def _written(self, first: int, last: int) -> str:
        return self.words.text_of(first, last).replace(" ,", ",")


def _of_few(pattern: NamePattern) -> bool:
    """Whether an abbreviation is that of a smaller state, and may stand for something else in another's story."""
    short = len(pattern.words) == 1 and len(pattern.words[0]) <= SHORT and pattern.written[0].isupper()
    return short and pattern.authority.jurisdiction not in (*PROMINENT, "INT")


def _common(pattern: NamePattern) -> bool:
    """Whether many countries may have a body of this name: "Ministry of Transport", "National Assembly"."""
    if len(pattern.words) == 1:
        return pattern.words[0] in COMMON_WORDS
    content = [word for word in pattern.words if word not in LINKS and word != ","]
    shared = pattern.words[0] in HEAD_FIRST or pattern.words[0] in COMMON_STARTS or pattern.words[0] == "house"
    return len(content) <= 3 and shared
