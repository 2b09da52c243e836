"""Text as a reader should see it: mark-up taken off, whitespace collapsed, nothing that changes the layout. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from tracker.model import Origin

ELLIPSIS = "…"
QUOTE_LIMIT = 600
EXCERPT_LIMIT = 1_250
"""of two sentences of a story"""
TITLE_LIMIT = 200
URL_LIMIT = 3_000

# Direction overrides, embeddings and isolates turn the rest of a line round; the others show as nothing and hide what
# is searched for. Joiners of emoji and of Persian, and the marks that only set a direction, stay.
_HIDDEN = "\u202a\u202b\u202c\u202d\u202e" + "".join(map(chr, range(0x2060, 0x2070))) + "\u200b\u180e\ufeff\xad"
_SPACES = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) + "\u2028\u2029"
_TABLE: dict[int, str | None] = {ord(mark): None for mark in _HIDDEN} | {ord(mark): " " for mark in _SPACES}
_SURROGATE = re.compile("[\ud800-\udfff]")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_BREAKABLE = re.compile(r"[^\S\xa0\u202f\u2007]+")
"""Where a line may break: "10 %" with a space that holds both together stays in one."""
_HEADING = re.compile(r"(?m)^[ \t]{0,3}#{1,6}[ \t]+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_URL_BREAKING = re.compile(r"[\x00-\x20\x7f-\xa0<>\"'`|\\^{}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def plain(text: str) -> str:
    """The text in one line, without Markdown (`**`, `#`, links, escapes), control characters and overrides."""
    shown = _SURROGATE.sub("\ufffd", text)
    if "[" in shown:
        shown = _IMAGE_OR_LINK.sub(r"\1", shown)
    shown = _HEADING.sub("", shown).replace("**", "")
    if "\\" in shown:
        shown = _ESCAPED.sub(r"\1", shown)
    return " ".join(shown.translate(_TABLE).split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there is one in the second half, "…" included."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    space = kept.rfind(" ")
    if space > limit // 2:
        kept = kept[:space]
    while kept and (unicodedata.combining(kept[-1]) or kept[-1] == "\u200d"):
        kept = kept[:-1]
    return kept.rstrip(" ,;:–—-") + ELLIPSIS


def capital(text: str) -> str:
    """A capital first, unless the first word has one of its own: eIDAS stays eIDAS."""
    word = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if word == word.lower() else text


def sentence(text: str) -> str:
    """Foreign words as a sentence: a capital first, a full stop last."""
    shown = shorten(plain(text), QUOTE_LIMIT)
    return capital(shown) + ("" if shown[-1:] in ".!?…" else ".") if shown else ""


def highlighted(sentence: str, *parts: str) -> tuple[tuple[str, bool], ...]:
    """The sentence as shown, in pieces: (text, whether it is one of the parts). Joined they are what is shown.

    A sentence that is too long is cut at its end, and at its beginning where the first part would be lost otherwise.
    """
    return marked(plain(sentence), [plain(part) for part in parts])


def emphasised(sentence: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Sentences as shown, in the same pieces: every one of the words, wherever it stands as a word, is a part.

    What is too long is cut at its end.
    """
    shown = shorten(plain(sentence), EXCERPT_LIMIT)
    known = sorted({re.escape(plain(word)) for word in words if plain(word)}, key=len, reverse=True)
    pattern = f"(?<![^\\W\\u2e80-\\uffff])(?:{'|'.join(known)})(?![^\\W\\u2e80-\\uffff])"
    return _in_pieces(shown, [match.span() for match in re.finditer(pattern, shown)] if known else [])


def marked(shown: str, parts: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The same for texts that are plain already."""
    spans = _spans(shown, parts)
    if len(shown) > QUOTE_LIMIT:
        shown, spans = _window(shown, spans)
    return _in_pieces(shown, spans)


def _in_pieces(shown: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    pieces, end = [], 0
    for first, last in spans:
        pieces += [(shown[end:first], False), (shown[first:last], True)]
        end = last
    return tuple(piece for piece in [*pieces, (shown[end:], False)] if piece[0])


def _spans(shown: str, parts: Sequence[str]) -> list[tuple[int, int]]:
    """Where the parts stand, in order, none of them over another; what is long or not there is left out."""
    spans: list[tuple[int, int]] = []
    for part in parts:
        first = shown.find(part) if 0 < len(part) <= QUOTE_LIMIT // 2 else -1
        last = first + len(part)
        if first >= 0 and all(last <= start or end <= first for start, end in spans):
            spans.append((first, last))
    return sorted(spans)


def _window(shown: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """At most QUOTE_LIMIT characters around the first span, cut at words, and the spans that are in it."""
    first, last = spans[0] if spans else (0, 0)
    cut = max(0, last + min(len(shown) - last, 100) - QUOTE_LIMIT + 1)
    if cut:
        space = shown.find(" ", cut, max(cut, first - 1))
        cut = space + 1 if space >= 0 else cut
    kept = shorten((ELLIPSIS if cut else "") + shown[cut:], QUOTE_LIMIT)
    shift = cut - 1 if cut else 0
    moved = [(start - shift, end - shift) for start, end in spans]
    return kept, [(start, end) for start, end in moved if end <= len(kept) - kept.endswith(ELLIPSIS)]


def window(shown: str, part: str, limit: int) -> str:
    """At most `limit` characters of a text that is plain already, those around the part where the text is longer."""
    if len(shown) <= limit:
        return shown
    end = shown.find(part) + len(part) if part and len(part) <= limit // 2 else 0
    if end <= limit - 1:
        return shorten(shown, limit)
    first = shown.find(" ", max(0, end - limit + 40)) + 1
    return shorten(ELLIPSIS + shown[first:] if 0 < first <= end - len(part) else part, limit)


def safe_url(url: str | None) -> str | None:
    """The address if it is one of http or https that can be put into any mark-up, else None."""
    if not url:
        return None
    cleaned = _URL_BREAKING.sub(lambda match: quote(match[0].encode("utf-8", "replace")), url.strip())
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return None
    good = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and len(cleaned) <= URL_LIMIT
    return cleaned if good else None


def jump_link(url: str | None, sentence: str) -> str | None:
    """The address with a text fragment, so that a browser scrolls to the sentence and marks it.

    Long sentences are named by their first and last words. Method: https://wicg.github.io/scroll-to-text-fragment/
    """
    address = safe_url(url)
    words = plain(sentence).split()
    if address is None or not words or ":~:" in address:
        return address
    target = f"{_fragment(words[:5])},{_fragment(words[-5:])}" if len(words) > 12 else _fragment(words)
    linked = f"{address}{'' if '#' in address else '#'}:~:text={target}"
    return linked if len(linked) <= URL_LIMIT else address


def _fragment(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")


def wrap(text: str, width: int = 72, indent: str = "", first: str | None = None) -> str:
    """Lines of at most `width` columns (wide East Asian characters count two); only a longer word stands out."""
    lines: list[str] = []
    line, used = indent if first is None else first, columns(indent if first is None else first)
    empty = True
    for word in _pieces(text, width - columns(indent)):
        size = columns(word)
        glue = 0 if empty else 1
        if not empty and used + glue + size > width:
            lines.append(line)
            line, used, glue = indent, columns(indent), 0
        line, used, empty = line + " " * glue + word, used + glue + size, False
    return "\n".join([*lines, line]).rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text
    )


def _pieces(text: str, width: int) -> list[str]:
    """The words; one too long for a line (a script without spaces, a run of signs) in pieces, an address whole."""
    pieces: list[str] = []
    for word in _BREAKABLE.split(text.strip()):
        if columns(word) <= width or word.startswith(("http://", "https://")):
            pieces.append(word)
        else:
            pieces.extend(_chopped(word, width))
    return pieces


def _chopped(word: str, width: int) -> list[str]:
    pieces, piece, used = [], "", 0
    for mark in word:
        size = columns(mark)
        if used + size > width:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + mark, used + size
    return [*pieces, piece]


def who_told(origin: Origin) -> str:
    """Whoever wrote it, and the source that brought it where that is another: "Telecom Gazette in ICT weekly"."""
    voices, source = ", ".join(map(plain, origin.voices)), plain(origin.source)
    if voices.casefold() == source.casefold():
        return source
    return voices if source.casefold() in voices.casefold() else f"{voices} in {source}"
