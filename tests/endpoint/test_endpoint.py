"""A model behind an endpoint: what is asked, what its answers become, and that nothing is lost while it is away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from databases import on
from servers.chat import ChatFault, ChatServer, open_objects

from tracker.app import App
from tracker.cli.main import app as commands
from tracker.endpoint.client import Answer, Endpoint, NoAnswer
from tracker.endpoint.question import LONGEST, SCHEMA
from tracker.extraction import Extractor, load_vocabulary
from tracker.intake.asked import REST, AskingExtractor
from tracker.model import Item
from tracker.store.store import Store

TEXT = "Norway's Directorate of Fisheries has issued a regulation on salmon cages. Exports rose to 1.2 million tonnes."
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TOLD: dict[str, Any] = {
    "policies": [],
    "metrics": [
        {
            "quote": "1.2 million tonnes",
            "value": 1_200_000,
            "unit": "t",
            "subject": "salmon",
            "measure": "exports",
            "kind": "observed",
            "period": None,
            "change": None,
        }
    ],
}
GRAMMAR = Extractor(load_vocabulary())


def item(text: str = TEXT) -> Item:
    return Item("Cages", text, 0, len(text), NOW)


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with ChatServer() as server:
        yield server


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def asking(chat: ChatServer, store: Store, clock: Clock, budget: int = 10_000, timeout: float = 5.0) -> AskingExtractor:
    endpoint = Endpoint(chat.url, "small", lambda: chat.key, timeout)
    return AskingExtractor(endpoint, GRAMMAR, store.answers, clock, budget)


def test_the_schema_is_as_strict_as_structured_outputs_want_it() -> None:
    assert list(open_objects(SCHEMA)) == []


def test_a_story_is_asked_about_once_whoever_asks_again(chat: ChatServer, store: Store) -> None:
    chat.answers.append(TOLD)
    first = asking(chat, store, Clock()).extract(item())
    again = asking(chat, store, Clock()).extract(item())
    assert first == again and [one.subject for one in first.metrics] == ["salmon"] and first.policies == ()
    assert len(chat.asked) == 1
    [system, user] = chat.asked[0]["messages"]
    assert TEXT in user["content"] and "2026-11-20" in user["content"] and TEXT not in system["content"]


def test_another_model_or_another_story_is_asked_anew(chat: ChatServer, store: Store) -> None:
    extractor = asking(chat, store, Clock())
    extractor.extract(item())
    extractor.extract(item(TEXT + " More."))
    chat.model = "large"
    AskingExtractor(
        Endpoint(chat.url, "large", lambda: chat.key, 5.0), GRAMMAR, store.answers, Clock(), 10_000
    ).extract(item())
    assert len(chat.asked) == 3


def test_what_is_used_up_is_told_once_and_the_grammar_reads_on(chat: ChatServer, store: Store) -> None:
    clock = Clock()
    extractor = asking(chat, store, clock, budget=400)
    for number in range(5):
        extractor.extract(item(f"{TEXT} Number {number}."))
    assert len(chat.asked) == 2  # 250 tokens each
    [notice] = extractor.notices()
    assert "400 tokens a day for small are used up" in notice.sentence and "3 stories were" in notice.sentence
    assert extractor.notices() == ()
    assert extractor.extract(item(TEXT + " Late.")).policies == GRAMMAR.extract(item(TEXT + " Late.")).policies
    clock.now += timedelta(hours=25)
    extractor.extract(item(TEXT + " Next day."))
    assert len(chat.asked) == 3


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (ChatFault(status=401), "refuses the key"),
        (ChatFault(status=404), "knows no model small"),
        (ChatFault(status=429), "takes no more questions"),
        (ChatFault(status=503), "answers with status 503"),
        (ChatFault(drop=True), "cannot be reached"),
        (ChatFault(wait=1.0), "does not answer within"),
        (ChatFault(body=b"<html>sign in</html>"), "answers what is no"),
        (ChatFault(body=b'{"object": "error"}'), "answers what is no completion"),
        (ChatFault(content="Here is the JSON:"), "not the JSON that was asked for"),
        (ChatFault(content="[]"), "not the JSON that was asked for"),
        (ChatFault(cut=True, content='{"pol'), "was cut off"),
    ],
)
def test_whatever_goes_wrong_the_grammar_reads_and_the_reason_is_told(
    chat: ChatServer, store: Store, fault: ChatFault, said: str
) -> None:
    chat.faults += [fault] * 3  # as often as it is tried
    extractor = asking(chat, store, Clock(), timeout=0.4)
    found = extractor.extract(item())
    alone = GRAMMAR.extract(item())
    assert (found.metrics, found.policies) == (alone.metrics, alone.policies)
    assert said in found.rejections[-1].reason
    [notice] = extractor.notices()
    assert said in notice.sentence and chat.key not in notice.sentence
    assert store.answers.tokens_since(NOW - timedelta(days=1)) == 0


def test_an_endpoint_that_is_away_is_left_alone_for_a_while(chat: ChatServer, store: Store) -> None:
    clock = Clock()
    chat.key = "another"
    endpoint = Endpoint(chat.url, "small", lambda: "old", 5.0)
    extractor = AskingExtractor(endpoint, GRAMMAR, store.answers, clock, 10_000)
    for number in range(3):
        extractor.extract(item(f"{TEXT} {number}."))
    [notice] = extractor.notices()
    assert "refuses the key" in notice.sentence and "3 stories" in notice.sentence
    chat.key = "old"
    extractor.extract(item())
    assert chat.asked == []  # it is not tried yet
    clock.now += REST
    extractor.extract(item())
    assert len(chat.asked) == 1


def test_a_very_long_story_is_left_to_the_grammar(chat: ChatServer, store: Store) -> None:
    extractor = asking(chat, store, Clock())
    found = extractor.extract(item(TEXT + " word" * (LONGEST // 4)))
    assert chat.asked == [] and f"more than {LONGEST:,} characters" in found.rejections[-1].reason


def test_an_answer_and_its_price_come_back_as_they_were(chat: ChatServer) -> None:
    chat.answers.append(TOLD)
    told = Endpoint(chat.url, "small", lambda: chat.key, 5.0).ask(item())
    assert told == Answer(TOLD, 250)
    assert isinstance(Endpoint("http://127.0.0.1:9/v1", "small", lambda: None, 2.0).ask(item()), NoAnswer)


CONFIG = """\
timezone: UTC
database: sqlite:///t.db
sources: [{{name: letters, folder: inbox, baseline: false}}]
watches: [{{name: all, when: {{finding: [policy.*, metric.*]}}, to: [desk]}}]
receivers: [{{name: desk, file: out}}]
ops: desk
extraction: {{endpoint: "{url}", model: small, key: "${{CHAT_KEY}}"}}
"""


def test_a_configuration_with_an_endpoint_asks_it_the_whole_way(
    chat: ChatServer, tmp_path: Path, database: str
) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "letter.txt").write_text(f"Cages\n\n{TEXT}\n", encoding="utf-8")
    config = tmp_path / "config.yaml"
    config.write_text(on(database, CONFIG.format(url=chat.url)), encoding="utf-8")
    chat.answers.append(TOLD)
    app = App(config, environ={"CHAT_KEY": chat.key}, now=lambda: NOW)
    try:
        done = app.run_once()
        assert done.tally.items == 1 and not done.tally.errors
        assert len(chat.asked) == 1 and app.store.answers.tokens_since(NOW - timedelta(days=1)) == 250
        told = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.txt"))
        assert "1.2 million" in told and "regulation" not in told.lower().split("“")[0]
    finally:
        app.close()


def test_a_whole_pass_goes_on_while_the_endpoint_is_away_and_ops_is_told(
    chat: ChatServer, tmp_path: Path, database: str
) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "letter.txt").write_text(f"Cages\n\n{TEXT}\n", encoding="utf-8")
    config = tmp_path / "config.yaml"
    config.write_text(on(database, CONFIG.format(url=chat.url)), encoding="utf-8")
    app = App(config, environ={"CHAT_KEY": "wrong"}, now=lambda: NOW)
    try:
        done = app.run_once()
        assert done.tally.items == 1
        told = " ".join("".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.txt")).split())
        assert "refuses the key" in told and "regulation on salmon cages" in told.lower() and "wrong" not in told
    finally:
        app.close()


def test_extract_says_on_the_error_stream_that_the_grammar_read_alone(
    chat: ChatServer, tmp_path: Path, database: str
) -> None:
    (tmp_path / "inbox").mkdir()
    letter, config = tmp_path / "letter.txt", tmp_path / "config.yaml"
    letter.write_text(f"Cages\n\n{TEXT}\n", encoding="utf-8")
    config.write_text(on(database, CONFIG.format(url=chat.url)), encoding="utf-8")
    asked = ["extract", "--config", str(config), str(letter)]
    chat.answers.append(TOLD)
    told = CliRunner().invoke(commands, asked, env={"CHAT_KEY": chat.key})
    assert told.exit_code == 0 and "alone" not in told.stderr
    assert [one["subject"] for one in json.loads(told.stdout)["items"][0]["metrics"]] == ["salmon"]
    letter.write_text(f"Cages\n\n{TEXT} More.\n", encoding="utf-8")
    alone = CliRunner().invoke(commands, asked, env={"CHAT_KEY": "wrong"})
    assert "read by the grammar alone" in alone.stderr and json.loads(alone.stdout)["items"][0]["policies"]
