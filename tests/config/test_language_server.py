"""The schemas in a real editor's hands: completion, help and diagnostics of yaml-language-server.

Install it with `npm install -g yaml-language-server`, or name its program in YAML_LANGUAGE_SERVER.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.config import json_schema, schema_of_rules, schema_of_tests
from tracker.watches import WHEN_SCHEMA

PROGRAM = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
if PROGRAM is None:
    pytest.skip("yaml-language-server is not installed", allow_module_level=True)
PATIENCE = 60
SCHEMAS = {
    "config": json_schema(WHEN_SCHEMA),
    "rules": schema_of_rules(WHEN_SCHEMA),
    "tests": schema_of_tests(),
}


class Server:
    """The server as a child process; speaks JSON-RPC over its standard streams, as editors do."""

    def __init__(self, program: str, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen([program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self.number = 0
        threading.Thread(target=self.listen, daemon=True).start()
        client = {"textDocument": {"completion": {"completionItem": {"snippetSupport": False}}}}
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": client})
        self.tell("initialized", {})
        settings = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": settings}})

    def listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while line := stream.readline():
            length = int(line.split(b":")[1])
            while stream.readline().strip():
                pass
            self.heard.put(json.loads(stream.read(length)))

    def tell(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer."""
        self.number += 1
        self.tell(method, params, id=self.number)
        return self.wait(lambda message: message.get("id") == self.number and "method" not in message)["result"]

    def wait(self, wanted: Any) -> dict[str, Any]:
        """The next message that is wanted; requests of the server get an empty answer."""
        while True:
            message = self.heard.get(timeout=PATIENCE)
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                empty = [{}] * len(message["params"].get("items", [])) if message.get("params") else None
                body = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": empty}).encode()
                assert self.process.stdin is not None
                self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
                self.process.stdin.flush()

    def open(self, kind: str, text: str) -> tuple[str, list[dict[str, Any]]]:
        """Open a file whose first line names the schema; its address and diagnostics."""
        self.number += 1
        address = (self.folder / f"file-{self.number}.yaml").as_uri()
        schema = (self.folder / f"{kind}.schema.json").as_uri()
        whole = f"# yaml-language-server: $schema={schema}\n{text}"
        document = {"uri": address, "languageId": "yaml", "version": 1, "text": whole}
        self.tell("textDocument/didOpen", {"textDocument": document})

        def about(message: dict[str, Any]) -> bool:
            return message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == address

        return address, self.wait(about)["params"]["diagnostics"]

    def at(self, method: str, address: str, line: int, column: int) -> Any:
        """Ask about a place; lines and columns counted from 0, the line with the schema's name is 0."""
        return self.ask(method, {"textDocument": {"uri": address}, "position": {"line": line, "character": column}})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("editor")
    for name, schema in SCHEMAS.items():
        (folder / f"{name}.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    assert PROGRAM is not None
    running = Server(PROGRAM, folder)
    yield running
    running.process.kill()
    running.process.wait()


def completions(server: Server, kind: str, text: str) -> set[str]:
    """What is offered at the end of the text."""
    address, _ = server.open(kind, text)
    lines = text.split("\n")
    offered = server.at("textDocument/completion", address, len(lines), len(lines[-1]))
    return {item["label"] for item in (offered["items"] if isinstance(offered, dict) else offered)}


DATA = Path(__file__).parent / "data"
WATCH = "sources: []\nwatches:\n  - name: drafts\n    to: desk\n    when:\n      policy:\n"
PLACES = [
    ("config", "sources: []\nwat", {"watches"}),
    ("config", WATCH + "        sta", {"stage"}),
    ("config", WATCH + "        stage: ", {"draft", "adopted", "in_force"}),
    ("config", "sources: []\nwatches:\n  - name: drafts\n    urgency: ", {"now", "digest", "low"}),
    ("config", "sources: []\nsilences:\n  - when: {}\n    un", {"until"}),
    ("rules", "watches:\n  - name: drafts\n    when:\n      metric:\n        agai", {"against"}),
    ("tests", "tests:\n  - name: x\n    expect:\n      - to: desk\n        silen", {"silenced"}),
]


@pytest.mark.parametrize(
    ("kind", "text", "offered"), PLACES, ids=[text.split("\n")[-1].strip() for _, text, _ in PLACES]
)
def test_keys_and_values_are_completed(server: Server, kind: str, text: str, offered: set[str]) -> None:
    assert offered <= completions(server, kind, text)


@pytest.mark.parametrize("name", ["good-small", "good-full", "good-include"])
def test_good_files_have_no_diagnostics(server: Server, name: str) -> None:
    assert server.open("config", (DATA / f"{name}.yaml").read_text(encoding="utf-8"))[1] == []


WRONG = [
    ("config", "sources: []\nwatchs: []\n", "watchs"),
    ("config", WATCH + "        stge: draft\n", "stge"),
    ("config", WATCH + "        stage: drft\n", "draft"),
    ("config", "sources: [{name: a, folder: b, every: 2 weeks}]\n", "15m"),
    ("rules", "timezone: UTC\n", "timezone"),
    ("tests", "tests: [{name: x, expect: [{too: desk}]}]\n", "too"),
]


@pytest.mark.parametrize(("kind", "text", "named"), WRONG, ids=[named for *_, named in WRONG])
def test_a_wrong_word_is_underlined(server: Server, kind: str, text: str, named: str) -> None:
    diagnostics = server.open(kind, text)[1]
    assert any(named in diagnostic["message"] for diagnostic in diagnostics), diagnostics


def test_hovering_tells_what_a_key_means(server: Server) -> None:
    text = WATCH + "        effective: within 30 days\n"
    address, _ = server.open("config", text)
    told = server.at("textDocument/hover", address, text.count("\n"), 12)
    assert "When it takes effect: within 30 days" in told["contents"]["value"]
