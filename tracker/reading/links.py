"""Where a story is told in full: the link in its headline, else the one that says "read more"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tracker.reading import phrases

Link = tuple[int, int, str]
"""(start, end, address): offsets of the words that carry the link"""

_MARKDOWN = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^()\s]{1,2000})")


def markdown_links(text: str) -> tuple[Link, ...]:
    """The links of a Markdown text to web addresses, in order."""
    return tuple((match.start(1), match.end(1), match.group(2)) for match in _MARKDOWN.finditer(text))


def address_of(text: str, links: Sequence[Link], start: int, title_end: int, bound: int) -> str | None:
    """The address of the story whose headline spans `start` to `title_end` and that ends before `bound`; or None.

    `links` stand in order.
    """
    onward = None
    for index in range(bisect_left(links, (start, 0, "")), len(links)):
        begin, end, address = links[index]
        if begin >= bound:
            break
        if begin < title_end:
            return address
        if onward is None and phrases.boiler_whole().match(" ".join(text[begin:end].split())):
            onward = address
    return onward
