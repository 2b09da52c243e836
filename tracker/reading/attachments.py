"""The letters that come attached to a mail which itself says little more than "please find attached"."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message

from tracker.reading.layout import Layout

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
COVER = 900
"""characters that a covering mail has at most"""
MOST = 4
"""attachments of one mail that are read"""
_ENDINGS = {".pdf": PDF, ".docx": WORD}


def kind_of(part: Message) -> str | None:
    """The media type of a part that may be an attached letter; None for any other part."""
    declared = part.get_content_type()
    if declared in (PDF, WORD):
        return declared
    if declared.startswith(("text/", "image/", "multipart/", "message/")):
        return None
    name = str(part.get_filename() or "").lower()
    return next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), None)


def letter_or_attached(letter: Layout, parts: Sequence[Message]) -> Layout:
    """The letter in the mail itself, unless it only covers what is attached; then that, one after the other."""
    if not parts or len(letter.text) > COVER:
        return letter
    layouts = [_lay_out(part) for part in parts[:MOST]]
    warnings = tuple(warning for layout in layouts for warning in layout.warnings)
    told = [layout for layout in layouts if len(layout.text) > len(letter.text)]
    if not told:
        return Layout(letter.text, letter.levels, letter.run_ins, letter.links, warnings=(*letter.warnings, *warnings))
    whole = _joined(told)
    return Layout(whole.text, whole.levels, whole.run_ins, whole.links, warnings=(*letter.warnings, *warnings))


def _lay_out(part: Message) -> Layout:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if kind_of(part) == PDF:
        from tracker.reading.pdf import lay_out_pdf

        return lay_out_pdf(content)
    from tracker.reading.word import lay_out_word

    return lay_out_word(content)


def _joined(layouts: Sequence[Layout]) -> Layout:
    text = ""
    levels: dict[int, int] = {}
    run_ins: dict[int, int] = {}
    links: list[tuple[int, int, str]] = []
    for layout in layouts:
        text += "\n\n" if text else ""
        at = len(text)
        levels |= {at + start: level for start, level in layout.levels.items()}
        run_ins |= {at + start: at + end for start, end in layout.run_ins.items()}
        links += [(at + start, at + end, address) for start, end, address in layout.links]
        text += layout.text
    return Layout(text, levels, run_ins, tuple(links))
