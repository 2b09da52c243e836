"""A Slack Web API on loopback, as strict as the documentation of the methods that we call.

    with SlackServer() as slack:
        transport = SlackTransport(lambda: slack.token, slack.url)
        slack.faults.append(Fault(drop=True))      # the next post is taken, but nobody learns of it
        ...
        assert [m["text"] for m in slack.messages("C1")] == [...]

Sources: https://docs.slack.dev/reference/methods/chat.postMessage, .../conversations.history,
.../conversations.replies, .../conversations.list, .../chat.update, .../auth.test, .../files.getUploadURLExternal,
.../files.completeUploadExternal, .../apps.connections.open, .../chat.postEphemeral.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from servers.slack_blocks import faults_of_blocks
from servers.slack_socket import SocketMode

LONGEST_TEXT = 40_000


class SlackError(Exception):
    """An answer with ok: false."""

    def __init__(self, code: str, **more: object) -> None:
        super().__init__(code)
        self.answer = {"ok": False, "error": code, **more}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the next call of `method`. `accept`: the call takes effect all the same."""

    method: str = "chat.postMessage"
    status: int = 200
    error: str | None = None
    """answer ok: false with this code"""
    drop: bool = False
    """close the connection without an answer"""
    cut: int | None = None
    """send so many bytes of the answer, though Content-Length promises all"""
    body: bytes | None = None
    """send this as the answer, whatever it is"""
    wait: float = 0.0
    """seconds before the answer"""
    retry_after: str | None = None
    """answer 429 with this header, and take nothing"""
    accept: bool = True


@dataclass(slots=True)
class Channel:
    id: str
    name: str
    member: bool = True
    archived: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    arguments: dict[str, Any]
    at: float


@dataclass(slots=True)
class Upload:
    """A file that was announced, and its bytes once they are there."""

    length: int
    content: bytes | None = None
    complete: bool = False


class SlackServer:
    """The server. Channel C1 (#alerts) is there from the beginning; `once_a_second` enforces Slack's limit of posts.

    `clock` (monotonic) is for that limit, `epoch` (seconds since 1970) dates the messages.
    """

    def __init__(
        self,
        *,
        once_a_second: bool = False,
        clock: Callable[[], float] = time.monotonic,
        epoch: Callable[[], float] = time.time,
    ) -> None:
        self.token = "xoxb-loopback"
        self.app_token = "xapp-loopback"
        self.app_scopes = {"connections:write"}
        self.socket = SocketMode()
        self.whispers: list[dict[str, Any]] = []
        """messages that one person alone has seen"""
        self.token_error: str | None = None
        """what every call is answered while set: token_revoked, account_inactive"""
        self.scopes = {"chat:write", "channels:history", "channels:read"}
        self.channels = {"C1": Channel("C1", "alerts")}
        self.faults: list[Fault] = []
        self.calls: list[Call] = []
        self.uploads: dict[str, Upload] = {}
        self.once_a_second = once_a_second
        self._clock = clock
        self._epoch = epoch
        self._posted: dict[str, float] = {}
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.02), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/api/"

    def messages(self, channel: str) -> list[dict[str, Any]]:
        """All messages of a channel and its threads, in the order that they arrived."""
        with self._lock:
            return list(self.channels[channel].messages)

    def add_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.socket.cut()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    # ------------------------------------------------------------ calls

    def call(self, method: str, token: str, arguments: dict[str, Any]) -> tuple[dict[str, Any], Fault | None]:
        """The answer to one call, and the fault that spoils it."""
        with self._lock:
            self.calls.append(Call(method, arguments, self._clock()))
            fault = next((one for one in self.faults if one.method == method), None)
            if fault is not None:
                self.faults.remove(fault)
            if fault is not None and (fault.retry_after is not None or not fault.accept):
                wrong = "ratelimited" if fault.retry_after is not None else fault.error or "internal_error"
                return {"ok": False, "error": wrong}, fault
            try:
                answer = self._answer(method, token, arguments)
            except SlackError as error:
                answer = error.answer
            if fault is not None and fault.error is not None:
                answer = {"ok": False, "error": fault.error}
            return answer, fault

    def _answer(self, method: str, token: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if not token:
            raise SlackError("not_authed")
        if method == "apps.connections.open":
            return {"ok": True, **self._open(token)}
        if token != self.token:
            raise SlackError("invalid_auth")
        if self.token_error:
            raise SlackError(self.token_error)
        methods = {
            "auth.test": self._auth_test,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.postEphemeral": self._whisper,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "conversations.list": self._list,
            "files.getUploadURLExternal": self._upload_url,
            "files.completeUploadExternal": self._complete_upload,
        }
        if method not in methods:
            raise SlackError("unknown_method", req_method=method)
        return {"ok": True, **methods[method](arguments)}

    def _open(self, token: str) -> dict[str, Any]:
        """An address for one connection, for an app-level token alone."""
        if token == self.token:
            raise SlackError("not_allowed_token_type")
        if token != self.app_token:
            raise SlackError("invalid_auth")
        if "connections:write" not in self.app_scopes:
            raise SlackError("missing_scope", needed="connections:write", provided="")
        host, port = self._server.server_address[:2]
        return {"url": self.socket.ticket(f"{host!s}:{port}")}

    def _whisper(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self._need("chat:write")
        channel = self._readable(arguments)
        thread = arguments.get("thread_ts")
        if thread is not None and not any(message["ts"] == thread for message in channel.messages):
            raise SlackError("thread_not_found")
        if not re.fullmatch(r"[UW][A-Z0-9]+", str(arguments.get("user", ""))):
            raise SlackError("user_not_in_channel")
        text = str(arguments.get("text", ""))
        if not text:
            raise SlackError("no_text")
        if len(text) > 4_000:
            raise SlackError("msg_too_long")
        told = {"channel": channel.id, "user": arguments["user"], "text": text, "thread_ts": thread}
        self.whispers.append(told)
        return {"message_ts": f"{int(self._epoch())}.{next(self._numbers):06d}"}

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        return {
            "url": "https://example.slack.com/",
            "team": "Example",
            "user": "tracker",
            "team_id": "T1",
            "user_id": "U1",
        }

    def _post(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self._need("chat:write")
        channel = self._channel(arguments, by_name=True)
        if channel.archived:
            raise SlackError("is_archived")
        if not channel.member:
            raise SlackError("not_in_channel")
        message = self._message(arguments)
        thread = arguments.get("thread_ts")
        if thread is not None and not re.fullmatch(r"\d{10}\.\d{6}", str(thread)):
            raise SlackError("invalid_thread_ts")
        self._limit_rate(channel.id)
        ts = f"{int(self._epoch())}.{next(self._numbers):06d}"
        message |= {"type": "message", "ts": ts, "bot_id": "B1"} | ({"thread_ts": thread} if thread else {})
        channel.messages.append(message)
        return {"channel": channel.id, "ts": ts, "message": message}

    def _update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self._need("chat:write")
        channel = self._channel(arguments, by_name=False)
        for message in channel.messages:
            if message["ts"] == arguments.get("ts"):
                message.update(self._message(arguments))
                return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": message}
        raise SlackError("message_not_found")

    def _history(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self._need("channels:history")
        channel = self._readable(arguments)
        oldest = float(arguments.get("oldest") or 0)
        found = [m for m in channel.messages if float(m["ts"]) > oldest and m.get("thread_ts", m["ts"]) == m["ts"]]
        return self._page(list(reversed(found)), arguments)

    def _replies(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self._need("channels:history")
        channel = self._readable(arguments)
        ts = arguments.get("ts")
        found = [m for m in channel.messages if ts in (m["ts"], m.get("thread_ts"))]
        if not found:
            raise SlackError("thread_not_found")
        return self._page(found, arguments)

    def _list(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self._need("channels:read")
        rows = [{"id": c.id, "name": c.name, "is_member": c.member} for c in self.channels.values()]
        page = self._page(rows, arguments)
        return {"channels": page.pop("messages"), **page}

    def _upload_url(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self._need("files:write")
        if not arguments.get("filename") or int(arguments.get("length") or 0) < 1:
            raise SlackError("invalid_arguments")
        file = f"F{next(self._numbers)}"
        self.uploads[file] = Upload(int(arguments["length"]))
        return {"file_id": file, "upload_url": f"{self.url.removesuffix('api/')}upload/{file}"}

    def _complete_upload(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self._need("files:write")
        wanted = _json(str(arguments.get("files") or ""), "invalid_arguments")
        for file in wanted:
            upload = self.uploads.get(file["id"])
            if upload is None or upload.content is None:
                raise SlackError("file_not_found")
            upload.complete = True
        return {"files": [{"id": file["id"], "title": file.get("title", "")} for file in wanted]}

    def take_upload(self, file: str, content: bytes) -> bool:
        """Bytes for an upload address: as many as were announced."""
        upload = self.uploads.get(file)
        if upload is None or len(content) != upload.length:
            return False
        upload.content = content
        return True

    # ------------------------------------------------------------ rules

    def _need(self, scope: str) -> None:
        if scope not in self.scopes:
            raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))

    def _channel(self, arguments: dict[str, Any], *, by_name: bool) -> Channel:
        wanted = str(arguments.get("channel", ""))
        for channel in self.channels.values():
            if wanted == channel.id or (by_name and wanted.removeprefix("#") == channel.name):
                return channel
        raise SlackError("channel_not_found")

    def _readable(self, arguments: dict[str, Any]) -> Channel:
        channel = self._channel(arguments, by_name=False)
        if not channel.member:
            raise SlackError("not_in_channel")
        return channel

    def _message(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """The message that the arguments make, after every check that Slack documents."""
        text, blocks, metadata = arguments.get("text") or "", arguments.get("blocks"), arguments.get("metadata")
        if not text and not blocks:
            raise SlackError("no_text")
        if len(text) > LONGEST_TEXT:
            raise SlackError("msg_too_long")
        if isinstance(blocks, str):
            blocks = _json(blocks, "invalid_blocks_format")
        faults = faults_of_blocks(blocks or [])
        files = [block["slack_file"].get("id") for block in blocks or [] if "slack_file" in block]
        faults += [f"no file {file}" for file in files if file not in self.uploads or not self.uploads[file].complete]
        if faults:
            raise SlackError("invalid_blocks", errors=faults, response_metadata={"messages": faults})
        if isinstance(metadata, str):
            metadata = _json(metadata, "invalid_metadata_format")
        if metadata is not None and not _is_metadata(metadata):
            raise SlackError("invalid_metadata_format")
        return {"text": text, "blocks": blocks or [], "metadata": metadata}

    def _limit_rate(self, channel: str) -> None:
        now = self._clock()
        if self.once_a_second and now - self._posted.get(channel, float("-inf")) < 1:
            raise SlackError("ratelimited")
        self._posted[channel] = now

    def _page(self, found: list[dict[str, Any]], arguments: dict[str, Any]) -> dict[str, Any]:
        start = int(arguments.get("cursor") or 0)
        size = min(int(arguments.get("limit") or 100), 999)
        whole = str(arguments.get("include_all_metadata", "")).lower() in ("1", "true")
        page = [m if whole else {k: v for k, v in m.items() if k != "metadata"} for m in found[start : start + size]]
        more = start + size < len(found)
        cursor = {"next_cursor": str(start + size) if more else ""}
        return {"messages": page, "has_more": more, "response_metadata": cursor}


def _json(text: str, error: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise SlackError(error) from None


def _is_metadata(metadata: object) -> bool:
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        return False
    return isinstance(metadata["event_type"], str) and isinstance(metadata["event_payload"], dict)


def _handler(server: SlackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            address = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if address.path.startswith("/upload/"):
                taken = server.take_upload(address.path.rpartition("/")[2], body)
                self._reply({"ok": taken}, Fault(status=200 if taken else 400))
                return
            arguments = dict(parse_qsl(address.query)) | self._arguments(body)
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            answer, fault = server.call(address.path.rpartition("/")[2], token, arguments)
            try:
                self._reply(answer, fault or Fault())
            except OSError:
                self.close_connection = True

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            self.close_connection = True
            if address.path == "/link/":
                server.socket.serve(self, dict(parse_qsl(address.query)).get("ticket", ""))
            else:
                self.send_error(404)

        def _arguments(self, body: bytes) -> dict[str, Any]:
            if "json" in self.headers.get("Content-Type", ""):
                return dict(json.loads(body or b"{}"))
            return dict(parse_qsl(body.decode()))

        def _reply(self, answer: dict[str, Any], fault: Fault) -> None:
            time.sleep(fault.wait)
            if fault.drop:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            limited = fault.retry_after is not None or answer.get("error") == "ratelimited"
            body = json.dumps(answer).encode() if fault.status == 200 else b"upstream connect error"
            body = body if fault.body is None else fault.body
            self.send_response(429 if limited else fault.status)
            if limited:
                self.send_header("Retry-After", fault.retry_after or "1")
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: fault.cut])
            self.close_connection = fault.cut is not None

        def log_message(self, *_: object) -> None:
            pass

    return Handler
