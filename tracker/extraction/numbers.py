"""Numbers as outlets write them, read from a sentence's tokens.

    digits or words → scale ("trillion", "bn", "crore", 万) → "+" or "-plus" → Numeral

"dozens" and "hundreds of" are no numbers; "a dozen" and "a hundred" are. A number inside a name ("GPT-5", "5G") and an
attribute ("three-year") are no numerals here: `refusal` says which of them it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.extraction.text import Token, word_set

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
CARDINALS = {word: float(n) for n, word in enumerate(_ONES.split())}
TENS = {
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0,
    "ninety": 90.0,
}  # fmt: skip
SMALL = CARDINALS | TENS
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "mil": 1e6, "billion": 1e9,
    "bn": 1e9, "bln": 1e9, "bil": 1e9, "milliard": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12, "tln": 1e12,
    "quadrillion": 1e15, "quintillion": 1e18, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "crore": 1e7, "crores": 1e7,
    "cr": 1e7, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "thousands": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8,
    "億": 1e8, "兆": 1e12, "千": 1e3, "百": 1e2, "dozen": 12.0,
}  # fmt: skip
LETTERS = {"K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
MAYBE = {"m": 1e6, "b": 1e9, "t": 1e12, "mm": 1e6}
"""Letters that are a scale beside money ("$300m") and before a counted noun, and else a unit (300 m of cable)."""
_ORDINAL_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_PARTS = _ORDINAL_PARTS | {word + "s": n for word, n in _ORDINAL_PARTS.items() if word not in ("half", "halves")}
_GLYPHS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "⅛": 0.125}
_WORDS = frozenset(SMALL) | frozenset(SCALES) | frozenset(_PARTS) | frozenset(_GLYPHS)
_BEGINS = _WORDS | {"a", "an", "several"}
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$|\d{1,3}(?:\.\d{3})+,\d{1,2}$")
_COMMA_DECIMAL = re.compile(r"\d+,(?:\d{1,2}|\d{4,})$")
_DASHES = "-–—"
_SURE = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅛]")
_HINTS = word_set(
    "one two three four five six seven eight nine ten eleven twel thirteen fourteen fifteen twenty thirty forty fifty "
    "sixty eighty ninety hundred thousand million billion trillion dozen crore lakh half halv third quarter doubl "
    "tripl trebl quadrupl twice tenth unchanged nought zero"
)
_WORDS_FOR_ONE = re.compile(r"[\W_](?:" + "|".join(sorted(_HINTS)) + ")")
_ENDINGS_OF_ONE = re.compile(r"(?<![^\W_])(?:[a-z]*[- ]?fold(?![a-z])|[a-z]+llion)")


def may_hold_number(text: str) -> bool:
    """Whether a number or a word for one may be in a text; without a sign of either there is none in it."""
    if _SURE.search(text) is not None:
        return True
    low = text.lower()
    ended = "fold" in low or "llion" in low
    return _WORDS_FOR_ONE.search(f" {low}") is not None or (ended and _ENDINGS_OF_ONE.search(low) is not None)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at [start, end) of the text; `first` and `last` are its tokens, the last one excluded."""

    start: int
    end: int
    first: int
    last: int
    value: float
    spelled: bool = False
    scaled: bool = False
    """a scale word or letter is part of it: 12.96 trillion"""
    decimal: bool = False
    plus: bool = False
    """80+, thirty-plus"""
    odd: bool = False
    """a hundred-odd"""
    part: bool = False
    """a fraction of a whole: a third, half"""
    letter: str = ""
    """a letter after it that may be a scale or a unit: m, b, t"""
    attribute: str = ""
    """what it is joined to by a hyphen: "year" in "three-year" """


def parse_digits(text: str) -> float | None:
    """The value of digits with points and commas: 1,234.5 and 1.234.567,8 and 4,50,000; None where it is no number."""
    if text.isdecimal():
        return _float(text)
    if _THOUSANDS.match(text) or _INDIAN.match(text):
        return _float(text.replace(",", ""))
    if _DOTTED.match(text):
        return _float(text.replace(".", "").replace(",", "."))
    if _COMMA_DECIMAL.match(text):
        return _float(text.replace(",", "."))
    if "," in text or text.count(".") > 1:
        return None
    return _float(text)


def _float(text: str) -> float | None:
    return float(text) if len(text) <= 40 else None


def read_numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The number that begins at token `at`, as long as it goes; None where none begins there."""
    token = tokens[at]
    if token.kind == "number":
        return _digits(tokens, at)
    low = token.text.lower()
    if low in _GLYPHS:
        return Numeral(token.start, token.end, at, at + 1, _GLYPHS[low], spelled=True, part=True)
    if token.kind == "mark":
        return None
    if "-" in low:
        return _hyphened(tokens, at)
    return _spelled(tokens, at) if low in _BEGINS else None


def may_begin(low: str) -> bool:
    """Whether a number may begin with a token that is no number in digits; `low`: the token in lower case."""
    return low in _BEGINS or "-" in low


def _near(one: Token, other: Token) -> bool:
    return one.end == other.start


def _scale(tokens: Sequence[Token], at: int, value: float) -> tuple[int, float]:
    """The scale words from token `at` on: (next token, value times them). "3 lakh crore" has two."""
    while at < len(tokens) and (factor := SCALES.get(tokens[at].lower)) is not None:
        if tokens[at].text == "CR" or (tokens[at].lower in ("mil", "bil", "cr") and not tokens[at].text.islower()):
            break
        value *= factor
        at += 1
    return at, value


def _digits(tokens: Sequence[Token], at: int) -> Numeral | None:
    token = tokens[at]
    value = parse_digits(token.text)
    if value is None:
        return None
    start, end, last = token.start, token.end, at + 1
    decimal = "." in token.text or ("," in token.text and value % 1 != 0)
    if (parted := _parted(tokens, at)) is not None:
        last, value = parted
        end, token = tokens[last - 1].end, tokens[last - 1]
    scaled, letter = False, ""
    joint = last + 1 < len(tokens) and tokens[last].text == "-" and tokens[last + 1].lower in SCALES
    if joint and _near(token, tokens[last]) and _near(tokens[last], tokens[last + 1]):
        last += 1
    joined = _scaled_attribute(tokens, last, token, value)
    if joined is not None:
        return joined
    beyond, scaled_value = _scale(tokens, last, value)
    if beyond > last:
        last, value, scaled = beyond, scaled_value, True
        end = tokens[last - 1].end
    elif last < len(tokens) and _near(token, tokens[last]):
        if (factor := LETTERS.get(tokens[last].text)) is not None:
            value, scaled, end, last = value * factor, True, tokens[last].end, last + 1
        elif tokens[last].text in MAYBE:
            letter = tokens[last].text
    found = Numeral(start, end, at, last, value, scaled=scaled, decimal=decimal and not scaled, letter=letter)
    return _suffix(tokens, found)


_GROUP = re.compile(r"\d{3}(?:[.,]\d{1,2})?$")
_MOST_GROUPS = 4


def _parted(tokens: Sequence[Token], at: int) -> tuple[int, float] | None:
    """ "12 500 000": thousands parted by single blanks, as (next token, value); a run that goes on is a telephone's."""
    first = tokens[at].text
    if len(first) > 3 or not first.isdigit() or first[0] == "0" or (at and _follows(tokens, at)):
        return None
    stop = at + 1
    while stop < len(tokens) and _follows(tokens, stop) and _GROUP.match(tokens[stop].text):
        stop += 1
        if not tokens[stop - 1].text.isdigit():
            break
    if not 1 < stop - at <= _MOST_GROUPS or (stop < len(tokens) and _follows(tokens, stop)):
        return None
    value = parse_digits("".join(token.text for token in tokens[at : stop - 1]) + tokens[stop - 1].text)
    return (stop, value) if value is not None else None


def _follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number stands one blank behind another."""
    one, other = tokens[at - 1], tokens[at]
    return other.start == one.end + 1 and one.kind == other.kind == "number"


def _scaled_attribute(tokens: Sequence[Token], last: int, token: Token, value: float) -> Numeral | None:
    """ "5-billion-peso": the scale and the unit are one hyphened word."""
    if last + 1 >= len(tokens) or tokens[last].text != "-" or not _near(token, tokens[last]):
        return None
    scale, mark, rest = tokens[last + 1].lower.partition("-")
    if not mark or scale not in SCALES or not _near(tokens[last], tokens[last + 1]):
        return None
    end = tokens[last + 1].end
    at = last - 1
    return Numeral(token.start, end, at, last + 2, value * SCALES[scale], scaled=True, attribute=rest)


def _suffix(tokens: Sequence[Token], found: Numeral) -> Numeral:
    """With a "+", "-plus", "-odd" or what else is joined to it by a hyphen."""
    at = found.last
    if at >= len(tokens) or tokens[at].start != found.end:
        return found
    mark = tokens[at]
    if mark.text == "+":
        return replace(found, plus=True, last=at + 1, end=mark.end)
    if mark.text not in _DASHES or at + 1 >= len(tokens) or not _near(mark, tokens[at + 1]):
        return found
    word = tokens[at + 1]
    if word.kind != "word":
        return found
    if word.lower in ("plus", "odd"):
        return replace(found, plus=word.lower == "plus", odd=word.lower == "odd", last=at + 2, end=word.end)
    return replace(found, attribute=word.lower)


def _hyphened(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A word with hyphens: "twenty-five", "two-thirds", "thirty-plus", "ten-thousand", "three-year"."""
    token = tokens[at]
    pieces = token.lower.split("-")
    value, used = 0.0, 0
    for piece in pieces:
        if piece in SMALL:
            value += SMALL[piece]
        elif piece in SCALES and used:
            value *= SCALES[piece]
        else:
            break
        used += 1
    rest = pieces[used:]
    if used == 0 or (rest and not value):
        return None
    made = Numeral(token.start, token.end, at, at + 1, value, spelled=True)
    if not rest:
        return _more_words(tokens, made)
    if len(rest) == 1 and rest[0] in _PARTS:
        return replace(made, value=value / _PARTS[rest[0]], part=True)
    if len(rest) == 1 and rest[0] in ("plus", "odd"):
        return replace(made, plus=rest[0] == "plus", odd=rest[0] == "odd")
    return replace(made, attribute="-".join(rest), scaled=any(piece in SCALES for piece in pieces[:used]))


def _spelled(tokens: Sequence[Token], at: int) -> Numeral | None:
    low = tokens[at].lower
    if low in ("a", "an"):
        return _article(tokens, at)
    if low == "half":
        return _half(tokens, at)
    if low in SMALL:
        return _more_words(tokens, Numeral(tokens[at].start, tokens[at].end, at, at + 1, SMALL[low], spelled=True))
    return None


def _article(tokens: Sequence[Token], at: int) -> Numeral | None:
    """ "a billion", "a dozen", "a third", "a hundred", "half a million" is read by `_half`."""
    if at + 1 >= len(tokens):
        return None
    nxt = tokens[at + 1]
    if nxt.lower in SCALES and nxt.lower not in ("cr", "mil", "bil") and not nxt.lower.endswith("s"):
        last, value = _scale(tokens, at + 1, 1.0)
        part = tokens[last + 2].lower if last + 2 < len(tokens) else ""
        if [token.lower for token in tokens[last : last + 2]] == ["and", "a"] and part in ("half", "quarter"):
            value, last = value * (1 + 1 / _PARTS[part]), last + 3
        made = Numeral(tokens[at].start, tokens[last - 1].end, at, last, value, spelled=True, scaled=True)
        return _suffix(tokens, made)
    if nxt.lower in _PARTS and nxt.lower not in ("halves",):
        made = Numeral(tokens[at].start, nxt.end, at, at + 2, 1 / _PARTS[nxt.lower], spelled=True, part=True)
        return _of_a_million(tokens, made)
    return None


def _of_a_million(tokens: Sequence[Token], made: Numeral) -> Numeral:
    """ "a quarter of a million"."""
    at = made.last
    if [token.lower for token in tokens[at : at + 2]] != ["of", "a"] or at + 2 >= len(tokens):
        return made
    last, scale = _scale(tokens, at + 2, 1.0)
    if last == at + 2:
        return made
    return replace(made, value=made.value * scale, end=tokens[last - 1].end, last=last, scaled=True, part=False)


def _half(tokens: Sequence[Token], at: int) -> Numeral | None:
    made = Numeral(tokens[at].start, tokens[at].end, at, at + 1, 0.5, spelled=True, part=True)
    if at + 2 < len(tokens) and tokens[at + 1].lower == "a" and tokens[at + 2].lower in SCALES:
        last, value = _scale(tokens, at + 2, 0.5)
        return replace(made, end=tokens[last - 1].end, last=last, value=value, scaled=True, part=False)
    return made


def _more_words(tokens: Sequence[Token], made: Numeral) -> Numeral:
    """The rest of a spelled number: hundred and twenty, million, thirds, and a half."""
    total, current, at, scaled = 0.0, made.value, made.last, False
    while at < len(tokens):
        low = tokens[at].lower
        after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        if low == "and" and after == "a" and at + 2 < len(tokens) and tokens[at + 2].lower in ("half", "quarter"):
            current += 1 / _PARTS[tokens[at + 2].lower]
            at += 3
        elif low == "hundred":
            current, at, scaled = current * 100, at + 1, True
        elif low in SCALES and low not in ("cr", "mil", "bil"):
            total, current, at, scaled = total + current * SCALES[low], 0.0, at + 1, True
        elif scaled and current % 100 == 0 and low == "and" and _tens(after) is not None:
            current, at = current + (_tens(after) or 0), at + 2
        elif (scaled and current % 100 == 0 and _tens(low) is not None) or (
            current in TENS.values() and low in CARDINALS and CARDINALS[low] < 10
        ):
            current, at = current + (_tens(low) or 0), at + 1
        elif low in _PARTS and not scaled and low != "half" and made.last == at and current < _PARTS[low]:
            end = tokens[at].end
            return replace(made, value=current / _PARTS[low], end=end, last=at + 1, part=True)
        else:
            break
    made = replace(made, value=total + current, end=tokens[at - 1].end, last=at, scaled=scaled, decimal=False)
    return _suffix(tokens, made)


def _tens(word: str) -> float | None:
    if word in SMALL:
        return SMALL[word]
    one, _, other = word.partition("-")
    if one in TENS and other in CARDINALS:
        return TENS[one] + CARDINALS[other]
    return None
