"""Socket Mode of the Slack server: addresses for one connection each, envelopes, and acknowledgements within 3 seconds.

    envelope = slack.socket.press(slack.messages("C1")[0], "why")
    assert slack.socket.acknowledged(envelope) < 3

An envelope that nobody has acknowledged is delivered again on the next connection, as it was.
Sources: https://docs.slack.dev/apis/events-api/using-socket-mode/ , .../reference/methods/apps.connections.open,
.../reference/interaction-payloads/block_actions-payload, RFC 6455.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import struct
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from itertools import count
from typing import Any

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
IN_TIME = 3.0
"""seconds in which Slack wants an envelope acknowledged"""


@dataclass
class Envelope:
    """What was sent over a connection, how often, and after how many seconds it was acknowledged."""

    id: str
    body: dict[str, Any]
    deliveries: list[float] = field(default_factory=list)
    took: float | None = None
    arrived: threading.Event = field(default_factory=threading.Event)


class SocketMode:
    """All connections of one app."""

    def __init__(self) -> None:
        self.tickets: set[str] = set()
        self.opened = 0
        self.faults: list[str] = []
        """what the other side did that Slack or the protocol forbids"""
        self.envelopes: dict[str, Envelope] = {}
        self.deaf = False
        """whether acknowledgements are lost on their way"""
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._links: list[Any] = []
        self._linked = threading.Event()

    def ticket(self, address: str) -> str:
        """An address that holds for one connection."""
        with self._lock:
            self.opened += 1
            made = f"ticket-{next(self._numbers)}"
            self.tickets.add(made)
        return f"ws://{address}/link/?ticket={made}&app_id=A1"

    # ------------------------------------------------------------ what a test does

    def press(self, message: dict[str, Any], act: str, *, days: str = "", number: int = 0, **changes: Any) -> Envelope:
        """Press a button under a message as Ana: the `number`-th that has this action. It must be there."""
        found = [
            (block, element)
            for block in message["blocks"]
            for element in block.get("elements", ())
            if block["type"] == "actions" and element["action_id"] == act
        ]
        block, element = found[number]
        action = {"type": element["type"], "action_id": act, "block_id": block["block_id"], "action_ts": stamp()}
        if element["type"] == "static_select":
            (option,) = [one for one in element["options"] if one["value"] == days]
            action["selected_option"] = option
        payload = {
            "type": "block_actions",
            "user": {"id": "U7ANA", "username": "ana", "name": "ana", "team_id": "T1"},
            "team": {"id": "T1", "domain": "example"},
            "channel": {"id": "C1", "name": "alerts"},
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": "C1", "is_ephemeral": False},
            "message": message,
            "trigger_id": "1.2.3",
            "response_url": "https://hooks.slack.com/actions/T1/1/x",
            "actions": [action],
        }
        return self.send({**payload, **changes})

    def send(self, payload: Any) -> Envelope:
        """Send a payload in an envelope of its own."""
        name = f"envelope-{next(self._numbers)}"
        body = {"type": "interactive", "envelope_id": name, "payload": payload, "accepts_response_payload": False}
        envelope = self.envelopes[name] = Envelope(name, body)
        self._deliver(envelope)
        return envelope

    def acknowledged(self, envelope: Envelope, within: float = 10.0) -> float:
        """Seconds until it was acknowledged, for the first time; infinite where it was not."""
        envelope.arrived.wait(within)
        return float("inf") if envelope.took is None else envelope.took

    def connected(self, within: float = 10.0) -> bool:
        return self._linked.wait(within)

    def cut(self) -> None:
        """End every connection without a word."""
        with self._lock:
            links, self._links = self._links, []
            self._linked.clear()
        for link in links:
            link.close()

    def refresh(self) -> None:
        """Ask for another connection, as Slack does now and then."""
        with self._lock:
            links = list(self._links)
        for link in links:
            link.say({"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "loopback"}})

    # ------------------------------------------------------------ connections

    def serve(self, handler: BaseHTTPRequestHandler, ticket: str) -> None:
        """Speak with one client until the connection ends."""
        key = handler.headers.get("Sec-WebSocket-Key", "")
        upgrade = handler.headers.get("Upgrade", "").lower() == "websocket"
        if not upgrade or handler.headers.get("Sec-WebSocket-Version") != "13" or len(base64.b64decode(key)) != 16:
            handler.send_error(400)
            return
        if ticket not in self.tickets:
            handler.send_error(403)
            return
        self.tickets.discard(ticket)
        accept = base64.b64encode(hashlib.sha1(f"{key}{MAGIC}".encode(), usedforsecurity=False).digest()).decode()
        handler.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept)):
            handler.send_header(name, value)
        handler.end_headers()
        link = Link(handler, self)
        link.say({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}})
        with self._lock:
            self._links.append(link)
            waiting = [one for one in self.envelopes.values() if one.took is None]
            self._linked.set()
        for envelope in waiting:
            self._deliver(envelope)
        link.listen()
        with self._lock:
            self._links = [one for one in self._links if one is not link]
            if not self._links:
                self._linked.clear()

    def _deliver(self, envelope: Envelope) -> None:
        with self._lock:
            link = self._links[-1] if self._links else None
        if link is not None:
            envelope.deliveries.append(time.monotonic())
            link.say(envelope.body)

    def hear(self, text: str) -> None:
        """What a client says: an acknowledgement, and nothing else."""
        try:
            said = json.loads(text)
        except ValueError:
            self.faults.append(f"no JSON: {text[:80]}")
            return
        envelope = self.envelopes.get(said.get("envelope_id"))
        if envelope is None:
            self.faults.append(f"no such envelope: {text[:80]}")
        elif said.get("payload"):
            self.faults.append("a payload where none is accepted")
        elif not self.deaf and envelope.took is None:
            envelope.took = time.monotonic() - envelope.deliveries[0]
            if envelope.took > IN_TIME:
                self.faults.append(f"acknowledged after {envelope.took:.1f} seconds")
            envelope.arrived.set()


class Link:
    """One connection."""

    def __init__(self, handler: BaseHTTPRequestHandler, mode: SocketMode) -> None:
        self.handler = handler
        self.mode = mode
        self._sending = threading.Lock()

    def say(self, body: dict[str, Any]) -> None:
        self._frame(TEXT, json.dumps(body).encode())

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.handler.connection.shutdown(2)

    def listen(self) -> None:
        try:
            while self._hear():
                pass
        except (OSError, struct.error):
            pass

    def _hear(self) -> bool:
        """One frame; whether the connection goes on. Frames of clients are masked (RFC 6455, 5.1)."""
        first, second = struct.unpack("!BB", self.handler.rfile.read(2))
        if not second & 0x80:
            self.mode.faults.append("a frame that is not masked")
            return False
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack("!H", self.handler.rfile.read(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", self.handler.rfile.read(8))
        mask = self.handler.rfile.read(4)
        data = bytes(byte ^ mask[place % 4] for place, byte in enumerate(self.handler.rfile.read(length)))
        kind = first & 0x0F
        if kind == PING:
            self._frame(PONG, data)
        elif kind == TEXT:
            self.mode.hear(data.decode())
        return kind != CLOSE

    def _frame(self, kind: int, data: bytes) -> None:
        size = len(data)
        head = (
            struct.pack("!BB", 0x80 | kind, size)
            if size < 126
            else struct.pack("!BBH", 0x80 | kind, 126, min(size, 65_535))
        )
        head = head if size < 65_536 else struct.pack("!BBQ", 0x80 | kind, 127, size)
        with self._sending:
            try:
                self.handler.wfile.write(head + data)
                self.handler.wfile.flush()
            except OSError:
                pass


def stamp() -> str:
    """The time of an action, as Slack writes it."""
    return f"{time.time():.6f}"
