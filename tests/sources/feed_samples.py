"""Feeds of every kind, and how to spoil them."""

from __future__ import annotations

import random

BASE = "https://news.example/feed"

RSS_090 = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://channel.netscape.com/rdf/simple/0.9/">
<channel><title>Old notes</title><link>https://news.example/</link></channel>
<item><title>The council adopts a rule</title><link>https://news.example/1</link></item></rdf:RDF>"""
RSS_091 = b"""<rss version="0.91"><channel><title>Old notes</title>
<item><title>The council adopts a rule</title><link>https://news.example/1</link>
<description>It was adopted.</description></item></channel></rss>"""
RSS_10 = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="x"><title>Old notes</title></channel>
<item rdf:about="https://news.example/1"><title>The council adopts a rule</title><link>https://news.example/1</link>
<description>Short.</description><content:encoded>&lt;p&gt;It was adopted at length.&lt;/p&gt;</content:encoded>
<dc:date>2026-04-06T08:00:00Z</dc:date></item></rdf:RDF>"""
RSS_20 = b"""<rss version="2.0"><channel><title>Old notes</title>
<item><guid isPermaLink="false">n-1</guid><title>The council adopts a rule</title><link>https://news.example/1</link>
<description>&lt;p&gt;It was adopted.&lt;/p&gt;</description><pubDate>Mon, 06 Apr 2026 10:00:00 +0200</pubDate></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Old notes</title>
<entry><id>tag:news.example,2026:1</id><title>The council adopts a rule</title><link href="https://news.example/1"/>
<published>2026-04-06T08:00:00Z</published><updated>2026-04-07T08:00:00Z</updated>
<summary>Short.</summary><content type="html">&lt;p&gt;It was adopted.&lt;/p&gt;</content></entry></feed>"""


def feed(*items: bytes, head: bytes = b"") -> bytes:
    return head + b"<rss version='2.0'><channel><title>T</title>" + b"".join(items) + b"</channel></rss>"


def item(number: int, text: bytes = b"Fine.") -> bytes:
    return b"<item><guid>n-%d</guid><title>Title %d</title><description>%s</description></item>" % (
        number,
        number,
        text,
    )


LAUGHS = b"<!DOCTYPE lolz [<!ENTITY a 'lol'>" + b"".join(
    b"<!ENTITY %s '%s'>" % (b"abcdefghij"[n + 1 : n + 2], b"&%s;" % b"abcdefghij"[n : n + 1] * 10) for n in range(9)
)


def mutated(body: bytes, chance: random.Random) -> bytes:
    """The body with up to eight pieces cut out, doubled, swapped for noise, or bits turned."""
    data = bytearray(body)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            del data[at : at + chance.randint(1, 30)]
        elif kind == 1:
            data[at:at] = data[at : at + chance.randint(1, 60)]
        elif kind == 2:
            data[at:at] = chance.choice(
                [b"&#xD800;", b"\x00", b"<", b"]]>", b"&", b"<!--", b"\xff", b"<item>", b"&#0;"]
            )
        elif data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
    return bytes(data)
