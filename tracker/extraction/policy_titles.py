"""A short name for a policy, made of the sentence's own words: a quoted title, a title in capitals, or a noun phrase."""

from __future__ import annotations

import re

from tracker.extraction.policy_words import Thing, Words

_QUOTED = re.compile(r"""(?<![\w])(?:"([^"]{8,160})"|'([^']{12,160})')(?![\w])""")
_NAME_END = re.compile(
    r"\b(?:Act|Law|Bill|Code|Regulations?|Rules|Order|Directive|Strategy|Plan|Programme|Program|Policy|Framework|Guidelines?|"
    r"Opinions|Measures|Agreement|Treaty|Convention|Protocol|Standard|Initiative|Fund|Scheme|Roadmap|Charter|Decree|Report)\b"
)
LONGEST = 12
STOPS = frozenset(
    "that which who whose while after before because although when where as if whether but said says according will "
    "would is are was were has have had be been can could may must should by from until amid with under since this "
    "last next on yesterday today".split()
)
BEFORE = frozenset(
    'of in on for under by with from to into about over at as that which has have had is are was were be been and or , ( ) : ; " —'.split()
)
DETERMINERS = frozenset("the a an its their this these those his her our new fresh first latest some".split())


def title_of(words: Words, thing: Thing | None, action: tuple[int, int], view: str) -> str:
    """The title for the instrument `thing`, or, where the act needs none ("bans X"), for the act at `action`."""
    start, end = words.sentence.start, words.sentence.end
    for match in _QUOTED.finditer(view, start, end):
        inner = match.group(1) or match.group(2)
        if _NAME_END.search(inner):
            return " ".join(inner.split()).rstrip(".,")
    if thing is None:
        return _phrase(words, action[0], min(len(words), action[1] + LONGEST))
    first = _name_start(words, thing)
    return _phrase(words, first, min(len(words), first + LONGEST + 3), thing.last)


def _name_start(words: Words, thing: Thing) -> int:
    """Where the noun phrase of the instrument begins: up to six words before its noun."""
    first = thing.first
    while first > 0 and thing.first - first < 6:
        low = words.low[first - 1]
        if low in BEFORE or low in DETERMINERS or words.tokens[first - 1].kind == "mark" or low.endswith("ly"):
            break
        if words.owns[first - 1]:
            break
        first -= 1
    return first


def _phrase(words: Words, first: int, end: int, at_least: int = 0) -> str:
    parts: list[str] = []
    for at in range(first, end):
        token = words.tokens[at]
        low = words.low[at]
        if at >= at_least and parts and (low in STOPS or token.text in ',;:()—–"?!'):
            break
        if token.text in '()"':
            continue
        if parts and token.text in ".,;:%)":
            parts[-1] += token.text
        else:
            parts.append(token.text)
    text = " ".join(parts).strip(" .,;:'\"")
    return text[:1].upper() + text[1:]
