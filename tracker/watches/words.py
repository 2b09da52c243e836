"""Words as people compare them: without case, accents, kinds of dashes and breaks of lines.

A folded text is a row of words and signs, each with one space before and after it. So a word stands in a text exactly
where " word " does, and a beginning of a word where " beginning" does, in whatever script.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NewType

ACCENTS = re.compile("[\u0300-\u036f]")
"""The combining marks of European scripts. Marks of other scripts tell words apart and stay."""
TYPOGRAPHY = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00a0\u202f", " "),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    "\u2026": "...",
}
"""What typesetting makes of plain signs; taken back first, for most texts are plain after that."""
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a plain letter and an accent."""
PLAIN_SIGNS = {"-": " ", "_": " ", **{sign: f" {sign} " for sign in "!\"#$%&'()*+,./:;<=>?@[\\]^`{|}~"}}
OTHER_SIGNS = re.compile(
    "[\u00a1-\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3001-\u303f\ufe30-\ufe4f"
    "\u060c\u061b\u061f\u06d4\u0964\u0965\U0001f000-\U0001faff"
    # Scripts without spaces between words (Thai, Lao, Burmese, Khmer, kana, Han): each character is a word of its own.
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)

Needle = NewType("Needle", str)
"""What to look for in a folded text: with a space before it, and one after it unless the last word may go on."""


def fold(text: str) -> str:
    """The text as words are compared: " small letters without accents , and one space between all words and signs "."""
    if not text.isascii():
        for sign, plain in TYPOGRAPHY.items():
            text = text.replace(sign, plain)
    text = text.lower() if text.isascii() else _fold_letters(text)
    for sign, spaced in PLAIN_SIGNS.items():
        if sign in text:
            text = text.replace(sign, spaced)
    if not text.isascii():
        for sign in {sign for sign in text if sign > "\x7f" and OTHER_SIGNS.match(sign)}:
            text = text.replace(sign, f" {sign} ")
    return f" {' '.join(text.split())} "


@lru_cache(maxsize=1024)
def fold_name(name: str) -> str:
    """`fold` for names that come again and again: of sources, of pinned metrics."""
    return fold(name)


def _fold_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return unicodedata.normalize("NFC", ACCENTS.sub("", decomposed)).translate(LETTERS)


def needle(words: str) -> Needle | None:
    """The needle for a word or phrase, whose last word may end in `*`; None where nothing is left to look for."""
    prefix = words.rstrip().endswith("*")
    text = fold(words.rstrip().removesuffix("*"))
    if not any(sign.isalnum() for sign in text):
        return None
    return Needle(text.rstrip() if prefix else text)


def stands_in(wanted: Needle, folded: str) -> bool:
    """Whether the needle stands in the folded text as whole words."""
    return wanted in folded
