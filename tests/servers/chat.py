"""An OpenAI-compatible endpoint on loopback, as strict as the reference of chat completions with structured outputs.

    with ChatServer() as chat:
        chat.answers.append({"policies": [], "metrics": []})     # what the model says next
        chat.faults.append(ChatFault(status=429))                 # or what goes wrong
        endpoint = Endpoint(chat.url, "small", lambda: chat.key, timeout=5)

Sources: https://platform.openai.com/docs/api-reference/chat/create,
https://platform.openai.com/docs/guides/structured-outputs (every object closed, every property required).
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class ChatFault:
    """What goes wrong with the next question."""

    status: int = 200
    body: bytes | None = None
    """send this as the answer, whatever it is"""
    content: str | None = None
    """the model says this"""
    cut: bool = False
    """the answer came to the limit of its length"""
    wait: float = 0.0
    """seconds before the answer"""
    drop: bool = False
    """close the connection without an answer"""


@dataclass
class ChatServer:
    model: str = "small"
    key: str = "sk-test-0123456789"
    answers: list[dict[str, Any]] = field(default_factory=list)
    faults: list[ChatFault] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    """what was asked and answered, in order"""
    tokens: int = 250

    def __enter__(self) -> Self:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                fault = server.faults.pop(0) if server.faults else ChatFault()
                time.sleep(fault.wait)
                if fault.drop:
                    self.close_connection = True
                    return
                authorization = self.headers.get("Authorization", "")
                status, answer = server.answer(self.path, authorization, asked, fault)
                body = fault.body if fault.body is not None else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                if status == 429:
                    self.send_header("Retry-After", "0")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def answer(self, path: str, authorization: str, asked: bytes, fault: ChatFault) -> tuple[int, dict[str, Any]]:
        """Status and body."""
        if fault.status != 200:
            return fault.status, _error(f"fault {fault.status}")
        if authorization != f"Bearer {self.key}":
            return 401, _error(f"Incorrect API key provided: {authorization[7:12]}")
        if path != "/v1/chat/completions":
            return 404, _error(f"unknown path {path}")
        question = json.loads(asked)
        wrong = next(self.faults_of(question), None)
        if wrong is not None:
            return (404 if "model" in wrong else 400), _error(wrong)
        self.asked.append(question)
        content = fault.content
        if content is None:
            content = json.dumps(self.answers.pop(0) if self.answers else {"policies": [], "metrics": []})
        choice = {
            "index": 0,
            "message": {"role": "assistant", "content": content},
            "finish_reason": "length" if fault.cut else "stop",
        }
        usage = {"prompt_tokens": self.tokens - 50, "completion_tokens": 50, "total_tokens": self.tokens}
        made = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": self.model}
        return 200, made | {"choices": [choice], "usage": usage}

    def faults_of(self, question: dict[str, Any]) -> Iterator[str]:
        """What the reference would refuse."""
        if question.get("model") != self.model:
            yield f"The model `{question.get('model')}` does not exist"
        known = {"model", "messages", "response_format", "temperature"}
        yield from (f"Unrecognized request argument supplied: {name}" for name in set(question) - known)
        for message in question.get("messages") or [{}]:
            if message.get("role") not in ("system", "user") or not isinstance(message.get("content"), str):
                yield "Invalid value for 'messages'"
        form = question.get("response_format", {})
        if form.get("type") != "json_schema" or not form.get("json_schema", {}).get("name"):
            yield "Missing required parameter: 'response_format.json_schema.name'"
        if form.get("json_schema", {}).get("strict"):
            yield from open_objects(form["json_schema"]["schema"])


def open_objects(schema: Any, at: str = "schema") -> Iterator[str]:
    """Objects of a strict schema that are not closed, or have properties that may be left out."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            if schema.get("additionalProperties") is not False:
                yield f"Invalid schema: in {at}, 'additionalProperties' is required to be supplied and to be false"
            if set(schema.get("required", ())) != set(schema.get("properties", {})):
                yield f"Invalid schema: in {at}, 'required' is required to include every key in properties"
        for name, value in schema.items():
            yield from open_objects(value, f"{at}.{name}")
    elif isinstance(schema, list):
        for place, value in enumerate(schema):
            yield from open_objects(value, f"{at}[{place}]")


def _error(message: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}}
