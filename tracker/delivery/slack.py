"""Deliveries as Slack messages, with one of three outcomes: sent, certainly not sent, or unknown.

The client's own retries are off: they post again after a dropped connection. Whether an unknown message is there is
found by its metadata (https://docs.slack.dev/messaging/message-metadata/).
"""

from __future__ import annotations

import logging
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from tracker.delivery.outbox import CannotLook
from tracker.delivery.slack_charts import with_charts, without_charts
from tracker.delivery.waiting import Pacing, seconds_asked
from tracker.errors import TrackerError
from tracker.model import Delivery, Outcome, Refused, Sent, Unknown

if TYPE_CHECKING:
    from slack_sdk import WebClient

log = logging.getLogger(__name__)

API_URL = "https://slack.com/api/"
PAGE = 200
"""messages asked for at once; Slack advises no more"""
CODE = re.compile(r"[a-z][a-z0-9_]*")
MESSAGE = ("text", "blocks", "metadata", "unfurl_links", "unfurl_media")
UNKNOWN_CODES = frozenset(
    {"fatal_error", "internal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
"""Answers after which the message may be there: Slack says of them that some part of the call may have succeeded."""
UNCHANGEABLE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""What Slack says of a message that somebody has deleted, or that is too old to be changed: nothing is left to do."""
TEMPORARY_CODES = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "accesslimited"})
ADVICE = {
    "channel_not_found": "check the channel's id and invite the app to it",
    "not_in_channel": "invite the app to the channel",
    "is_archived": "choose a channel that is not archived",
    "invalid_auth": "check the token",
    "not_authed": "give a token",
    "token_revoked": "install the app again and give its new token",
    "token_expired": "install the app again and give its new token",
    "account_inactive": "install the app again and give its new token",
    "missing_scope": "add the scope to the app and install it again",
    "restricted_action": "ask an administrator of the workspace to let the app post there",
}
"""What to do about the errors of which people ask; every other definite error is permanent as well."""
UNKNOWN_APP = frozenset({"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"})
"""Errors that say nothing of the channel: the app will be let in again, and then it may look."""
PLACE_CODES = frozenset(ADVICE) | {
    "org_login_required",
    "ekm_access_denied",
    "team_access_not_granted",
    "no_permission",
}
"""Errors that the next message would meet as well: the app or the channel is refused, not this message."""


UNREADABLE = (OSError, HTTPException, ValueError, LookupError, AttributeError, TypeError)
"""What the client raises where an answer does not come, is cut off, or is not what it should be."""


class _NoChannelError(Exception):
    """No channel has the name that the configuration gives."""


class SlackTransport:
    """Posts to Slack as the bot that `token` belongs to; the destination is a channel, the parent a message's ts.

    `pacing` keeps to one post a second a channel. Certificates are verified; `tls` replaces the system's.
    """

    def __init__(
        self,
        token: Callable[[], str],
        api_url: str = API_URL,
        *,
        pacing: Pacing | None = None,
        timeout: int = 30,
        patience: float = 60.0,
        tls: ssl.SSLContext | None = None,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`patience`: seconds after which no post is begun any more, for then another process may look for it."""
        self._token = token  # raises TrackerError where the token cannot be had
        self._api_url = api_url if api_url.endswith("/") else f"{api_url}/"
        self._pacing = pacing or Pacing(time.monotonic, time.sleep)
        self._timeout = timeout
        self._patience = patience
        self._tls = tls
        self._steady = steady

    def send(self, delivery: Delivery, *, parent: str | None) -> Outcome:
        """Post one message, into the parent's thread where there is one; as plain text if its blocks are refused."""
        begun = self._steady()
        message = {name: delivery.payload[name] for name in MESSAGE if delivery.payload.get(name) is not None}
        if not message.get("text") and not message.get("blocks"):
            return Refused("the message is empty", permanent=True)
        change = delivery.payload.get("update")
        place = change if isinstance(change, str) else parent  # the message to change; that of the headline by default
        post = self._change if change else partial(self._post, begun=begun)
        outcome: Outcome = Refused("invalid_blocks", permanent=True)
        for form in self._forms(message, delivery.payload.get("charts") or {}):
            outcome = post(delivery.destination, form, place)
            if not (isinstance(outcome, Refused) and outcome.reason.startswith("invalid_blocks")):
                return outcome
            if not form.get("blocks"):
                return Refused("Slack refuses blocks where there are none", permanent=False)
        return outcome

    def _forms(self, message: Mapping[str, Any], charts: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        """The message in the forms to try, each where Slack refuses the blocks of the one before."""
        drawn = self._drawn(message, charts) if charts else None
        if drawn is not None:
            yield drawn
        yield without_charts(message, charts)
        if message.get("blocks") and message.get("text"):
            yield {name: value for name, value in message.items() if name != "blocks"}

    def _drawn(self, message: Mapping[str, Any], charts: Mapping[str, str]) -> Mapping[str, Any] | None:
        """The message with its charts uploaded; None where they cannot be: a chart is worth no delay."""
        try:
            return with_charts(self._client(), message, charts)
        except Exception as error:
            outcome = outcome_of(error)
            log.warning("slack.charts_left_out", extra={"reason": getattr(outcome, "reason", "")})
            return None

    def reconcile(self, delivery: Delivery, since: datetime, parent: str | None) -> Outcome | CannotLook:
        """Look whether the message is there: Sent with its ts, Refused where it is not, Unknown where nobody answers.

        CannotLook where the app may not read the channel, which no further look changes.
        """
        if delivery.payload.get("update"):
            return Refused("it is changed again, which changes nothing", permanent=False)
        wanted = _event_id(delivery.payload.get("metadata"))
        if wanted is None:
            return CannotLook("the message carries no metadata to find it by")
        try:
            channel = self._channel_id(delivery.destination)
            for message in self._messages(channel, since, parent):
                if _event_id(message.get("metadata")) == wanted:
                    return Sent(str(message["ts"]))
        except Exception as error:
            return _blind(outcome_of(error))
        return Refused("it is not in the channel", permanent=False)

    def _post(self, channel: str, message: Mapping[str, Any], parent: str | None, *, begun: float) -> Outcome:
        self._pacing.wait(channel)
        if self._steady() - begun > self._patience:
            return Refused("it took too long until it could be posted", permanent=False)
        try:
            answer = self._client().chat_postMessage(channel=channel, thread_ts=parent, **message)
            ts = answer.get("ts")
            return Sent(ts) if isinstance(ts, str) and ts else Unknown("Slack's answer names no message")
        except Exception as error:
            return outcome_of(error)

    def _change(self, channel: str, message: Mapping[str, Any], ts: str | None) -> Outcome:
        """Change the message that stands at `ts`. One that is gone needs no change."""
        if ts is None:
            return Refused("there is no message to change", permanent=True)
        self._pacing.wait(channel)
        shown = {name: value for name, value in message.items() if not name.startswith("unfurl")}
        try:
            self._client().chat_update(channel=self._channel_id(channel), ts=ts, **shown)
        except Exception as error:
            outcome = outcome_of(error)
            settled = isinstance(outcome, Refused) and outcome.reason.partition(":")[0] in UNCHANGEABLE
            return Sent(ts) if settled else outcome
        return Sent(ts)

    def _client(self) -> WebClient:
        from slack_sdk import WebClient

        return WebClient(
            token=self._token(),
            base_url=self._api_url,
            timeout=self._timeout,
            retry_handlers=[],
            logger=silent_logger(),
            ssl=self._context(),
        )

    def _context(self) -> ssl.SSLContext:
        """Verifies certificates; made once, because reading all authorities takes longer than a request."""
        self._tls = self._tls or ssl.create_default_context()
        return self._tls

    def _channel_id(self, destination: str) -> str:
        """The channel's id, which alone can be looked into; a name is looked up."""
        if not destination.startswith("#"):
            return destination
        client, cursor = self._client(), None
        while True:
            page = client.conversations_list(cursor=cursor, limit=PAGE, types="public_channel,private_channel")
            for channel in page["channels"]:
                if channel.get("name") == destination[1:]:
                    return str(channel["id"])
            cursor = _next(page)
            if cursor is None:
                raise _NoChannelError

    def _messages(self, channel: str, since: datetime, parent: str | None) -> Iterator[Mapping[str, Any]]:
        """The channel's messages since then, or those of the parent's thread, page by page."""
        client, cursor = self._client(), None
        asked: dict[str, Any] = {"channel": channel, "include_all_metadata": True, "limit": PAGE}
        while True:
            if parent:
                page = client.conversations_replies(**asked, ts=parent, cursor=cursor)
            else:
                page = client.conversations_history(**asked, oldest=f"{since.timestamp():.6f}", cursor=cursor)
            yield from page["messages"]
            cursor = _next(page)
            if cursor is None:
                return


def silent_logger() -> logging.Logger:
    """The client's logger, shut: in what goes wrong it would repeat headers, and so the token."""
    logger = logging.getLogger("tracker.delivery.slack.client")
    logger.setLevel(logging.CRITICAL + 1)
    return logger


def _next(page: Any) -> str | None:
    return (page.get("response_metadata") or {}).get("next_cursor") or None


def _event_id(metadata: object) -> object:
    payload = metadata.get("event_payload") if isinstance(metadata, Mapping) else None
    return payload.get("id") if isinstance(payload, Mapping) else None


def _blind(outcome: Outcome) -> Unknown | CannotLook:
    """What a look that failed means: nothing is known, for now or for ever.

    For now only while the token is refused: a message sent on that ground would be doubled when the token is mended.
    """
    unknown_app = isinstance(outcome, Refused) and outcome.reason.partition(":")[0] in UNKNOWN_APP
    if isinstance(outcome, Refused) and outcome.permanent and not unknown_app:
        return CannotLook(outcome.reason)
    return Unknown(outcome.reason if isinstance(outcome, Refused | Unknown) else "")


def outcome_of(error: Exception) -> Outcome:
    """What an exception of the client says about the message. Nothing that may hold a token is repeated."""
    from slack_sdk.errors import SlackApiError, SlackClientError

    if isinstance(error, SlackApiError):
        return _answered(error.response)
    if isinstance(error, TrackerError):
        return Refused(str(error), permanent=False)
    if isinstance(error, _NoChannelError):
        return Refused("channel_not_found: check the channel's name", permanent=True, place=True)
    if isinstance(error, URLError) and isinstance(error.reason, ssl.SSLCertVerificationError | ConnectionRefusedError):
        return Refused(f"no connection to Slack ({type(error.reason).__name__})", permanent=False)
    if isinstance(error, URLError) and type(error.reason).__name__ == "gaierror":
        return Refused("Slack's address cannot be found; check the network", permanent=False)
    if isinstance(error, (*UNREADABLE, SlackClientError)):
        return Unknown(f"Slack's answer did not arrive whole ({type(error).__name__})")
    raise error


def _answered(response: Any) -> Outcome:
    """What an answer with an error says: a definite no, or that nobody knows."""
    status, data = response.status_code, response.data
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429 or code in TEMPORARY_CODES:
        headers = {str(name).lower(): str(value) for name, value in dict(response.headers).items()}
        wait = seconds_asked(headers.get("retry-after"), headers.get("date"))
        return Refused("Slack asks to slow down (429)", permanent=False, retry_after=wait)
    if status >= 500 or code in UNKNOWN_CODES or not CODE.fullmatch(code):
        return Unknown(f"Slack has trouble ({code if CODE.fullmatch(code) else status})")
    needed = f" ({data['needed']})" if code == "missing_scope" and CODE.match(str(data.get("needed", ""))) else ""
    advice = f": {ADVICE[code]}" if code in ADVICE else ""
    return Refused(f"{code}{needed}{advice}", permanent=True, place=code in PLACE_CODES)
