"""The text of the article on a web page, without what stands around it. Pure; trafilatura does the work."""

from __future__ import annotations

from tracker.sources.blocks import DEEPEST, LARGEST, deeper_than
from tracker.sources.charset import decoded

SHORTEST = 200
"""characters of text below which a page is taken to hold no article"""


def article_of(body: bytes, content_type: str, url: str) -> str | None:
    """The article as HTML; None where the page holds none. Never raises for what a page holds."""
    import trafilatura

    text = decoded(body, content_type)[:LARGEST]
    if deeper_than(text, DEEPEST):
        return None
    try:
        found = trafilatura.extract(
            text, url=url, output_format="html", include_links=True, include_tables=True, include_comments=False
        )
    except MemoryError:
        raise
    except Exception:
        return None  # any kind: the bytes are a stranger's and the parser is not ours
    return found if isinstance(found, str) and len(words_of(found)) >= SHORTEST else None


def words_of(html: str) -> str:
    """The text between the tags, white space single."""
    import re

    return " ".join(re.sub(r"<[^>]{0,5000}>", " ", html).split())
