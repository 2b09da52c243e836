"""The clause that a number stands in, cut into phrases: what leads in, the subject, the verb, what follows.

    "For hake, small-scale fishers | go | from 40 to 45 percent" → frame, subject, verb
    "Revenue: $3bn"                                              → label

A light chunker: closed classes of small words and the verbs of the vocabulary cut a sentence; what is left between two
cuts is a noun phrase. It need not be right about every word, only say the same of two texts that say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.extraction.metrics.naming_verbs import is_verb, small
from tracker.extraction.metrics.naming_words import GENERIC, MEASURED, PLAIN, PRONOUNS, REPORTS
from tracker.extraction.metrics.scene import Quantity, Scene

_STOPS = frozenset({";", ".", "?", "!", "—", "–", "[", "]", "•", "/", "|", "·"})


_QUOTES = frozenset({'"', "'", "*", "_"})


class Phrase(NamedTuple):
    """A noun phrase: tokens `first` to `last` (excluded), and the preposition that leads it, "" for none."""

    lead: str
    first: int
    last: int
    own: bool = False
    """whether "its" or "their" stands before it"""


class Piece(NamedTuple):
    """A part of a sentence in its order: a phrase, or the cut between two."""

    kind: str
    """phrase, verb, pronoun, cut, comma, colon, bracket, number or date"""
    at: int
    phrase: Phrase | None = None


class Clause(NamedTuple):
    """What stands around a number, by its part in the sentence."""

    frame: tuple[Phrase, ...]
    """what the sentence told before the clause, nearest last"""
    label: tuple[Phrase, ...]
    """what stands before a colon"""
    subject: tuple[Phrase, ...]
    """what stands before the verb, with its complements"""
    verb: str
    """the last verb before the number, in lower case, "" for none"""
    objects: tuple[Phrase, ...]
    """what stands between that verb and the number"""
    tail: tuple[Phrase, ...]
    """what follows the number, up to the next number, verb or comma"""
    after: tuple[Phrase, ...]
    """where the number is itself the subject, what follows its verb: "37 percent | have | a degree" """
    whole: bool
    """whether the clause begins its sentence, rather than going on after another number"""
    refers: bool
    """whether the subject is a pronoun, or a possessive one leads it"""

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return (*self.frame, *self.label, *self.subject, *self.objects, *self.tail, *self.after)


def clause_of(scene: Scene, one: Quantity, begin: int) -> Clause:
    """The clause around a quantity; `begin` is its first token, what belongs to numbers before it left out."""
    whole = scene.word(begin - 1) in ("", ".", ";", "(")
    pieces = _without_insertions(list(_pieces(scene, begin, one.head, one, joins=whole)))
    pieces = _without_relative(scene, pieces)
    cut = _last_cut(scene, pieces, whole)
    frame = tuple(piece.phrase for piece in pieces[:cut] if piece.phrase is not None)
    main = pieces[cut:]
    colon = max((n for n, piece in enumerate(main) if piece.kind == "colon"), default=-1)
    label = tuple(piece.phrase for piece in main[: max(colon, 0)] if piece.phrase is not None)
    if (label and label[0].lead) or any(piece.kind == "verb" and n < colon for n, piece in enumerate(main)):
        frame, label = (*frame, *label), ()
    main = main[colon + 1 :]
    verbs = [n for n, piece in enumerate(main) if piece.kind == "verb"]
    head = main[: verbs[0]] if verbs else main
    rest = main[verbs[-1] + 1 :] if verbs else []
    between = main[verbs[0] : verbs[-1]] if verbs else []
    phrases = tuple(piece.phrase for piece in head if piece.phrase is not None)
    if verbs and not head and scene.low[main[verbs[-1]].at] in _COMES and rest and rest[0].phrase is not None:
        head, rest = rest, []
        phrases = tuple(piece.phrase for piece in head if piece.phrase is not None)
    if verbs and not phrases and not label and cut and frame and _is_relative(scene, pieces, cut):
        phrases = next(((phrase,) for phrase in reversed(frame) if phrase.lead not in ("on", "at")), ())
        frame = tuple(phrase for phrase in frame if phrase not in phrases)
    if whole and not verbs and not label and not any(not phrase.lead for phrase in phrases):
        frame, phrases = (*frame, *phrases), _led_in(scene, one) or phrases
    frame = (*frame, *(piece.phrase for piece in between if piece.phrase is not None))
    return Clause(
        frame=frame,
        label=label,
        subject=phrases,
        verb=scene.low[main[verbs[-1]].at] if verbs else "",
        objects=tuple(piece.phrase for piece in rest if piece.phrase is not None),
        tail=tail_of(scene, one),
        after=() if verbs or label else _after(scene, one),
        whole=whole,
        refers=any(piece.kind == "pronoun" for piece in head) or any(phrase.own for phrase in phrases),
    )


def _is_relative(scene: Scene, pieces: Sequence[Piece], cut: int) -> bool:
    """ "made by inflation, which dropped to": whether the clause says more of the noun right before it."""
    before = pieces[cut - 1]
    return before.phrase is None and scene.low[before.at] == "which"


def tail_of(scene: Scene, one: Quantity) -> tuple[Phrase, ...]:
    """The phrases after a number, up to a comma, a verb, another number or another clause."""
    found: list[Phrase] = []
    for piece in _pieces(scene, one.last, len(scene.low), one):
        if piece.phrase is not None:
            found.append(piece.phrase)
        elif piece.kind not in ("date",):
            break
    return tuple(found[:4])


def _without_insertions(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the commas of what is put in before a verb: "DeepSeek V3.2, in third place, has"."""
    commas = [n for n, piece in enumerate(pieces) if piece.kind == "comma"]
    for first, second in pairwise(commas):
        inner = pieces[first + 1 : second]
        verb = second + 1 < len(pieces) and pieces[second + 1].kind == "verb"
        if verb and first and pieces[first - 1].phrase is not None and all(piece.phrase for piece in inner):
            return [piece for n, piece in enumerate(pieces) if n not in (first, second)]
    return pieces


_COMES = frozenset({"come", "comes", "came", "follow", "follows", "followed"})
"""Verbs that stand before their subject: "Then come India (855) and Russia (853)"."""


def _without_relative(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """The pieces without what is said of a noun before its verb: "the rate | at which banks borrow | was cut to"."""
    which = next((n for n, piece in enumerate(pieces) if piece.kind == "cut" and scene.low[piece.at] == "which"), 0)
    if not which or pieces[which - 1].phrase is None or small(scene.word(pieces[which].at - 1)) != "lead":
        return pieces
    verbs = [n for n, piece in enumerate(pieces) if n > which and piece.kind == "verb"]
    again = next((n for last, n in pairwise(verbs) if n > last + 1), None)
    head = scene.word(pieces[which].at - 2)
    measured = head in MEASURED or head in GENERIC or head == "age"
    if again is None and verbs and measured:
        again = verbs[0]  # its own verb is no known one: "borrow"
    said = pieces[which + 1 : again]
    if again is None or any(piece.kind in ("comma", "cut", "colon", "bracket") for piece in said):
        return pieces
    noun = pieces[which - 1]
    if noun.phrase is not None and measured:  # "price at which the state buys rice"
        said_of = next((piece.phrase.last for piece in said if piece.phrase), pieces[again].at)
        noun = noun._replace(phrase=noun.phrase._replace(last=said_of))
    return [*pieces[: which - 1], noun, *pieces[again:]]


def _led_in(scene: Scene, one: Quantity) -> tuple[Phrase, ...]:
    """The subject after a number that leads in: "With 310,000 tonnes, haddock came second"."""
    pieces = list(_pieces(scene, one.last, len(scene.low), one))
    if not pieces or pieces[0].kind != "comma":
        return ()
    found: list[Phrase] = []
    for piece in pieces[1:]:
        if piece.kind == "verb":
            return tuple(found)
        if piece.phrase is None:
            return ()
        found.append(piece.phrase)
    return ()


def _after(scene: Scene, one: Quantity) -> tuple[Phrase, ...]:
    """The phrases after the verb that a number is the subject of, up to a comma or another verb."""
    found: list[Phrase] = []
    verbs = 0
    for piece in _pieces(scene, one.last, len(scene.low), one):
        if piece.kind == "verb":
            verbs += 1
        elif piece.phrase is not None and verbs:
            found.append(piece.phrase)
        elif piece.kind in ("colon", "cut") and not verbs and _points_back(scene, piece.at):
            return tuple(p.phrase for p in _pieces(scene, piece.at + 3, len(scene.low), one) if p.phrase)[:4]
        elif piece.kind not in ("date", "bracket", "number", "pronoun") and piece.phrase is None:
            break
        if verbs > 2:
            break
    return tuple(found[:4])


def _points_back(scene: Scene, mark: int) -> bool:
    """Whether what follows a mark says what stands before it: "From 25 to 21.5 per cent: that is the new rate"."""
    told = scene.word(mark + 1) in ("that", "this", "such") and scene.word(mark + 2) in ("is", "was")
    return told and scene.low[mark] in (":", "—", "–") and scene.word(mark + 3) in ("the", "a", "an", "its", "their")


def _last_cut(scene: Scene, pieces: Sequence[Piece], whole: bool) -> int:
    """Where the last clause begins that says anything: after a comma, a bracket, a word that begins a clause, or the
    verb after which somebody's words begin."""
    subjects = verbs = 0
    for n in range(len(pieces) - 1, -1, -1):
        piece = pieces[n]
        reports = piece.kind == "verb" and scene.low[piece.at] in REPORTS
        says = subjects and (verbs or piece.kind != "comma" or not whole) and not _lists(scene, pieces, n)
        if piece.kind in ("cut", "bracket", "comma") and (says or (verbs and _is_subject(pieces, n + 1))):
            return n + 1
        if reports and subjects and verbs:
            return n + 1
        verbs += piece.kind in ("verb", "colon")
        subjects += (piece.phrase is not None and not piece.phrase.lead) or piece.kind == "pronoun"
    return 0


def _lists(scene: Scene, pieces: Sequence[Piece], at: int) -> bool:
    """Whether a comma stands in an enumeration that is the subject: "terminals, devices and other uses are"."""
    after = pieces[at + 1].phrase if at + 1 < len(pieces) else None
    if pieces[at].kind != "comma" or after is None or after.lead:
        return False
    more = at + 2 < len(pieces) and pieces[at + 2].kind == "comma"
    joined = any(scene.low[n] in ("and", "or") for n in range(after.first, after.last)) or more
    before = pieces[at - 1].phrase if at else None
    return joined and before is not None and not any(piece.kind == "verb" for piece in pieces[:at])


def _is_subject(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and pieces[at].kind == "verb"


def _pieces(scene: Scene, first: int, last: int, one: Quantity, joins: bool = True) -> Iterator[Piece]:
    """The tokens from first to last as phrases and cuts; `joins`: whether "and" may hold a phrase together."""
    others = (
        q
        for q in scene.quantities
        if q is not one and q.refusal != "attribute" and not (q.refusal and scene.joined(q.first))
    )
    numbers = {n for q in others for n in range(q.head if q.head >= 0 else q.first, q.last)}
    begun, lead, own = -1, "", False
    place = first
    while place <= last:
        kind = "end" if place == last else _kind(scene, place, numbers, begun >= 0)
        if not joins and kind == "through" and scene.low[place] in ("and", "or"):
            kind = "cut"
        if kind == "word":
            begun = place if begun < 0 else begun
        elif kind != "through":
            if begun >= 0:
                yield Piece("phrase", begun, Phrase(lead, begun, place, own))
                begun, lead, own = -1, "", False
            if kind == "lead":
                lead, own = scene.low[place], False
            elif kind == "own":
                own = True
            elif kind not in ("end", "skip"):
                lead, own = "", False
                yield Piece(kind, place)
        place += 1


def _kind(scene: Scene, place: int, numbers: set[int], inside: bool) -> str:
    """What a token is to the chunker."""
    if place in numbers:
        return "number"
    kind = scene.kinds.get(place)
    if kind is None:
        kind = scene.kinds[place] = _closed_class(scene, place)
    if kind == "mark":
        return _mark(scene.low[place], inside)
    return kind or _open_class(scene, place, numbers, inside)


def _closed_class(scene: Scene, place: int) -> str:
    """What a token is whatever stands around it: a date, part of a name, a small word; "mark" and "" for all others."""
    token, low = scene.tokens[place], scene.low[place]
    if scene.date_at(place) is not None or _glued(scene, place):
        return "date" if scene.date_at(place) is not None else "word"
    if token.kind == "mark":
        aside = low in ("(", ")") and _abbreviates(scene, place + 1 if low == "(" else place - 1)
        return "skip" if aside else "mark"
    if _abbreviates(scene, place):
        return "skip"
    role = small(low)
    if token.text.isupper() and len(low) > 1 and low in PRONOUNS:
        role = ""
    return role or ("verb" if is_verb(scene, place) else "")


def _open_class(scene: Scene, place: int, numbers: set[int], inside: bool) -> str:
    """What a token is that is no mark, small word or verb: a word, or what a phrase may or may not hold."""
    token, low = scene.tokens[place], scene.low[place]
    if low == "worth":
        return "skip"
    if low in ("and", "or", "&"):
        goes_on = inside and scene.word(place - 1) != "," and _word_at(scene, place + 1, numbers)
        return "through" if goes_on else "cut"
    adverb = low.endswith("ly") and len(low) > 4 and token.text.islower()
    if adverb or (low in PLAIN and (token.text.islower() or (place == 0 and not _begins_name(scene)))):
        return "through" if inside and _word_at(scene, place + 1, numbers) else "skip"
    bare = token.kind == "number" and not inside and not _word_at(scene, place + 1, numbers)
    return "number" if bare else "word"


def _begins_name(scene: Scene) -> bool:
    """Whether the first two words of a sentence are the name of a place: "New Zealand"."""
    return any(
        " ".join(token.text for token in scene.tokens[:length]).removesuffix("'s") in scene.words.places
        for length in (2, 3)
    )


def _glued(scene: Scene, place: int) -> bool:
    """Whether a number or mark is part of a name written in one: the 2 of V2-Pro, the hyphen after it."""
    token = scene.tokens[place]
    if token.kind == "word" or token.text in _NEVER_GLUED:
        return False
    before = scene.joined(place) and (scene.tokens[place - 1].kind != "mark" or scene.tokens[place - 1].text in "-.")
    after = scene.joined(place + 1) and (scene.tokens[place + 1].kind != "mark" or scene.tokens[place + 1].text in "-.")
    return before and (token.kind == "number" or after)


_NEVER_GLUED = frozenset(",:;()[]%$€£¥'\"?!/&+–—")


def _abbreviates(scene: Scene, place: int) -> bool:
    """Whether a token is a short form in brackets: "Power Usage Effectiveness (PUE)"."""
    told = 0 < place < len(scene.low) - 1 and scene.low[place - 1] == "(" and scene.low[place + 1] == ")"
    return told and scene.tokens[place].text.isupper()


def _mark(low: str, inside: bool) -> str:
    if low in _QUOTES or low in ("-", "%", "+"):
        return "through" if inside else "skip"
    if low == ",":
        return "comma"
    if low == ":":
        return "colon"
    return "bracket" if low in ("(", ")") else "cut" if low in _STOPS else "through"


def _word_at(scene: Scene, place: int, numbers: set[int]) -> bool:
    """Whether a token can go on with a noun phrase."""
    if place >= len(scene.low) or place in numbers or scene.tokens[place].kind == "mark":
        return False
    low = scene.low[place]
    return not small(low) and not is_verb(scene, place) and scene.date_at(place) is None


__all__ = ["Clause", "Phrase", "clause_of", "tail_of"]
