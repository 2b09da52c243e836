"""What the daemon meets: feeds that grow, a folder that fills, a Slack and a mail server with faults."""

from __future__ import annotations

import os
import random
import socketserver
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import product
from pathlib import Path

from servers.http import HttpServer, Page
from servers.slack import Channel, Fault, SlackServer
from servers.smtp import MailFault, SmtpServer


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CHANNELS = ("C0CHAOS001", "C0CHAOS002")
COUNTRIES = _words(
    "Peru Chile Kenya Ghana Norway Iceland Japan Vietnam Canada Mexico Poland Spain Portugal Greece Turkey Morocco "
    "Senegal Nigeria Angola Egypt India Nepal Laos Fiji Samoa Ecuador Bolivia Uruguay Panama Cuba Latvia Estonia"
)
GOODS = _words(
    "anchovy copper cotton cocoa cashew timber sugar coffee banana avocado soya palm rubber nickel cobalt lithium zinc "
    "tin gypsum salt wheat barley maize rice lentil vanilla pepper tea wool leather"
)
DEEDS = ("exports", "imports", "storage", "landings", "output")
FEEDS = 3
socketserver.BaseServer.handle_error = lambda *_: None  # type: ignore[method-assign]  # whom we call is killed all the time
SLACK_FAULTS = (
    {"retry_after": "1"},
    {"status": 503},
    {"status": 500, "accept": False},
    {"drop": True},
    {"drop": True, "accept": False},
    {"cut": 12},
    {"wait": 2.6},
    {"error": "invalid_blocks", "accept": False},
    {"error": "fatal_error"},
    {"method": "conversations.history", "drop": True},
    {"method": "conversations.history", "status": 503},
    {"method": "conversations.replies", "cut": 9},
)
MAIL_FAULTS = (
    MailFault("MAIL", "451 try again"),
    MailFault("RCPT", "450 greylisted"),
    MailFault("DATA", "452 no space"),
    MailFault("DATA", drop=True, accept=True),
    MailFault("DATA", drop=True),
    MailFault("RCPT", drop=True),
)


class World:
    """Loopback servers and a thread that publishes stories and sows faults. `published`: the titles, by when."""

    def __init__(self, home: Path, seed: int, every: float = 0.6) -> None:
        self.home = home
        self.chance = random.Random(seed)
        self.every = every
        self.http, self.slack, self.smtp = HttpServer(), SlackServer(), SmtpServer()
        for number, channel in enumerate(CHANNELS):
            self.slack.add_channel(Channel(channel, f"chaos-{number}"))
        self.published: list[str] = []
        self.faults = {"slack": 0, "mail": 0, "feed": 0, "revoked": 0}
        self.revoked_until = 0.0
        self._stories = list(product(COUNTRIES, GOODS, DEEDS))
        self.chance.shuffle(self._stories)
        self._entries: list[list[str]] = [[] for _ in range(FEEDS)]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._live, daemon=True)

    def __enter__(self) -> World:
        (self.home / "inbox").mkdir()
        for server in (self.http, self.slack, self.smtp):
            server.__enter__()
        for feed in range(FEEDS):
            self._serve(feed)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.calm()
        for server in (self.http, self.slack, self.smtp):
            server.__exit__(None, None, None)

    def calm(self) -> None:
        """No more stories and no more faults."""
        self._stop.set()
        self._thread.join()
        self.slack.faults.clear()
        self.smtp.faults.clear()
        self.slack.token_error = None
        for feed in range(FEEDS):
            self._serve(feed)

    def _live(self) -> None:
        while not self._stop.wait(self.every * self.chance.uniform(0.5, 1.5)):
            self._publish()
            self._sow()

    def _publish(self) -> None:
        if not self._stories:
            return
        country, good, deed = self._stories.pop()
        title = f"{country} caps {good} {deed} at {self.chance.randint(11, 990)} tonnes"
        body = (
            f"{country}'s Ministry of Trade has issued a regulation that caps the {deed} of {good} for the year 2027. "
            f"The regulation takes effect on 1 January 2027."
        )
        self.published.append(title)
        if self.chance.random() < 0.15:
            path = self.home / "inbox" / f"{len(self.published):05}.txt"
            path.write_text(f"{title}\n\n{body}\n", encoding="utf-8")
            os.utime(path, (time.time() - 60,) * 2)
            return
        feed = self.chance.randrange(FEEDS)
        moment = datetime.now(UTC) - timedelta(minutes=1)
        self._entries[feed].append(
            f"<item><guid isPermaLink='false'>s{len(self.published)}</guid><title>{title}</title>"
            f"<pubDate>{format_datetime(moment)}</pubDate><description>{body}</description></item>"
        )
        self._serve(feed)

    def _serve(self, feed: int) -> None:
        """The feed as it is now; sometimes with a fault before it."""
        body = "".join(reversed(self._entries[feed]))
        page = Page(
            f"<rss version='2.0'><channel><title>Feed {feed}</title>{body}</channel></rss>".encode(),
            etag=f'"{len(self._entries[feed])}"',
        )
        faults = (Page(status=500), Page(page.body, drop=True), Page(page.body, cut=200), Page(page.body, wait=1.5))
        before = [self.chance.choice(faults)] if not self._stop.is_set() and self.chance.random() < 0.2 else []
        self.faults["feed"] += len(before)
        self.http.put(f"/{feed}", *before, page)

    def _sow(self) -> None:
        """A fault for about every third call, and now and then a token that is revoked for some seconds."""
        if self.chance.random() < 0.5 and len(self.slack.faults) < 4:
            fault = Fault(**self.chance.choice(SLACK_FAULTS))  # type: ignore[arg-type]
            if fault.error != "invalid_blocks" or fault not in self.slack.faults:  # of plain text Slack never says so
                self.slack.faults.append(fault)
                self.faults["slack"] += 1
        if self.chance.random() < 0.4 and len(self.smtp.faults) < 3:
            self.smtp.faults.append(self.chance.choice(MAIL_FAULTS))
            self.faults["mail"] += 1
        if self.slack.token_error and time.monotonic() > self.revoked_until:
            self.slack.token_error = None
        elif self.chance.random() < 0.02:
            self.slack.token_error, self.revoked_until = "token_revoked", time.monotonic() + 4
            self.faults["revoked"] += 1
