"""Slack: every answer is one of three outcomes, and nothing is posted twice."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from delivery_samples import SLACK, delivery, slack
from servers.slack import Channel, Fault, SlackServer
from servers.slack_blocks import faults_of_blocks

from tracker.delivery.outbox import CannotLook
from tracker.delivery.slack import ADVICE, SlackTransport
from tracker.delivery.waiting import Pacing
from tracker.model import Refused, Sent, Unknown

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[SlackServer]:
    with SlackServer() as server:
        yield server


def transport(server: SlackServer, timeout: int = 5) -> SlackTransport:
    return SlackTransport(
        lambda: server.token, server.url, pacing=Pacing(lambda: 0.0, lambda _: None, 0.0), timeout=timeout
    )


def texts(server: SlackServer) -> list[str]:
    return [message["text"] for message in server.messages("C1")]


def test_a_message_arrives_as_it_was_made(server: SlackServer) -> None:
    outcome = transport(server).send(slack(), parent=None)
    (message,) = server.messages("C1")
    assert outcome == Sent(message["ts"])
    assert (message["text"], message["blocks"]) == (SLACK["text"], SLACK["blocks"])
    assert message["metadata"]["event_payload"] == {"id": "dlv_1"}
    arguments = server.calls[0].arguments
    assert (arguments["unfurl_links"], arguments["unfurl_media"]) == (False, False)


def test_what_follows_the_headline_goes_into_its_thread(server: SlackServer) -> None:
    headline = transport(server).send(slack(), parent=None)
    assert isinstance(headline, Sent)
    transport(server).send(slack(name="dlv_2", sequence=1), parent=headline.reference)
    assert server.messages("C1")[1]["thread_ts"] == headline.reference


@pytest.mark.parametrize("code", sorted({*ADVICE, "no_permission", "ekm_access_denied", "msg_too_long"}))
def test_a_definite_error_is_permanent_and_tried_once(server: SlackServer, code: str) -> None:
    server.faults.append(Fault(error=code, accept=False))
    outcome = transport(server).send(slack(), parent=None)
    assert isinstance(outcome, Refused)
    assert outcome.permanent
    assert outcome.reason.startswith(code)
    assert len(server.calls) == 1
    assert texts(server) == []


def test_what_to_do_is_said(server: SlackServer) -> None:
    server.scopes = set()
    server.add_channel(Channel("C2", "others", member=False))
    server.add_channel(Channel("C3", "old", archived=True))
    missing = transport(server).send(slack(), parent=None)
    assert missing == Refused(
        "missing_scope (chat:write): add the scope to the app and install it again", True, place=True
    )
    server.scopes = {"chat:write"}
    assert "invite the app to the channel" in str(transport(server).send(slack("C2"), parent=None))
    assert "not archived" in str(transport(server).send(slack("C3"), parent=None))
    assert "check the channel's id" in str(transport(server).send(slack("C9"), parent=None))
    wrong = SlackTransport(lambda: "xoxb-wrong", server.url)
    assert wrong.send(slack(), parent=None) == Refused("invalid_auth: check the token", True, place=True)
    assert SlackTransport(lambda: "", server.url).send(slack(), parent=None) == Refused(
        "not_authed: give a token", True, place=True
    )


@pytest.mark.parametrize("accept", [True, False], ids=["taken", "not taken"])
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 503},
        {"error": "fatal_error"},
        {"error": "internal_error"},
        {"error": "service_unavailable"},
        {"drop": True},  # the connection closes without an answer
        {"cut": 20},  # the answer is cut off
        {"wait": 1.5},  # the answer comes too late
        {"status": 502},
    ],
    ids=lambda fault: "-".join(map(str, *fault.items())),
)
def test_when_nobody_knows_it_is_unknown_and_found_by_looking(server: SlackServer, fault: dict, accept: bool) -> None:
    server.faults.append(Fault(**fault, accept=accept))
    way = transport(server, timeout=1)
    assert isinstance(way.send(slack(), parent=None), Unknown)
    assert len(server.calls) == 1  # and not tried again by the client
    found = way.reconcile(slack(), LONG_AGO, None)
    if accept:
        assert found == Sent(server.messages("C1")[0]["ts"])
    else:
        assert found == Refused("it is not in the channel", permanent=False)


def test_the_library_posts_nothing_again_by_itself(server: SlackServer) -> None:
    """As delivered, it posts again after a dropped connection, and sleeps after a 429: each try here is one request."""
    trouble = [Fault(drop=True), Fault(status=500), Fault(status=503), Fault(cut=9), Fault(retry_after="60")]
    dated = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    server.faults += [*trouble, Fault(retry_after=dated), Fault(error="fatal_error")]
    way = transport(server)
    for tries in range(1, 8):
        assert not isinstance(way.send(slack(name=f"dlv_{tries}"), parent=None), Sent)
        assert len(server.calls) == tries
    assert isinstance(way.send(slack(name="dlv_8"), parent=None), Sent)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b'{"ok":true}',
        b'{"ok":false}',
        b'{"ok":true,"ts":',
        b"\xff\xfe",
        b'{"ok":1,"ts":null}',
    ],
)
def test_an_answer_that_is_none_leaves_nobody_knowing(server: SlackServer, body: bytes) -> None:
    server.faults.append(Fault(body=body))
    way = transport(server)
    assert isinstance(way.send(slack(), parent=None), Unknown)
    assert way.reconcile(slack(), LONG_AGO, None) == Sent(server.messages("C1")[0]["ts"])


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30.0),
        ("0", 0.0),
        ("in an hour", pytest.approx(3600, abs=30)),  # as a date
        ("soon", None),
    ],
)
def test_slow_down_is_a_definite_no_with_the_wait_asked_for(
    server: SlackServer, header: str, seconds: float | None
) -> None:
    hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    server.faults.append(Fault(retry_after=header.replace("in an hour", hour)))
    outcome = transport(server).send(slack(), parent=None)
    assert outcome == Refused("Slack asks to slow down (429)", permanent=False, retry_after=seconds)
    assert (len(server.calls), texts(server)) == (1, [])


def test_an_address_where_nobody_listens_is_a_definite_no() -> None:
    free = socket.create_server(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    outcome = SlackTransport(lambda: "t", f"http://127.0.0.1:{port}/api").send(slack(), parent=None)
    assert outcome == Refused("no connection to Slack (ConnectionRefusedError)", permanent=False)


def test_blocks_that_slack_refuses_are_sent_as_plain_text(server: SlackServer) -> None:
    message = slack(blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}])
    outcome = transport(server).send(message, parent=None)
    (stored,) = server.messages("C1")
    assert outcome == Sent(stored["ts"])
    assert (stored["text"], stored["blocks"]) == (SLACK["text"], [])
    assert stored["metadata"]["event_payload"] == {"id": "dlv_1"}
    assert len(server.calls) == 2


def test_plain_text_that_is_refused_too_is_tried_again_later(server: SlackServer) -> None:
    server.faults += [Fault(error="invalid_blocks", accept=False)] * 2
    outcome = transport(server).send(slack(), parent=None)
    assert outcome == Refused("Slack refuses blocks where there are none", permanent=False)
    assert len(server.calls) == 2


def test_a_message_is_found_among_many_in_the_channel_and_in_a_thread(server: SlackServer) -> None:
    way = transport(server)
    headline = way.send(slack(name="first"), parent=None)
    assert isinstance(headline, Sent)
    reply = way.send(slack(name="reply", sequence=1), parent=headline.reference)
    for number in range(450):
        way.send(slack(name=f"other-{number}"), parent=None)
    assert way.reconcile(slack(name="first"), LONG_AGO, None) == headline
    assert way.reconcile(slack(name="reply", sequence=1), LONG_AGO, headline.reference) == reply
    assert isinstance(way.reconcile(slack(name="reply"), LONG_AGO, None), Refused)


def test_a_channel_given_by_name_is_looked_up(server: SlackServer) -> None:
    for number in range(250):
        server.add_channel(Channel(f"X{number}", f"x-{number}"))
    server.add_channel(Channel("C7", "last"))
    way = transport(server)
    sent = way.send(slack("#last"), parent=None)
    assert way.reconcile(slack("#last"), LONG_AGO, None) == sent
    assert isinstance(way.reconcile(slack("#nowhere"), LONG_AGO, None), CannotLook)


@pytest.mark.parametrize("scope", ["channels:history", "channels:read"])
def test_without_the_scope_nobody_can_look_and_it_is_said(server: SlackServer, scope: str) -> None:
    server.scopes.discard(scope)
    found = transport(server).reconcile(slack("#alerts"), LONG_AGO, None)
    assert isinstance(found, CannotLook)
    assert scope in found.reason


@pytest.mark.parametrize("fault", [{"status": 503}, {"drop": True}, {"retry_after": "5"}, {"error": "fatal_error"}])
def test_a_look_that_fails_says_nothing_of_the_message(server: SlackServer, fault: dict) -> None:
    server.faults.append(Fault("conversations.history", **fault))
    assert isinstance(transport(server).reconcile(slack(), LONG_AGO, None), Unknown)


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
def test_while_the_token_is_refused_a_look_says_nothing_of_the_message(server: SlackServer, code: str) -> None:
    """Sent again on that ground, it would be doubled as soon as the token is mended."""
    way = transport(server)
    sent = way.send(slack(), parent=None)
    server.token_error = code
    assert isinstance(way.reconcile(slack(), LONG_AGO, None), Unknown)
    server.token_error = None
    assert way.reconcile(slack(), LONG_AGO, None) == sent


def test_a_message_without_metadata_cannot_be_looked_for(server: SlackServer) -> None:
    assert isinstance(transport(server).reconcile(delivery(SLACK, "C1"), LONG_AGO, None), CannotLook)


def test_one_post_a_second_goes_to_a_channel_and_others_do_not_wait() -> None:
    now = [100.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    with SlackServer(once_a_second=True, clock=lambda: now[0]) as server:
        server.add_channel(Channel("C2", "others"))
        way = SlackTransport(lambda: server.token, server.url, pacing=Pacing(lambda: now[0], sleep))
        outcomes = [
            way.send(slack(place, name=f"{place}-{n}"), parent=None) for n in range(5) for place in ("C1", "C2")
        ]
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert slept == [pytest.approx(1.0)] * 4


def test_the_token_is_never_told(server: SlackServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "xoxb-canary-1234\nInjected: yes"
    told = [str(SlackTransport(lambda: secret, server.url).send(slack(), parent=None))]
    server.faults += [Fault(drop=True), Fault(status=500), Fault(cut=5)]
    told += [str(SlackTransport(lambda: "xoxb-canary-5678", server.url).send(slack(), parent=None)) for _ in range(4)]
    assert "canary" not in "".join(told) + caplog.text


def test_a_certificate_that_nobody_signed_is_refused_and_no_token_sent(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from servers.certificates import make_certificates
    from servers.http import HttpServer

    certificates = make_certificates(tmp_path_factory.mktemp("certificates"))
    with HttpServer(tls=certificates.server()) as server:
        outcome = SlackTransport(lambda: "t", server.url("/api/")).send(slack(), parent=None)
        assert outcome == Refused("no connection to Slack (SSLCertVerificationError)", permanent=False)
        assert server.requests == []
        assert isinstance(certificates.client(), ssl.SSLContext)


@pytest.mark.parametrize(
    ("blocks", "fine"),
    [
        ([{"type": "divider"}] * 50, True),
        ([{"type": "divider"}] * 51, False),  # too many blocks
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 150}}], True),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], False),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], False),  # a header is plain
        ([{"type": "section", "text": {"type": "mrkdwn", "text": ""}}], False),  # empty
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2000}] * 5}], True),
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}], False),
        ([{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}], False),
        (
            [{"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x" * 76}}]}],
            False,
        ),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 5, False),  # 15,000 in all
        ([{"type": "marquee"}], False),  # no such block
        ([{"type": "divider", "block_id": "a"}] * 2, False),  # the same id twice
    ],
)
def test_the_server_of_these_tests_enforces_the_documented_limits(blocks: list, fine: bool) -> None:
    assert (faults_of_blocks(blocks) == []) is fine
