"""What of a mail is its letter: a forward holds it below its marks, a reply above the older mail that it quotes.

Works on the text that a reader sees, so that it is the same for plain text and for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.reading.layout import Layout

_FORWARDED = re.compile(
    r"^[ \t>]*(?:-{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|"
    r"mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht|转发的邮件|转发邮件信息)\s*-{2,}|"
    r"begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message réexpédié\s?:)[ \t]*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^[ \t>]*-{2,}\s*(?:original message|ursprüngliche nachricht|message d['’]origine|mensaje original|"
    r"mensagem original|messaggio originale|oorspronkelijk bericht|原始邮件)\s*-{2,}[ \t]*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"^[ \t>]*(?:on|am|le|el|em|il|op|den) .{6,260}?"
    r"(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev)\b.{0,120}:[ \t]*$|"
    r"^[ \t>]*.{4,120}于.{6,60}写道[:：][ \t]*$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^[ \t>]*(?:on|am|le|el|em|il|op|den) .{6,}", re.IGNORECASE)
_HEADER = re.compile(
    r"^[ \t>]*\*{0,2}(from|to|cc|date|sent|subject|reply-to|von|an|datum|gesendet|betreff|de|à|envoyé|objet|para|"
    r"fecha|enviado|asunto|data|assunto|da|inviato|oggetto|aan|onderwerp|verzonden|"
    r"发件人|收件人|发送时间|日期|主题)\*{0,2}\s?[:：]\*{0,2}[ \t]*(.*)$",
    re.IGNORECASE,
)
_FROM = frozenset(("from", "von", "de", "da", "van", "发件人"))
_DATE = frozenset(
    (
        "date",
        "sent",
        "datum",
        "gesendet",
        "envoyé",
        "fecha",
        "enviado",
        "data",
        "inviato",
        "verzonden",
        "日期",
        "发送时间",
    )
)
_SUBJECT = frozenset(("subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "主题"))
_RULE = re.compile(r"^[ \t>]*[_\-=*]{5,}[ \t]*$")
_REPLY_SUBJECT = re.compile(r"^(?:re|aw|sv|antw|rif|res|回复|回覆)\s?(?:\[\d+\])?\s?[:：]", re.IGNORECASE)
_FORWARD_SUBJECT = re.compile(r"^(?:fwd?|wg|tr|rv|enc|i|doorst|转发|轉寄)\s?(?:\[\d+\])?\s?[:：]", re.IGNORECASE)
_COVER = 120
"""characters of a note above a mail up to which it is taken for a forward, where nothing says what it is"""
_LEAST_HEADERS = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What the head of a forwarded mail says of it; "" where it does not."""

    sender: str = ""
    date: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class _Border:
    """Where an older mail begins: its mark at `start`, its own text at `body`; `forward` None where nobody says."""

    start: int
    body: int
    forward: bool | None
    told: Told = Told()


def letter_of(layout: Layout, subject: str) -> tuple[Layout, Told]:
    """The part of the mail that is the letter, and what the head of a forwarded one says."""
    border = next(_borders(layout.text), None)
    if border is None:
        return layout, Told()
    before = layout.text[: border.start]
    if _is_forward(border, before, subject):
        inner = _unquoted(_slice(layout, border.body, len(layout.text)))
        deeper, told = letter_of(inner, border.told.subject) if inner.text != layout.text else (inner, Told())
        return deeper, border.told if border.told != Told() else told
    if not before.strip(" \t\n>"):
        return _unquoted(_slice(layout, border.body, len(layout.text))), border.told
    return _slice(layout, 0, len(before.rstrip(" \t\n>_-=*"))), Told()


def _is_forward(border: _Border, before: str, subject: str) -> bool:
    if border.forward is not None:
        return border.forward
    if _REPLY_SUBJECT.match(subject.strip()):
        return False
    return bool(_FORWARD_SUBJECT.match(subject.strip())) or len(before.strip()) <= _COVER


def _borders(text: str) -> Iterator[_Border]:
    """The places where an older mail begins, from the top."""
    lines = list(_lines(text))
    for number, (start, line) in enumerate(lines):
        if _FORWARDED.match(line) or _ORIGINAL.match(line):
            end, told = _head(lines, number + 1)
            yield _Border(start, end, True if _FORWARDED.match(line) else None, told)
        elif (count := _attribution(lines, number)) and _quotes(lines, number + count):
            yield _Border(start, lines[number + count][0], False)
        elif (match := _HEADER.match(line)) and match[1].casefold() in _FROM:
            end, told = _head(lines, number)
            if told.subject or (told.date and told.sender):
                above = number and _RULE.match(lines[number - 1][1])
                if _count_headers(lines, number) >= _LEAST_HEADERS:
                    yield _Border(lines[number - 1][0] if above else start, end, None, told)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _attribution(lines: list[tuple[int, str]], number: int) -> int:
    """How many lines "On …, … wrote:" takes from this one on; 0 where it does not begin here."""
    if not _BEGINS.match(lines[number][1]) and "于" not in lines[number][1]:
        return 0
    joined = ""
    for count, (_, line) in enumerate(lines[number : number + 3], start=1):
        joined = f"{joined} {line.strip()}".strip()
        if _WROTE.match(joined) and number + count < len(lines):
            return count
    return 0


def _quotes(lines: list[tuple[int, str]], number: int) -> bool:
    """Whether something follows that may be quoted."""
    return any(line.strip() for _, line in lines[number:])


def _head(lines: list[tuple[int, str]], number: int) -> tuple[int, Told]:
    """Where the text below a block of header lines begins, and what the block tells."""
    found: dict[str, str] = {}
    while number < len(lines):
        match = _HEADER.match(lines[number][1])
        if match:
            found.setdefault(match[1].casefold(), match[2].strip(" *"))
        elif lines[number][1].strip(" \t>") and not (found and lines[number][1][:1] in " \t"):
            break
        number += 1
    end = lines[number][0] if number < len(lines) else lines[-1][0] + len(lines[-1][1])
    return end, Told(
        *(next((found[name] for name in names if name in found), "") for names in (_FROM, _DATE, _SUBJECT))
    )


def _count_headers(lines: list[tuple[int, str]], number: int) -> int:
    count = 0
    for _, line in lines[number : number + 12]:
        if _HEADER.match(line):
            count += 1
        elif line.strip(" \t>"):
            break
    return count


def _slice(layout: Layout, start: int, end: int) -> Layout:
    """The layout between two offsets; white space at its ends is left out."""
    text = layout.text[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    return replace(
        layout,
        text=layout.text[start:end],
        levels={at - start: level for at, level in layout.levels.items() if start <= at < end},
        run_ins={at - start: to - start for at, to in layout.run_ins.items() if start <= at < end},
        links=tuple((a - start, b - start, url) for a, b, url in layout.links if start <= a and b <= end),
    )


def _unquoted(layout: Layout) -> Layout:
    """Without the marks of quoting, where every line has one: only plain text has, which has nothing else laid out."""
    lines = layout.text.split("\n")
    if layout.levels or layout.links or not all(line.startswith(">") for line in lines if line.strip()):
        return layout
    return replace(layout, text="\n".join(re.sub(r"^> ?", "", line) for line in lines).strip(), run_ins={})
