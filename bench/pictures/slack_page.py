"""A page that looks like Slack, made from the messages of a digest: for pictures, where no workspace is at hand."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

STYLE = """
body{margin:0;background:#fff;color:#1d1c1d;font:15px/1.46668 Lato,"Helvetica Neue",Arial,"Liberation Sans",sans-serif}
.bar{padding:14px 20px;border-bottom:1px solid #ddd;font-weight:900;font-size:18px}
.message{display:flex;gap:8px;padding:10px 20px}
.message+.message{padding-top:4px}
.face{flex:none;width:36px;height:36px;border-radius:8px;background:#1e4fa8;color:#fff;font:700 19px/36px Georgia,serif;
 text-align:center}
.body{min-width:0;flex:1}
.name{font-weight:900}
.app{background:#ececec;color:#616061;border-radius:2px;padding:1px 3px;margin:0 6px 0 4px;font-size:10px;
 font-weight:700;vertical-align:1px}
.time{color:#616061;font-size:12px}
.header{margin:6px 0 2px;font-size:18px;line-height:1.3;font-weight:900}
.section{margin:4px 0}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:4px 16px;margin:4px 0}
.context{margin:3px 0;color:#616061;font-size:13px;line-height:1.4}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0 4px}
.button{border:1px solid #c9c8c9;border-radius:4px;padding:3px 11px 4px;font-size:13px;font-weight:700;background:#fff}
.menu{font-weight:400;color:#616061}
.menu::after{content:"⌄";padding-left:18px}
.divider{border:0;border-top:1px solid #ddd;margin:8px 0}
blockquote{margin:4px 0;padding:0 0 0 12px;border-left:4px solid #ddd}
a{color:#1264a3;text-decoration:none}
.thread{margin:0 20px 0 64px;color:#1264a3;font-size:13px;font-weight:700}
.reply{margin-left:24px;border-left:2px solid #eee}
"""
_LINK = re.compile(r"<([^<>|]+)\|([^<>]*)>")
_STYLES = (
    (re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+?)\*(?![\w*])"), "b"),
    (re.compile(r"(?<!\w)_([^_\n]+?)_(?!\w)"), "i"),
)


def page(messages: Sequence[Mapping[str, Any]], *, channel: str, time: str) -> str:
    """The headline message, and under it what stands in its thread."""
    first, *further = messages
    replies = "".join(message(one, time, "message reply") for one in further)
    count = f'<div class="thread">{len(further)} {"reply" if len(further) == 1 else "replies"}</div>' if further else ""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{STYLE}</style>'
        f'<div class="bar"># {html.escape(channel)}</div>{message(first, time, "message")}{count}{replies}</html>'
    )


def message(one: Mapping[str, Any], time: str, kind: str) -> str:
    told = "".join(block(part) for part in one["blocks"])
    head = f'<span class="name">Policy tracker</span><span class="app">APP</span><span class="time">{time}</span>'
    return f'<div class="{kind}"><div class="face">P</div><div class="body"><div>{head}</div>{told}</div></div>'


def block(one: Mapping[str, Any]) -> str:
    kind = one["type"]
    if kind == "divider":
        return '<hr class="divider">'
    parts = [one["text"]] if "text" in one else []
    shown = "".join(f'<div class="{kind}">{text(part)}</div>' for part in parts)
    if "fields" in one:
        shown += f'<div class="fields">{"".join(f"<div>{text(part)}</div>" for part in one["fields"])}</div>'
    if kind == "actions":
        shown += f'<div class="actions">{"".join(map(button, one["elements"]))}</div>'
    elif "elements" in one:
        shown += f'<div class="{kind}">{" &nbsp; ".join(text(part) for part in one["elements"])}</div>'
    return shown


def button(one: Mapping[str, Any]) -> str:
    """A button, or a menu by what it says before anything is chosen."""
    if one["type"] == "static_select":
        return f'<span class="button menu">{text(one["placeholder"])}</span>'
    return f'<span class="button">{text(one["text"])}</span>'


def text(one: Mapping[str, Any]) -> str:
    """A text object; its three escaped characters are entities of HTML already."""
    if one["type"] == "plain_text":
        return str(one["text"])
    lines = [line(part) for part in str(one["text"]).split("\n")]
    return "<br>".join(lines).replace("</blockquote><br>", "</blockquote>")


def line(told: str) -> str:
    quote = told.startswith(">")
    shown = _LINK.sub('\x00a href="\\1"\x01\\2\x00/a\x01', told[1:] if quote else told)
    for pattern, tag in _STYLES:
        shown = pattern.sub(rf"<{tag}>\1</{tag}>", shown)
    shown = shown.replace("\x00", "<").replace("\x01", ">")
    return f"<blockquote>{shown}</blockquote>" if quote else shown
