"""Many feeds from one loopback server, with validators: for measuring whoever fetches them.

    python bench/sources/feed_server.py FEEDS ENTRIES [--teasers]      prints its port, then serves until its input ends

An entry has about 190 words, with a policy and a number in each; with --teasers about 50, as most feeds have, and one
in five tells of a policy or a number.

`GET /round/K` sets the round: in round 2 and later every fiftieth feed has K - 1 new entries, the others answer 304.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Callable
from html import escape

TEXT = """
the harbour council adopted a new rule on fees for cruise ships which rise to twelve euros in May as the ministry said
on Monday after talks with ports and lines about power from the shore grid while owners asked for more time
"""
WORDS = TEXT.split()
SUBJECTS = (
    "fees",
    "grids",
    "spectrum",
    "data centres",
    "batteries",
    "permits",
    "tariffs",
    "subsidies",
    "standards",
    "licences",
)


PLACES = ("Bergen", "Split", "Porto", "Izmir", "Cork", "Gdynia", "Valencia", "Tallinn", "Haifa", "Durban")
PEOPLE = ("Shippers", "Residents", "Fishermen", "Shopkeepers", "Engineers", "Teachers", "Growers", "Commuters")
TEASERS = (
    "{people} in {place} say that the plans for {subject} leave too many questions open.",
    "Our reporter spent a day with those who work on {subject}, and found more patience than anger.",
    "The mayor of {place} spoke of a fresh start, though he would not be drawn on the cost.",
    "What began as a quarrel between neighbours has become a test for the whole coast.",
    "Few of them had expected the talks to go on for so long.",
    "{people} and owners disagree about who should pay for what comes next.",
    "A visit to {place} shows how slowly such habits change.",
    "Critics call it a distraction, while supporters see a chance that may not come again.",
)
NEWS = 10
"""Of so many teasers one tells of a policy, and another one of a number."""


def teaser(feed: int, number: int) -> str:
    """An entry of about 50 words that mostly tells of neither a policy nor a number."""
    chance = random.Random(feed * 1000 + number)
    told = {"subject": SUBJECTS[feed % len(SUBJECTS)], "place": chance.choice(PLACES), "people": chance.choice(PEOPLE)}
    parts = [shape.format(**told) for shape in chance.sample(TEASERS, 4)]
    if number % NEWS == 0:
        parts[0] = "The council of {place} adopted new rules on {subject}, which take effect on 1 June 2026.".format(
            **told
        )
    elif number % NEWS == NEWS // 2:
        parts[0] = "Spending on {subject} in {place} rose to {n} million euros in March 2026.".format(
            **told, n=chance.randint(100, 999)
        )
    title = "{people} of {place} look again at {subject}".format(**told)
    return item(feed, number, title, escape(f"<p>{' '.join(parts)}</p>"))


def entry(feed: int, number: int) -> str:
    """An entry of about 190 words, about a subject of its feed, with a policy and a number in it."""
    chance = random.Random(feed * 1000 + number)
    subject = SUBJECTS[feed % len(SUBJECTS)]
    told = f"The ministry of region {feed} adopted regulation {number} on {subject}, which takes effect on 1 June 2026."
    counted = f"Output of {subject} in region {feed} rose to {chance.randint(100, 999)} units in March 2026."
    parts = [" ".join(chance.choices(WORDS, k=15)).capitalize() + "." for _ in range(10)]
    link = '<a href="https://news.example/about/{n}?utm_source=feed" class="more">the text</a>'
    paragraphs = "".join(f"<p>{part} <strong>See</strong> {link.format(n=n)}.</p>" for n, part in enumerate(parts[:6]))
    listed = "".join(f"<li><em>{part}</em></li>" for part in parts[6:])
    image = '<img src="/pictures/port.jpg" alt="The port" width="640" height="320">'
    body = escape(f"<p>{told} {counted}</p>{image}{paragraphs}<ul>{listed}</ul>")
    return item(feed, number, f"Region {feed}: news {number} on {subject}", body)


def item(feed: int, number: int, title: str, body: str) -> str:
    day = 1 + number % 28
    return (
        f'<item><guid isPermaLink="false">f{feed}-{number}</guid><title>{title}</title>'
        f"<link>https://news.example/{feed}/{number}</link><description>{body}</description>"
        f"<pubDate>{day:02d} Apr 2026 08:00:00 GMT</pubDate></item>"
    )


def feed_of(feed: int, entries: int, newer: int, write: Callable[[int, int], str] = entry) -> bytes:
    items = "".join(write(feed, number) for number in range(entries + newer - 1, newer - 1, -1))
    head = f"<title>Region {feed}</title><link>https://news.example/{feed}</link><description>News</description>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


class Feeds:
    def __init__(self, feeds: int, entries: int, write: Callable[[int, int], str] = entry) -> None:
        self.entries, self.round, self.write = entries, 1, write
        self.bodies = [feed_of(number, entries, 0, write) for number in range(feeds)]
        self.newer = [0] * feeds

    def set_round(self, number: int) -> None:
        self.round = number
        for feed in range(0, len(self.bodies), 50):
            self.newer[feed] = max(0, number - 2)
            self.bodies[feed] = feed_of(feed, self.entries, self.newer[feed], self.write)

    def answer(self, path: str, etag: str) -> bytes:
        if path.startswith("/round/"):
            self.set_round(int(path.rsplit("/", 1)[1]))
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        feed = int(path.rsplit("/", 1)[1])
        own = f'"{feed}-{self.newer[feed]}"'
        if etag == own:
            return f"HTTP/1.1 304 Not Modified\r\nETag: {own}\r\n\r\n".encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {own}\r\n"
        return f"{head}Content-Length: {len(self.bodies[feed])}\r\n\r\n".encode() + self.bodies[feed]


async def serve(feeds: Feeds, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            lines = head.split("\r\n")
            etag = next(
                (line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("if-none-match:")), ""
            )
            writer.write(feeds.answer(lines[0].split()[1], etag))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main() -> None:
    feeds = Feeds(int(sys.argv[1]), int(sys.argv[2]), teaser if "--teasers" in sys.argv else entry)
    server = await asyncio.start_server(lambda r, w: serve(feeds, r, w), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
