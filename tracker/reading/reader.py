"""The straight line from a document to its reading."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from tracker.model import Document, Item, Reading
from tracker.reading import phrases, segment
from tracker.reading.decode import declared_in_html, decode
from tracker.reading.first_words import marks_before, without_marks
from tracker.reading.issue_date import issue_date
from tracker.reading.language import guess_language
from tracker.reading.layout import Layout
from tracker.reading.lines import Line, lines_of
from tracker.reading.links import address_of, markdown_links
from tracker.reading.nameplate import publisher_of
from tracker.reading.outlets import outlets_of, split_title

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LAST_LINK = re.compile(r"[\s*_(→»›|]*\[([^\[\]\n]{1,60})\]\([^()\s]{1,500}\)[\s*_)→»›|]*$")


def read(document: Document) -> Reading:
    """The text of a document and its stories. Never raises: what went wrong is in the reading's warnings.

    `item.text == reading.text[item.start:item.end]` holds for every item. What the door told of the document (title,
    address, day, publisher) wins over what its text says.
    """
    layout = lay_out(document)
    lines = lines_of(layout.text, layout.levels)
    published = document.published or layout.published or issue_date(lines, document.fetched)
    title = document.title or layout.title
    items = _items(document, layout, lines, published)
    return Reading(
        text=layout.text,
        items=items,
        title=title or (items[0].title if len(items) == 1 else None),
        published=published,
        publisher=document.publisher or layout.publisher or publisher_of(lines),
        warnings=layout.warnings,
    )


def lay_out(document: Document) -> Layout:
    """Bytes → text, by media type."""
    kind = document.media_type.partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml", "application/xhtml"):
        from tracker.reading.html import lay_out_html

        text, warnings = decode(document.content, declared_in_html(document.content))
        page = lay_out_html(text)
        return replace(page, warnings=warnings + page.warnings)
    if kind == "message/rfc822":
        from tracker.reading.mail import lay_out_mail

        return lay_out_mail(document.content)
    if kind == "application/pdf":
        from tracker.reading.pdf import lay_out_pdf

        return lay_out_pdf(document.content)
    if kind == WORD:
        from tracker.reading.word import lay_out_word

        return lay_out_word(document.content)
    text, warnings = decode(document.content)
    if kind not in ("text/plain", "text/markdown", "text/x-markdown"):
        warnings += (f"The media type {document.media_type[:60]!r} is not known; it was read as plain text.",)
    return Layout(text, warnings=warnings)


def _items(document: Document, layout: Layout, lines: tuple[Line, ...], published: datetime | None) -> tuple[Item, ...]:
    stories = segment.segment(layout.text, lines, document.title, layout.run_ins)
    links = layout.links or markdown_links(layout.text)
    bounds = [*(lines[story.first].start for story in stories[1:]), len(layout.text)]
    marks = marks_before([layout.text[lines[one.first].words_start : lines[one.first].end] for one in stories])
    items = []
    for story, bound, skip in zip(stories, bounds, marks, strict=bool(stories)):
        item = _item(layout.text, lines, story, published, skip)
        title_end = lines[story.first].end if item.title else item.start
        address = address_of(layout.text, links, item.start, title_end, bound) if links else None
        items.append(replace(item, url=document.url if len(stories) == 1 and document.url else address or document.url))
    if document.title and len(items) == 1:
        return (replace(items[0], title=document.title),)
    return tuple(items)


def _item(text: str, lines: tuple[Line, ...], story: segment.Story, published: datetime | None, skip: int) -> Item:
    """`skip`: how many characters of marks stand in front of its first word."""
    start, end = lines[story.first].words_start + skip, lines[story.last].end
    end = start + len(_without_last_link(text[start:end]))
    body = text[start:end]
    title = without_marks(split_title(story.title)[0], body) if story.title else None
    return Item(title, body, start, end, published, None, outlets_of(body), guess_language(body))


def _without_last_link(body: str) -> str:
    """The text of a story without a link at its end that only leads on to more of it."""
    match = _LAST_LINK.search(body, max(0, len(body) - 700))
    if match and match.start() and phrases.boiler_whole().match(match.group(1)):
        return body[: match.start()]
    return body
