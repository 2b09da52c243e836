"""Slack's Socket Mode: presses of our buttons come in over a connection that we open, so that nobody reaches into here.

    open ──► an address for one connection ──► hello ──► envelopes, each acknowledged within three seconds ──► answers

Reconnecting is ours and not the client's: a token that is refused is told once and not tried every five seconds, a
connection that ended is seen within seconds, and where Slack asks for another, that stands before the old is closed.
https://docs.slack.dev/apis/events-api/using-socket-mode/
"""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLateError
from contextlib import suppress
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any

from tracker.delivery.buttons import Press, read_press
from tracker.delivery.slack import API_URL, outcome_of, silent_logger
from tracker.errors import TrackerError
from tracker.model import Refused

if TYPE_CHECKING:
    from slack_sdk import WebClient
    from slack_sdk.socket_mode import SocketModeClient
    from slack_sdk.socket_mode.client import BaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

log = logging.getLogger(__name__)

ACKNOWLEDGE = 2.0
"""Seconds after which an envelope is acknowledged even if the decision is still being written; Slack waits three."""
PING = 2.0
"""Seconds between two pings: an end of the connection that nobody told shows at the next one."""
GLANCE = 1.0
"""Seconds between two looks whether the connection stands."""
LONGEST_WAIT = 300.0
UNREACHABLE = 5
"""attempts in a row after which it is told that there is no connection"""
LONGEST_ANSWER = 3_900
"""characters of an answer; Slack takes 4,000"""


class ButtonListener:
    """Listens for presses and answers them, for the person who pressed alone.

    `answer` decides and gives the text to answer with; `tell` is told, in a sentence, when the buttons cease to work
    and when they work again. Tokens are asked for at each connection: `app_token` (xapp-…) and the bot's `token`.
    """

    def __init__(
        self,
        app_token: Callable[[], str],
        token: Callable[[], str],
        answer: Callable[[Press], str],
        tell: Callable[[str], None],
        *,
        api_url: str = API_URL,
        glance: float = GLANCE,
    ) -> None:
        self._app_token = app_token
        self._token = token
        self._answer = answer
        self._tell = tell
        self._api_url = api_url if api_url.endswith("/") else f"{api_url}/"
        self._glance = glance
        self._stop = threading.Event()
        self._lost = threading.Event()
        """set where the connection broke, or Slack asks for another"""
        self._deciding = ThreadPoolExecutor(max_workers=1, thread_name_prefix="slack-buttons")
        self._thread = threading.Thread(target=self._keep_connected, name="slack-socket", daemon=True)
        self._client: SocketModeClient | None = None
        self._failures = 0
        self._told = ""
        self.refused = False
        """whether Slack refuses the app's token, so that no button would work"""

    def start(self) -> None:
        """Begin to listen, in a thread of its own; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Close the connection; what is being decided is finished first."""
        self._stop.set()
        self._thread.join(timeout=10)
        self._deciding.shutdown(wait=True)
        client, self._client = self._client, None
        if client is not None:
            _close(client)

    @property
    def connected(self) -> bool:
        return self._client is not None and self._client.is_connected()

    # ------------------------------------------------------------ the connection

    def _keep_connected(self) -> None:
        wait = 0.0
        while not self._stop.wait(wait):
            wait = self._glance
            if self._lost.is_set() or not self.connected:
                wait = self._settle(self._connect())

    def _settle(self, trouble: Refused | None) -> float:
        """Remember how an attempt went, tell it where that is news; the seconds until the next look."""
        if trouble is None:
            self._failures, self.refused = 0, False
            if self._told:
                self._say("Slack's buttons work again.")
                self._told = ""
            return self._glance
        self._failures += 1
        self.refused = trouble.permanent
        log.warning("slack.buttons_down", extra={"reason": trouble.reason})
        if (trouble.permanent or self._failures >= UNREACHABLE) and self._told != trouble.reason:
            self._told = trouble.reason
            self._say(_sentence(trouble))
        return LONGEST_WAIT if trouble.permanent else min(LONGEST_WAIT, self._glance * 2**self._failures)

    def _connect(self) -> Refused | None:
        """Open a connection; why there is none. `permanent`: nothing but another token helps."""
        self._lost.clear()
        before, self._client = self._client, None
        try:
            self._client = client = self._made()
            client.wss_uri = client.issue_new_wss_url()
            client.connect()
        except Exception as error:  # whatever the client meets: digests go on without buttons
            return _trouble(error)
        finally:
            if before is not None:
                _close(before)
        return None if client.is_connected() else Refused("Slack did not take the connection", permanent=False)

    def _made(self) -> SocketModeClient:
        from slack_sdk.socket_mode import SocketModeClient

        client = SocketModeClient(
            app_token=self._app_token(),
            web_client=self._web(),
            logger=silent_logger(),
            auto_reconnect_enabled=False,
            ping_interval=PING,
            on_error_listeners=[lambda error: self._lost.set()],
            on_close_listeners=[lambda code, reason: self._lost.set()],
        )
        client.connect_to_new_endpoint = lambda force=False: self._lost.set()  # type: ignore[method-assign]
        client.socket_mode_request_listeners.append(self._take)
        return client

    def _web(self) -> WebClient:
        from slack_sdk import WebClient

        return WebClient(
            token=self._token(),
            base_url=self._api_url,
            timeout=10,
            retry_handlers=[],
            logger=silent_logger(),
            ssl=ssl.create_default_context(),
        )

    # ------------------------------------------------------------ presses

    def _take(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Decide, and acknowledge when that is stored, or in time at least: what is not acknowledged comes again."""
        press = read_press(request.payload) if request.type == "interactive" else None
        decided = self._deciding.submit(self._answer, press) if press else None
        if decided is not None:
            _wait(decided, ACKNOWLEDGE)
        client.send_socket_mode_response({"envelope_id": request.envelope_id})
        if press is not None and decided is not None:
            self._reply(client.web_client, press, decided)

    def _reply(self, web: WebClient, press: Press, decided: Future[str]) -> None:
        """Answer in the thread, seen by the one who pressed alone. An answer that does not arrive changes nothing."""
        try:
            text = decided.result()
        except Exception:  # the press is lost and its author must know; the next one may work
            log.exception("slack.button_failed", extra={"act": press.act})
            text = "This did not work: the program's log says why."
        shown = text if len(text) <= LONGEST_ANSWER else f"{text[:LONGEST_ANSWER]}…"
        place = {"channel": press.channel, "user": press.user, "thread_ts": press.thread}
        try:
            web.chat_postEphemeral(**place, text=shown)  # type: ignore[arg-type]
        except Exception as error:
            log.warning("slack.answer_lost", extra={"reason": _trouble(error).reason})

    def _say(self, sentence: str) -> None:
        try:
            self._tell(sentence)
        except TrackerError as error:
            log.warning("slack.buttons_untold", extra={"reason": str(error)})


def _close(client: SocketModeClient) -> None:
    """End the client and its connection; by itself it would wait up to three seconds for what still may come."""
    session = client.current_session
    if session is not None and session.sock is not None:
        with suppress(OSError):
            session.sock.shutdown(SHUT_RDWR)
    client.close()


def _wait(decided: Future[Any], seconds: float) -> None:
    try:
        decided.exception(timeout=seconds)
    except TooLateError:
        log.info("slack.button_slow")


def _trouble(error: Exception) -> Refused:
    """Why something with Slack failed; nothing that may hold a token is repeated."""
    try:
        outcome = outcome_of(error)
    except Exception:
        return Refused(f"no connection ({type(error).__name__})", permanent=False)
    return outcome if isinstance(outcome, Refused) else Refused(getattr(outcome, "reason", ""), permanent=False)


def _sentence(trouble: Refused) -> str:
    if trouble.permanent:
        advice = (
            "Check `slack.app_token`: an app-level token (xapp-…) with connections:write, and Socket Mode turned on."
        )
        return f"Slack refuses the token of its buttons ({trouble.reason}). Digests go on without buttons. {advice}"
    return f"Slack's buttons cannot be pressed now: {trouble.reason}. It is tried again."
