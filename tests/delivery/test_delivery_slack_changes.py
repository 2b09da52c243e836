"""Slack messages that stand are changed in place, and charts are shown where the app may upload them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from delivery_samples import slack
from servers.slack import Fault, SlackServer

from tracker.delivery.slack import SlackTransport
from tracker.delivery.waiting import Pacing
from tracker.digests.render import Renderer
from tracker.digests.samples import week
from tracker.model import Refused, Sent, Unknown

PICTURE = b"\x89PNG of three values"
TEXT = {"type": "section", "text": {"type": "plain_text", "text": "3 values, from 3 to 5"}}
CHART = {"type": "image", "slack_file": {"id": "cid:one"}, "alt_text": "3 values, from 3 to 5"}
FROM_ELSEWHERE = {"type": "image", "image_url": "https://pictures.example/a.png", "alt_text": "a port"}


@pytest.fixture
def server() -> Iterator[SlackServer]:
    with SlackServer() as server:
        server.scopes |= {"files:write"}
        yield server


def transport(server: SlackServer) -> SlackTransport:
    return SlackTransport(lambda: server.token, server.url, pacing=Pacing(lambda: 0.0, lambda _: None, 0.0), timeout=5)


def posted(server: SlackServer) -> str:
    outcome = transport(server).send(slack(), parent=None)
    assert isinstance(outcome, Sent)
    return outcome.reference


def with_chart() -> dict[str, object]:
    return {"blocks": [TEXT, CHART, FROM_ELSEWHERE], "charts": {"cid:one": b64encode(PICTURE).decode()}}


# ---------------------------------------------------------------- changes


def test_a_message_is_changed_in_its_place(server: SlackServer) -> None:
    ts = posted(server)
    update = slack(name="upd_1", text="Confirmed by two", update=True)
    assert transport(server).send(update, parent=ts) == Sent(ts)
    (message,) = server.messages("C1")
    assert (message["ts"], message["text"]) == (ts, "Confirmed by two")


def test_a_channel_given_by_name_is_looked_up_for_a_change(server: SlackServer) -> None:
    ts = posted(server)
    assert transport(server).send(slack("#alerts", text="Confirmed", update=True), parent=ts) == Sent(ts)
    assert server.messages("C1")[0]["text"] == "Confirmed"


def test_a_message_that_somebody_deleted_is_left_alone(server: SlackServer) -> None:
    ts = posted(server)
    server.channels["C1"].messages.clear()
    assert transport(server).send(slack(update=True), parent=ts) == Sent(ts)
    assert server.messages("C1") == []


def test_a_change_whose_answer_is_lost_is_made_again(server: SlackServer) -> None:
    ts = posted(server)
    server.faults.append(Fault("chat.update", drop=True))
    update = slack(name="upd_1", text="Confirmed", update=True)
    assert isinstance(transport(server).send(update, parent=ts), Unknown)
    found = transport(server).reconcile(update, datetime(2020, 1, 1, tzinfo=UTC), ts)
    assert found == Refused("it is changed again, which changes nothing", permanent=False)
    assert transport(server).send(update, parent=ts) == Sent(ts)
    assert [message["text"] for message in server.messages("C1")] == ["Confirmed"]


def test_slow_down_holds_for_changes_too(server: SlackServer) -> None:
    ts = posted(server)
    server.faults.append(Fault("chat.update", retry_after="7"))
    outcome = transport(server).send(slack(update=True), parent=ts)
    assert outcome == Refused("Slack asks to slow down (429)", permanent=False, retry_after=7.0)


# ---------------------------------------------------------------- charts


def test_a_chart_is_uploaded_and_shown(server: SlackServer) -> None:
    assert isinstance(transport(server).send(slack(**with_chart()), parent=None), Sent)
    (upload,) = server.uploads.values()
    assert (upload.content, upload.complete) == (PICTURE, True)
    (message,) = server.messages("C1")
    assert message["blocks"][1] == {**CHART, "slack_file": {"id": next(iter(server.uploads))}}
    assert message["blocks"][2] == FROM_ELSEWHERE


@pytest.mark.parametrize(
    "trouble",
    [
        "no scope",  # the app may not upload
        "upload lost",  # the connection breaks
        "not ready",  # Slack does not know the file yet when the message comes
    ],
)
def test_without_its_chart_a_message_goes_out_in_words(server: SlackServer, trouble: str) -> None:
    if trouble == "no scope":
        server.scopes -= {"files:write"}
    elif trouble == "upload lost":
        server.faults.append(Fault("files.completeUploadExternal", drop=True, accept=False))
    else:
        server.faults.append(Fault("chat.postMessage", error="invalid_blocks", accept=False))
    assert isinstance(transport(server).send(slack(**with_chart()), parent=None), Sent)
    (message,) = server.messages("C1")
    assert message["blocks"] == [TEXT, FROM_ELSEWHERE]


def test_an_upload_that_fails_shows_no_token(server: SlackServer, caplog: pytest.LogCaptureFixture) -> None:
    server.scopes -= {"files:write"}
    transport(server).send(slack(**with_chart()), parent=None)
    assert server.token not in caplog.text
    assert "slack.charts_left_out" in caplog.text


def test_the_chart_of_a_digest_arrives_as_a_picture(server: SlackServer) -> None:
    (first, *_) = [
        one
        for one in Renderer(slack_charts=True).deliveries(week(), kind="slack", destinations=["C1"])
        if "charts" in one.payload
    ]
    assert isinstance(transport(server).send(first, parent=None), Sent)
    (upload,) = server.uploads.values()
    assert (upload.content or b"").startswith(b"\x89PNG")
    (image,) = [block for block in server.messages("C1")[0]["blocks"] if block["type"] == "image"]
    assert image["slack_file"]["id"] in server.uploads
