"""From the configuration to the doors: what makes the sources, and the way to each receiver."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.errors import UsageError

PING_SECONDS = 10.0

if TYPE_CHECKING:
    from tracker.config import settings
    from tracker.config.settings import Config, Receiver, Slack, Smtp
    from tracker.delivery.buttons import Press
    from tracker.delivery.outbox import Transport
    from tracker.delivery.socket_mode import ButtonListener
    from tracker.endpoint.client import Endpoint
    from tracker.sources import Confined, Fetcher, Source


# ---------------------------------------------------------------- sources


def make_sources(config: Config) -> tuple[Source, ...]:
    """The sources that are enabled. Feeds share one fetcher, and are parsed in a process that may be killed."""
    doors = Doors(config)
    return tuple(doors.make(source) for source in config.sources if source.enabled)


class Doors:
    """Makes sources. What they share (a fetcher, the processes that parse) is made when it is first needed."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def make(self, source: settings.Source) -> Source:
        makers = {"folder": self.folder, "feed": self.feed, "page": self.page, "mailbox": self.mailbox}
        return makers[source.kind](source)

    @cached_property
    def fetcher(self) -> Fetcher:
        from tracker.sources import Fetcher

        http = self.config.http
        return Fetcher(allow=http.allow, timeout=http.timeout.total_seconds())

    @cached_property
    def parser(self) -> Confined:
        from tracker.sources import Confined

        return Confined()

    def folder(self, source: settings.Source) -> Source:
        from tracker.sources import Folder

        return Folder(source.name, source.folder or Path(), source.every)

    def feed(self, source: settings.Source) -> Source:
        from tracker.sources import Feed, FullText

        return Feed(
            source.name,
            source.feed or "",
            source.every,
            fetcher=self.fetcher,
            parser=self.parser,
            full_text=FullText(self.fetcher, self.parser.article) if source.full_text else None,
            learns=source.learns,
        )

    def page(self, source: settings.Source) -> Source:
        from tracker.sources import WebPage

        return WebPage(
            source.name,
            source.page or "",
            source.select or "",
            source.every,
            fetcher=self.fetcher,
            cutter=self.parser.blocks,
            learns=source.learns,
        )

    def mailbox(self, source: settings.Source) -> Source:
        from tracker.config import secret
        from tracker.sources import Account, Mailbox, Proof, Wanted

        token = bool(source.token or source.token_file)
        given = (source.token, source.token_file) if token else (source.password, source.password_file)

        return Mailbox(
            source.name,
            Account.of(source.mailbox or ""),
            source.every,
            partial(secret, *given),
            Wanted(source.from_, source.list_id, source.subject),
            self.config.http.timeout.total_seconds(),
            token=token,
            proof=Proof(source.require, source.authserv_id or ""),
        )


def close_sources(sources: Iterable[Source]) -> None:
    """End the processes that parse, if any were started."""
    parts = [getattr(source, name, None) for source in sources for name in ("parser", "cutter", "full_text", "fetcher")]
    for owner in {id(owner): owner for owner in (getattr(part, "__self__", part) for part in parts)}.values():
        close = getattr(owner, "close", None)
        if close:
            close()


def ping(config: Config) -> str | None:
    """Fetch the address of `ping` as a feed is fetched: checked, bounded, by no proxy. What went wrong, or None."""
    from tracker.sources.http import Fetcher, Problem

    answer = Fetcher(allow=config.http.allow, timeout=PING_SECONDS, patience=PING_SECONDS).get(config.ping or "", {})
    if isinstance(answer, Problem):
        return f"the address {answer.reason}"
    return None if answer.status < 400 else f"the address answered {answer.status}"


# ---------------------------------------------------------------- receivers


def make_transports(
    config: Config, now: Callable[[], datetime], write: Callable[[str], object]
) -> Mapping[str, Transport]:
    """The way to each receiver, by name; receivers of one kind share it."""
    makers: dict[str, Callable[[], Any]] = {
        "slack": lambda: slack_transport(config.slack),
        "email": lambda: mail_transport(config.smtp, now),
        "file": file_transport,
        "terminal": lambda: terminal_transport(write),
    }
    own = {"webhook": lambda one: webhook_transport(config, one, now), "apprise": apprise_transport}
    made = {kind: makers[kind]() for kind in {receiver.kind for receiver in config.receivers} & makers.keys()}
    return {one.name: made.get(one.kind) or own[one.kind](one) for one in config.receivers}


def slack_transport(slack: Slack | None) -> Transport:
    from tracker.config import secret
    from tracker.delivery.slack import SlackTransport

    assert slack is not None  # noqa: S101  the configuration refuses a Slack receiver without it
    return SlackTransport(lambda: secret(slack.token, slack.token_file) or "", api_url=slack.api_url)


def button_listener(
    slack: Slack | None, answer: Callable[[Press], str], tell: Callable[[str], None]
) -> ButtonListener | None:
    """Who listens to buttons in Slack; None where no app token is given."""
    from tracker.config import secret
    from tracker.delivery.socket_mode import ButtonListener

    if slack is None or not (slack.app_token or slack.app_token_file):
        return None
    return ButtonListener(
        lambda: secret(slack.app_token, slack.app_token_file) or "",
        lambda: secret(slack.token, slack.token_file) or "",
        answer,
        tell,
        api_url=slack.api_url,
    )


def mail_transport(smtp: Smtp | None, now: Callable[[], datetime]) -> Transport:
    from tracker.config import secret
    from tracker.delivery.mail import MailTransport

    assert smtp is not None  # noqa: S101  the configuration refuses a mail receiver without it
    return MailTransport(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        sender=smtp.sender,
        username=smtp.username,
        password=lambda: secret(smtp.password, smtp.password_file),
        now=now,
    )


def webhook_transport(config: Config, receiver: Receiver, now: Callable[[], datetime]) -> Transport:
    from tracker.config import secret
    from tracker.delivery.webhook import WebhookTransport
    from tracker.operating.outgoing import Poster

    post = Poster(allow=config.http.allow, timeout=config.http.timeout.total_seconds())
    key = partial(secret, receiver.secret, receiver.secret_file)
    return WebhookTransport(receiver.webhook or "", post, key, now)


def apprise_transport(receiver: Receiver) -> Transport:
    from tracker.config import secret
    from tracker.delivery.apprise import AppriseTransport

    return AppriseTransport(lambda: secret(receiver.apprise, None) or "")


def file_transport() -> Transport:
    from tracker.delivery.files import FileTransport

    return FileTransport()


def terminal_transport(write: Callable[[str], object]) -> Transport:
    from tracker.delivery.files import TerminalTransport

    return TerminalTransport(write)


# ---------------------------------------------------------------- the endpoint


def make_endpoint(asked: settings.Extraction) -> Endpoint:
    """The model that helps to read; UsageError where what asks it is not installed."""
    from tracker.config.secrets import secret
    from tracker.endpoint.client import MISSING, Endpoint, is_installed

    if not is_installed():
        raise UsageError(f"`extraction: endpoint` needs the package openai: {MISSING}")
    return Endpoint(
        asked.endpoint, asked.model, lambda: secret(asked.key, asked.key_file), asked.timeout.total_seconds()
    )
