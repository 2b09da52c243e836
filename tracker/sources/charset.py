"""Bytes of a page as text, in the encoding that a browser would take. Pure."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_IN_META = re.compile(rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
"""What pages that name the left one are really written in; browsers take them so (encoding.spec.whatwg.org)."""


def decoded(body: bytes, content_type: str = "") -> str:
    """The text: by its byte-order mark, else by what the server says, else by what the page says, else as UTF-8.

    Bytes that are no UTF-8 where nothing is said are taken for Windows' western letters.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    header = _IN_HEADER.search(content_type)
    meta = _IN_META.search(body[:_HEAD])
    for told in (header[1] if header else "", meta[1].decode("ascii", "replace") if meta else ""):
        codec = _codec(told)
        if codec:
            return body.decode(codec, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _codec(told: str) -> str | None:
    """The codec of that name; None where there is none, or it is none of text (such as zlib)."""
    try:
        info = codecs.lookup(told)
    except (LookupError, ValueError):
        return None
    return _WIDER.get(info.name, info.name) if getattr(info, "_is_text_encoding", True) else None
