"""Who acts: authorities by name, by pattern ("Norwegian Directorate of Fisheries") and by role ("the ministry").

Also the countries a sentence speaks of, since a role belongs to one. Nothing here decides whether anybody acted.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extraction.policy_lexicon import Lexicon, NamePattern
from tracker.extraction.policy_words import NAMED, ROLE, STATE, Agent, Place, Words

LINKS = frozenset(("of", "for", "and", "the", "&", "on", "de", "la", "du", "des", "do", "da"))
OPENERS = frozenset(
    "the a an in on when after as by for but and under since while that this if at from with meanwhile however its "
    "their new our last next both yet so earlier later today yesterday monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december".split()
)
HEAD_FIRST = frozenset(
    "ministry department directorate bureau office board council court secretariat agency authority commission "
    "inspectorate administration parliament government secretary superintendence superintendency chamber "
    "directorate-general commissioner registrar undersecretariat".split()
)
LOOSE_HEADS = frozenset(("service", "executive", "board", "chamber", "office", "council", "administrator", "customs"))
MODIFIERS = frozenset(
    "top chief national federal state central local public regional provincial municipal country's highest supreme main "
    "countrys independent leading apex state-run new senior high constitutional lower upper union interim caretaker "
    "appeals district general".split()
)
DETERMINERS = frozenset(("the", "its", "their", "this", "that", "a", "an", "his", "her", "our"))
OFFICIAL = frozenset(
    "national federal state city county municipal supreme legislative executive security privy regional european civil "
    "public central royal general government cabinet provincial district federal foreign home ministers customs "
    "permanent fisheries".split()
)
COMMON_WORDS = frozenset(
    "senate house congress treasury parliament cabinet commons lords peers centre mps senators lawmakers".split()
)
COMMON_STARTS = frozenset(
    ("national", "supreme", "constitutional", "federal", "competition", "communications", "energy")
)
COUNTS = frozenset("several two three four five six seven eight nine ten eleven twelve government state".split())
FREE_ROLES = frozenset(
    "voters envoys delegates parliament congress lawmakers legislators ministers mps senators regulators authorities policymakers officials "
    "deputies prosecutors governments cabinet".split()
)
NEEDS_MORE = frozenset(
    "secretary president chair board house chamber executive commission council bureau administration deputies planner agency "
    "department authority bloc commissioner judge judges governor king minister departments agencies court office "
    "premier chancellor customs mayor emir".split()
)


def places(words: Words, lexicon: Lexicon) -> Iterator[Place]:
    """The countries, seats of government and regions named, left to right."""
    at = 0
    while at < len(words):
        for pattern in lexicon.places.get(words.low[at], ()):
            size = len(pattern.words)
            if words.low[at : at + size] == pattern.words and _cased(words, at, pattern.written):
                yield Place(at, at + size, pattern.code, pattern.kind, words.owns[at + size - 1])
                at += size - 1
                break
        at += 1


def _cased(words: Words, at: int, written: tuple[str, ...]) -> bool:
    """Whether the capitals of a name stand in the text (a text all in capitals has them)."""
    for offset, name in enumerate(written):
        text = words.tokens[at + offset].text
        if name[0].isupper() and not text[0].isupper():
            return False
        if len(name) <= 6 and name.isupper() and not text.removesuffix("'s").removesuffix("'S").isupper():
            return False
    return True


def agents(words: Words, lexicon: Lexicon, spots: tuple[Place, ...]) -> Iterator[Agent]:
    """Authorities and acting countries, left to right, never overlapping. `spots` are the sentence's places."""
    starts = {place.first: place for place in spots}
    inside = {at: place for place in spots for at in range(place.first, place.last)}
    at = 0
    while at < len(words):
        found = (
            _named(words, lexicon, at, inside)
            or _by_pattern(words, lexicon, at, inside)
            or _by_title(words, lexicon, at, inside)
            or _by_role(words, lexicon, at, starts, inside)
            or _state(words, at, starts)
        )
        if found is not None:
            yield found
        at = found.last if found is not None else at + 1


def _named(words: Words, lexicon: Lexicon, at: int, inside: dict[int, Place]) -> Agent | None:
    """A name of the list; where several countries have it, the one named beside it, else left open ("")."""
    for pattern in lexicon.names.get(words.low[at], ()):
        size = len(pattern.words)
        if words.low[at : at + size] == pattern.words and _cased(words, at, pattern.written):
            if any(words.owns[at : at + size - 1]) and "'" not in "".join(pattern.written):
                continue
            last = at + size
            if _common(pattern) and _name_is_longer(words, last):
                return None
            if size == 1 and _part_of_longer_name(words, lexicon, at, inside):
                return None
            name, code = _which(pattern, lexicon, words, at, last, inside)
            last = _with_country(words, last, inside)
            return Agent(at, last, name, code, NAMED, " ".join(pattern.written), words.owns[last - 1])
    return None


def _part_of_longer_name(words: Words, lexicon: Lexicon, at: int, inside: dict[int, Place]) -> bool:
    """Whether a one-word name ("House", "Senate") stands in a longer one ("Random House", "White House")."""
    text = words.tokens[at].text
    if text.isupper() or words.title_case or words.low[at] not in lexicon.heads | {"house", "lords", "commons", "fed"}:
        return False
    before = at - 1
    alone = before < 0 or not words.capital(before) or words.low[before] in OPENERS or before in inside
    after = at + 1 < len(words) and words.capital(at + 1) and words.tokens[at + 1].kind == "word"
    return not alone or (after and not words.owns[at])


def _common(pattern: NamePattern) -> bool:
    """Whether many countries may have a body of this name: "Ministry of Transport", "National Assembly"."""
    content = [word for word in pattern.words if word not in LINKS and word != ","]
    if len(pattern.words) == 1:
        return pattern.words[0] in COMMON_WORDS
    return pattern.words[0] in HEAD_FIRST | COMMON_STARTS and len(content) <= 3


def _name_is_longer(words: Words, last: int) -> bool:
    """ "Ministry of Transport and Communications" is not the Ministry of Transport."""
    return last + 1 < len(words) and words.low[last] in ("and", "&", ",") and _list_goes_on_from(words, last)


def _list_goes_on_from(words: Words, last: int) -> bool:
    if words.title_case:
        return False
    if words.low[last] == ",":
        return _list_goes_on(words, last + 1)
    return words.capital(last + 1) and words.low[last + 1] not in HEAD_FIRST and words.tokens[last + 1].kind == "word"


def _which(
    pattern: NamePattern, lexicon: Lexicon, words: Words, at: int, last: int, inside: dict[int, Place]
) -> tuple[str, str]:
    """(canonical name, jurisdiction) of a name that stands here; "" for what only the story can tell."""
    same = [p for p in lexicon.names[pattern.words[0]] if p.words == pattern.words and _cased(words, at, p.written)]
    near = _country_beside(words, at, last, inside)
    if near:
        own = next((p for p in same if p.authority.jurisdiction == near), None)
        if own is not None:
            return own.authority.name, near
        if _common(pattern):
            return "", near
    open_to_many = len({p.authority.jurisdiction for p in same}) > 1 or _common(pattern)
    return ("", "") if open_to_many else (pattern.authority.name, pattern.authority.jurisdiction)


def _country_beside(words: Words, first: int, last: int, inside: dict[int, Place]) -> str:
    """The country that a noun phrase belongs to: "Norway's X", "the Norwegian X", "X of Norway", "Norway (X)"."""
    before = first - 1
    if before >= 0 and words.low[before] in ("(", "the"):
        before -= 1
    if before in inside:
        return inside[before].code
    if last + 1 < len(words) and words.low[last] in ("of", "in") and last + 1 in inside:
        return inside[last + 1].code
    if last + 2 < len(words) and words.low[last : last + 2] in (("of", "the"), ("in", "the")) and last + 2 in inside:
        return inside[last + 2].code
    return ""


def _by_pattern(words: Words, lexicon: Lexicon, at: int, inside: dict[int, Place]) -> Agent | None:
    """A name in capitals with a head noun in it: "Ministry of X", "Kenya Revenue Authority"."""
    if not words.capital(at) or words.low[at] in OPENERS or words.upper:
        return None
    if words.low[at] in HEAD_FIRST and at + 2 < len(words) and words.low[at + 1] in ("of", "for"):
        last = _run(words, at + 2, inside)
        if last > at + 2:
            return _generic(words, lexicon, at, last, inside)
    if words.title_case or words.owns[at]:
        return None
    last = _run(words, at, inside)
    head = next((i for i in range(last - 1, at, -1) if words.low[i] in lexicon.heads), None)
    if head is None or _is_no_authority(words, lexicon, at, head):
        return None
    if words.low[head] in LOOSE_HEADS and not _official(words, at, last, inside):
        return None
    whole = last if head + 1 < last and words.low[head + 1] in ("of", "for", "on") else head + 1
    return _generic(words, lexicon, at, whole, inside)


def _official(words: Words, first: int, last: int, inside: dict[int, Place]) -> bool:
    return any(i in inside or words.low[i] in OFFICIAL for i in range(first, last))


def _run(words: Words, at: int, inside: dict[int, Place]) -> int:
    """Where a name in capitals that begins at `at` ends: link words and list commas are part of it."""
    last = at
    i = at
    while i < min(len(words), at + 16):
        token = words.tokens[i]
        if token.kind == "word" and token.text[0].isupper():
            i = last = i + 1
            if words.owns[i - 1]:
                break
        elif words.low[i] in LINKS and i > at:
            i += 1
        elif token.text == "," and _list_goes_on(words, i + 1):
            i += 1
        elif i == at and token.kind == "word" and words.low[i] in ("the",):
            i += 1
        else:
            break
    return last


def _list_goes_on(words: Words, at: int) -> bool:
    """Whether, after a comma, capitals run on to "and" and one more: "Forest and Climate Change"."""
    i = at
    while i < min(len(words), at + 8):
        if words.low[i] in ("and", "&"):
            return i + 1 < len(words) and words.capital(i + 1)
        if not words.capital(i) and words.tokens[i].text != ",":
            return False
        i += 1
    return False


def _is_no_authority(words: Words, lexicon: Lexicon, first: int, head: int) -> bool:
    return any(
        words.low[max(first, head - size + 1) : head + 1] == phrase
        for phrase in lexicon.not_authorities
        if len(phrase) > 1
        for size in (len(phrase),)
    )


def _generic(words: Words, lexicon: Lexicon, first: int, last: int, inside: dict[int, Place]) -> Agent | None:
    name = _name(words, first, last)
    code = next((inside[i].code for i in range(first, last) if i in inside), "") or _country_beside(
        words, first, last, inside
    )
    if words.low[first] in HEAD_FIRST and last - 2 > first and words.low[last - 2] == "of" and last - 1 in inside:
        name = _name(words, first, last)
    known = lexicon.lower_names.get((code, name.lower().replace(", and ", " and ")))
    return Agent(first, last, known.name if known else name, code, NAMED, name, words.owns[last - 1])


def _name(words: Words, first: int, last: int) -> str:
    parts: list[str] = []
    for i in range(first, last):
        text = words.tokens[i].text
        text = text[:-2] if i == last - 1 and words.owns[i] else text
        if text == "," and parts:
            parts[-1] += ","
        else:
            parts.append(text)
    return " ".join(parts)


def _by_title(words: Words, lexicon: Lexicon, at: int, inside: dict[int, Place]) -> Agent | None:
    """A person who acts for the state: "Energy Minister Bowen", "President Ruto", "Premier Li Qiang"."""
    for title in lexicon.titles.get(words.low[at], ()):
        last = at + len(title)
        if words.low[at:last] != title or last >= len(words) or not words.capital(at):
            continue
        name_end = last
        while (
            name_end < min(len(words), last + 4) and words.capital(name_end) and words.tokens[name_end].kind == "word"
        ):
            name_end += 1
        if name_end == last or words.title_case:
            continue
        code = _country_beside(words, at, last, inside)
        return Agent(at, name_end, "", code, ROLE, " ".join(title), words.owns[name_end - 1])
    return None


def _by_role(
    words: Words, lexicon: Lexicon, at: int, starts: dict[int, Place], inside: dict[int, Place]
) -> Agent | None:
    """ "the ministry", "Norway's energy ministry", "the country's top court": a role with its topic and country."""
    first, code = at, ""
    if at in starts and (starts[at].owns or starts[at].kind == "adjective"):
        code, first = starts[at].code, starts[at].last
    elif words.low[at] in DETERMINERS:
        first = at + 1
        if first in starts and (starts[first].owns or starts[first].kind == "adjective"):
            code, first = starts[first].code, starts[first].last
        elif first < len(words) and words.low[first] in ("country", "bloc", "state", "nation") and words.owns[first]:
            first += 1
    if first > at and first < len(words) and words.capital(first) and _begins_name(words, lexicon, at, first, inside):
        return None
    last = _role_end(words, lexicon, first, first > at)
    if last is None or (words.capital(last - 1) and _name_goes_on(words, last)):
        return None
    role = " ".join(words.low[first:last])
    head = words.low[last - 1]
    bare = last - first == 1
    counted = at > 0 and (words.tokens[at - 1].kind == "number" or words.low[at - 1] in COUNTS)
    if bare and not code and first == at and head not in FREE_ROLES and not (counted and head in lexicon.nameless):
        return None
    if bare and not code and head in NEEDS_MORE and not counted and words.low[first - 1] != "the":
        return None
    if (head,) in lexicon.not_authorities or role in lexicon.companies:
        return None
    if last < len(words) and words.low[last] in lexicon.companies:
        return None
    code = code or _country_beside(words, first, last, inside)
    last = _with_country(words, last, inside)
    level = STATE if head in lexicon.nameless and bare else ROLE
    return Agent(at, last, "", code, level, role, words.owns[last - 1], head in lexicon.nameless)


def _begins_name(words: Words, lexicon: Lexicon, at: int, first: int, inside: dict[int, Place]) -> bool:
    """Whether a listed name stands behind the article or the country's adjective."""
    return any(_named(words, lexicon, i, inside) is not None for i in range(at + 1, first + 1) if i < len(words))


def _name_goes_on(words: Words, last: int) -> bool:
    """Whether a capitalised role is but the beginning of a name: "Ministry of …", "House Energy …"."""
    if words.title_case or words.upper or last >= len(words):
        return False
    if words.low[last] in ("of", "for"):
        return last + 1 < len(words) and words.capital(last + 1)
    return words.capital(last) and words.tokens[last].kind == "word"


def _with_country(words: Words, last: int, inside: dict[int, Place]) -> int:
    """ "the central bank of Brazil" is one phrase."""
    for at in (last + 1, last + 2):
        if last < len(words) and words.low[last] == "of" and at in inside and words.low[at - 1] in ("of", "the"):
            return inside[at].last
    return last


def _before_ministry(words: Words, at: int) -> bool:
    """Any noun may say what a ministry is for: "the production ministry", "Ghana's lands minister"."""
    after = words.low[at + 1] if at + 1 < len(words) else ""
    plain = words.tokens[at].kind == "word" and not words.capital(at) and words.low[at] not in LINKS | DETERMINERS
    return plain and after in ("ministry", "minister") and not words.low[at].endswith(("ed", "ly"))


def _role_end(words: Words, lexicon: Lexicon, first: int, owned: bool) -> int | None:
    """Where a role that begins at `first` ends: up to five topic words and modifiers, then the role."""
    end = None
    for i in range(first, min(len(words), first + 6)):
        two = " ".join(words.low[i : i + 2])
        if i + 1 < len(words) and two in lexicon.roles:
            end = i + 2
            break
        if words.low[i] in lexicon.roles and (not words.capital(i) or i == first or words.title_case):
            nxt = words.low[i + 1] if i + 1 < len(words) else ""
            if nxt in lexicon.roles and words.low[i] in lexicon.topics:
                continue
            end = i + 1
            break
        known = words.low[i] in lexicon.topics or words.low[i] in MODIFIERS
        known = known or (owned and _before_ministry(words, i))
        if not known and not (words.low[i] in ("and", "'s", "'", "-") and i > first):
            return None
    return end


def _state(words: Words, at: int, starts: dict[int, Place]) -> Agent | None:
    """A country, its capital or a region, itself the actor: not as an adjective, not as an owner."""
    place = starts.get(at)
    if place is None or place.kind == "adjective" and place.code not in ("US", "UK"):
        return None
    name = words.text_of(place.first, place.last) if place.kind == "region" else ""
    return Agent(place.first, place.last, name, place.code, STATE, place.kind, place.owns)
