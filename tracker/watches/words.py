"""Words as people compare them: without case, accents, kinds of dashes and breaks of lines.

Text and search words go through the same fold, then a needle is looked for as plain text, and the ends of each hit are
checked by Unicode's own idea of letters and digits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ACCENTS = re.compile("[\u0300-\u036f]")
"""The combining marks of European scripts. Marks of other scripts tell words apart and stay."""
DASHES = "-_\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00a0"
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
PLAIN = str.maketrans(
    {
        **dict.fromkeys(DASHES, " "),
        **dict.fromkeys(UNSEEN, ""),
        **dict.fromkeys("\u2018\u2019\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
    }
)
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts written without spaces between words: Thai, Lao, Burmese, Khmer, kana and Han."""


@dataclass(frozen=True, slots=True, order=True)
class Needle:
    """A folded word or phrase to look for; as a prefix its last word may go on."""

    text: str
    prefix: bool = False


def fold(text: str) -> str:
    """The text as words are compared: small letters, no accents, one space for each run of spaces and dashes."""
    if text.isascii():
        plain = text.lower().translate(PLAIN)
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()
        plain = unicodedata.normalize("NFC", ACCENTS.sub("", decomposed)).translate(PLAIN)
    return " ".join(plain.split())


def needle(words: str) -> Needle | None:
    """The needle for a word or phrase, whose last word may end in `*`; None where nothing is left to look for."""
    prefix = words.rstrip().endswith("*")
    text = fold(words.rstrip().removesuffix("*"))
    return Needle(text, prefix) if any(sign.isalnum() for sign in text) else None


def stands_in(wanted: Needle, folded: str) -> bool:
    """Whether the needle stands in the folded text as whole words."""
    start = folded.find(wanted.text)
    while start >= 0:
        if is_whole(wanted, folded, start):
            return True
        start = folded.find(wanted.text, start + 1)
    return False


def is_whole(wanted: Needle, folded: str, start: int) -> bool:
    """Whether a hit at `start` begins and ends where words do."""
    end = start + len(wanted.text)
    if start > 0 and _joined(folded[start - 1], folded[start]):
        return False
    return wanted.prefix or end == len(folded) or not _joined(folded[end - 1], folded[end])


def _joined(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word."""
    if not (_in_word(left) and _in_word(right)):
        return False
    return not (UNSPACED.match(left) or UNSPACED.match(right))


def _in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"
