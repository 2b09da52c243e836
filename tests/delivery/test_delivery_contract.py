"""What every way of sending promises, proved over each of them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from delivery_samples import FILES, MAIL, SLACK, TERMINAL, delivery
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers.certificates import make_certificates
from servers.http import HttpServer, Page
from servers.slack import SlackServer
from servers.smtp import SmtpServer

from tracker.delivery.files import FileTransport, TerminalTransport
from tracker.delivery.mail import MailTransport
from tracker.delivery.outbox import Transport
from tracker.delivery.slack import SlackTransport
from tracker.delivery.waiting import Pacing
from tracker.delivery.webhook import WebhookTransport
from tracker.errors import ConfigError, Fault
from tracker.model import Refused, Sent, Unknown
from tracker.operating.outgoing import Poster


@dataclass(frozen=True, slots=True)
class Way:
    """A transport, the same with nobody at the other end, and what has arrived."""

    transport: Transport
    broken: Transport
    destination: str
    payload: Mapping[str, Any]
    arrived: Callable[[], list[str]]


def no_pacing() -> Pacing:
    return Pacing(lambda: 0.0, lambda _: None, every=0.0)


class Gone(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def webhook(url: str, *allow: str) -> WebhookTransport:
    return WebhookTransport(url, Poster(allow=allow), lambda: "key", lambda: datetime(2026, 4, 13, tzinfo=UTC))


@pytest.fixture(params=["slack", "mail", "file", "webhook", "terminal"])
def way(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Way]:
    if request.param == "slack":
        with SlackServer() as server:
            yield Way(
                SlackTransport(lambda: server.token, server.url, pacing=no_pacing()),
                SlackTransport(lambda: server.token, "http://127.0.0.1:9/api/", pacing=no_pacing()),
                "C1",
                SLACK,
                lambda: [message["text"] for message in server.messages("C1")],
            )
    elif request.param == "webhook":
        with HttpServer() as web:
            web.put("/hook", Page(b"taken"))
            yield Way(
                webhook(web.url("/hook"), web.place),
                webhook("http://127.0.0.1:9/hook", "127.0.0.1:9"),
                "webhook",
                {"json": {"headline": "Two new rules today"}},
                lambda: [json.loads(request.body)["headline"] for request in web.requests],
            )
    elif request.param == "mail":
        with SmtpServer() as mail:
            made = {"sender": "Tracker <tracker@example.org>", "security": "none", "timeout": 5.0}
            yield Way(
                MailTransport("127.0.0.1", mail.port, **made),
                MailTransport("127.0.0.1", 9, **made),
                "reader@example.org",
                MAIL,
                lambda: [one.message["Subject"] for one in mail.received],
            )
    elif request.param == "file":
        (tmp_path / "a file").write_text("in the way")
        yield Way(
            FileTransport(),
            FileTransport(),
            str(tmp_path / "out"),
            FILES,
            lambda: sorted(path.name for path in (tmp_path / "out").glob("*")),
        )
    else:
        shown: list[str] = []
        yield Way(TerminalTransport(shown.append), TerminalTransport(Gone().write), "terminal", TERMINAL, lambda: shown)


def test_what_is_sent_arrives_once_and_has_a_reference(way: Way) -> None:
    outcome = way.transport.send(delivery(way.payload, way.destination), parent=None)
    assert isinstance(outcome, Sent)
    assert outcome.reference
    assert len(way.arrived()) == len(way.payload.get("files", [1]))


def test_an_empty_message_is_refused_for_good(way: Way) -> None:
    outcome = way.transport.send(delivery({}, way.destination), parent=None)
    assert isinstance(outcome, Refused)
    assert outcome.permanent
    assert way.arrived() == []


def test_nobody_there_is_a_definite_no_that_may_pass(way: Way, tmp_path: Path) -> None:
    destination = str(tmp_path / "a file" / "out") if "files" in way.payload else way.destination
    outcome = way.broken.send(delivery(way.payload, destination), parent=None)
    assert isinstance(outcome, Refused)
    assert not outcome.permanent
    assert outcome.reason


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(st.characters(codec=None), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(["text", "blocks", "metadata", "subject", "html", "headers", "files", "to"])


@pytest.mark.filterwarnings("ignore:The top-level `text`")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=st.dictionaries(keys, json_values, max_size=4))
def test_whatever_a_payload_holds_there_is_an_outcome(way: Way, payload: dict[str, Any]) -> None:
    outcome = way.transport.send(delivery(payload, way.destination), parent=None)
    assert isinstance(outcome, Sent | Refused | Unknown)


def no_secret() -> str:
    raise ConfigError((Fault((), "the file with the secret is not there"),))


def test_a_secret_that_cannot_be_had_is_a_definite_no_that_may_pass(tmp_path_factory: pytest.TempPathFactory) -> None:
    certificates = make_certificates(tmp_path_factory.mktemp("certificates"))
    outcomes = []
    with SlackServer() as server:
        outcomes.append(SlackTransport(no_secret, server.url).send(delivery(SLACK, "C1"), parent=None))
        assert server.calls == []
    with SmtpServer(certificates, login=("robot", "word")) as mail:
        made = {"sender": "t@example.org", "username": "robot", "password": no_secret, "tls": certificates.client()}
        outcomes.append(MailTransport("localhost", mail.port, **made).send(delivery(MAIL, "reader@example.org")))
        assert mail.logins == []
    assert outcomes == [Refused("the file with the secret is not there", permanent=False)] * 2
