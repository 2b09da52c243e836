"""Webhooks are signed, carry a key that makes repeats harmless, go only where they may; Apprise carries the rest."""

from __future__ import annotations

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from databases import on, stored
from delivery_samples import delivery
from servers.http import HttpServer, Page, moved

from tracker.app import App
from tracker.delivery.apprise import AppriseTransport
from tracker.delivery.webhook import WebhookTransport
from tracker.model import Outcome, Refused, Sent, Unknown
from tracker.operating.outgoing import Poster

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
RECORD = {"headline": "Two new rules today – “quoted”"}


@pytest.fixture
def web() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


def sent(web: HttpServer, *pages: Page, key: str | None = "a key", timeout: float = 5) -> Outcome:
    web.put("/hook", *pages)
    post = Poster(allow=(web.place,), timeout=timeout)
    transport = WebhookTransport(web.url("/hook"), post, lambda: key, lambda: NOW)
    return transport.send(delivery({"json": RECORD}, "webhook", name="del_7"))


@pytest.mark.parametrize(
    ("key", "secret"),
    [("a key", b"a key"), (f"whsec_{b64encode(b'32 bytes of chance').decode()}", b"32 bytes of chance")],
)
def test_the_body_is_signed_with_the_key_and_its_time(web: HttpServer, key: str, secret: bytes) -> None:
    assert sent(web, Page(b"ok"), key=key) == Sent("del_7")
    (request,) = web.requests
    assert json.loads(request.body) == RECORD
    headers = {name.lower(): value for name, value in request.headers.items()}
    assert (headers["idempotency-key"], headers["webhook-id"]) == ("del_7", "del_7")
    assert headers["webhook-timestamp"] == "1776061800"
    version, _, signed = headers["webhook-signature"].partition(",")
    assert version == "v1"
    assert b64decode(signed) == hmac.digest(secret, b"del_7.1776061800." + request.body, "sha256")


def test_without_a_key_nothing_is_signed(web: HttpServer) -> None:
    assert sent(web, Page(b"ok"), key=None) == Sent("del_7")
    assert not [name for name in web.requests[0].headers if name.lower() == "webhook-signature"]


def test_a_key_that_cannot_be_read_is_told_and_nothing_posted(web: HttpServer) -> None:
    outcome = sent(web, Page(b"ok"), key="whsec_***")
    assert isinstance(outcome, Refused)
    assert "whsec_" in outcome.reason
    assert "***" not in outcome.reason
    assert web.requests == []


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        (Page(status=201, body=b"made"), Sent("del_7")),
        (Page(status=204), Sent("del_7")),
        (Page(status=429, headers={"Retry-After": "7"}), Refused("the webhook answers 429", False, 7.0)),
        (Page(status=503), Refused("the webhook answers 503", False)),
        (Page(status=401), Refused("the webhook answers 401; check its address and its secret", True)),
        (Page(status=410), Refused("the webhook answers 410; check its address and its secret", True)),
        (moved("/elsewhere"), Refused("the webhook answers 301: it has moved; write its new address", True)),
        (Page(drop=True), Unknown("the server did not answer whole and in time")),
        (Page(b"late", wait=2.0), Unknown("the server did not answer whole and in time")),
    ],
)
def test_each_answer_says_whether_trying_again_helps(web: HttpServer, page: Page, outcome: Outcome) -> None:
    assert sent(web, page, timeout=0.5) == outcome


def test_what_may_have_arrived_is_posted_again_under_the_same_key(web: HttpServer) -> None:
    transport = WebhookTransport(web.url("/hook"), Poster(allow=(web.place,)), lambda: None, lambda: NOW)
    web.put("/hook", Page(drop=True), Page(b"ok"))
    one = delivery({"json": RECORD}, "webhook", name="del_7")
    assert isinstance(transport.send(one), Unknown)
    assert transport.reconcile(one, NOW) == Refused("it is posted again under the same Idempotency-Key", False)
    assert transport.send(one) == Sent("del_7")
    assert {request.headers["Idempotency-Key"] for request in web.requests} == {"del_7"}


def test_a_private_network_is_refused_unless_it_is_allowed(web: HttpServer) -> None:
    web.put("/hook", Page(b"ok"))
    transport = WebhookTransport(web.url("/hook"), Poster(), lambda: None, lambda: NOW)
    outcome = transport.send(delivery({"json": RECORD}, "webhook"))
    assert isinstance(outcome, Refused)
    assert (outcome.permanent, "http.allow" in outcome.reason) == (False, True)
    assert web.requests == []


CONFIG = """\
database: sqlite:///tracker.db
sources:
  - {{name: letters, folder: in, baseline: false}}
watches:
  - {{name: all, to: [robot, phone]}}
receivers:
  - name: robot
    webhook: {hook}?token=${{TOKEN}}
    secret: ${{KEY}}
  - name: phone
    apprise: ${{APPRISE}}
http:
  allow: ["{place}"]
"""
LETTER = (
    "Norway adopts salmon rules\n\nThe Ministry of Fisheries adopted a regulation on salmon lice on 3 March 2026.\n"
)


def test_a_letter_arrives_at_a_webhook_and_through_apprise_and_no_secret_is_stored(
    web: HttpServer, tmp_path: Path, database: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "letter.txt").write_text(LETTER)
    (tmp_path / "config.yaml").write_text(on(database, CONFIG.format(hook=web.url("/hook"), place=web.place)))
    web.put("/hook", Page(b"ok"))
    web.put("/phone", Page(b"ok"))
    secrets = {"TOKEN": "canary-one", "KEY": "canary-two", "APPRISE": f"json://canary:three@{web.place}/phone"}
    app = App(tmp_path / "config.yaml", environ=secrets, now=lambda: NOW)
    done = app.run_once()
    app.close()
    assert not done.failed, done.errors
    posts = {request.path.partition("?")[0]: json.loads(request.body) for request in web.requests}
    (entry,) = posts["/hook"]["sections"][0]["entries"]
    assert posts["/hook"]["type"] == "policy_tracker.digest"
    assert (entry["kind"], entry["stage"], entry["date"]) == ("policy.new", "adopted", "2026-03-03")
    assert entry["quote"] in LETTER
    assert "salmon lice" in posts["/phone"]["title"]
    assert entry["quote"] in " ".join(posts["/phone"]["message"].split())
    everything = b"\n".join(stored(database))
    assert b"salmon lice" in everything
    assert not [canary for canary in (b"canary-one", b"canary-two", b"canary:three") if canary in everything]


def test_an_apprise_address_that_is_none_is_refused_without_being_told() -> None:
    outcome = AppriseTransport(lambda: "nonsense://canary").send(delivery({"title": "a", "text": "b"}, "apprise"))
    assert isinstance(outcome, Refused)
    assert outcome.permanent
    assert "canary" not in outcome.reason


def test_what_a_service_does_not_take_is_tried_again(web: HttpServer) -> None:
    web.put("/phone", Page(status=500))
    outcome = AppriseTransport(lambda: f"json://{web.place}/phone").send(delivery({"title": "a", "text": "b"}, "x"))
    assert outcome == Refused("the service did not take the message", permanent=False)
