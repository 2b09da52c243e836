"""Items are found by their words in any script, alike on both databases, also those stored before the index."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from store_samples import NOON, day, document, origin, put_document

from tracker.model import Item, SourceState
from tracker.store import migrate, search
from tracker.store.search import read_question, words_of
from tracker.store.store import Store

STORIES = {
    "herring": "Norway's herring quota rises to 12.96 million kg, the ministry of fisheries said.",
    "cod": "The ministry said: fisheries for Baltic cod stay closed; an e-mail from São Tomé confirmed it.",
    "chinese": "工业和信息化部发布人工智能产业政策，芯片企业受益。",
    "korean": "정부는 반도체 지원법을 통과시켰다.",
    "thai": "กระทรวงพลังงานประกาศนโยบายใหม่",
    "hindi": "सरकार ने हिन्दी नीति की घोषणा की।",
    "arabic": "أعلنت الوزارة عن سياسة جديدة للطاقة.",
    "greek": "Η κυβέρνηση ενέκρινε το σχέδιο ενέργειας.",
    "german": "Die Straße wird für Lkw gesperrt, sagt das Ministerium in Köln.",
}


def filled(store: Store, stories: dict[str, str] = STORIES) -> Store:
    put_document(store)
    store.save_fetch("wire", [document("wire.txt", source="wire")], SourceState())
    with store.begin() as work:
        for number, (name, body) in enumerate(stories.items()):
            source = "wire" if name == "cod" else "letters"
            holder = document("wire.txt", source="wire") if name == "cod" else document()
            work.add_item(
                item_id=f"item_{name}",
                document_id=holder.id,
                ordinal=number,
                item=Item(f"Title of {name}", body, 0, len(body)),
                origin=origin(f"item_{name}", day(number), source=source),
            )
    return store


def found(store: Store, question: str, **more: object) -> list[str]:
    hits = store.catalogue.search(question, **more)  # type: ignore[arg-type]
    return [hit.stored.item_id.removeprefix("item_") for hit in hits]


ASKED = [
    # all words, in any order and case; the latest published first
    ("MINISTRY fisheries", ["cod", "herring"]),
    # side by side
    ('"ministry of fisheries"', ["herring"]),
    ('"fisheries ministry"', []),
    # how a word begins
    ("fish*", ["cod", "herring"]),
    ("fish", []),
    ('"baltic co"*', ["cod"]),
    # words with points, hyphens and apostrophes are phrases of their parts
    ("12.96", ["herring"]),
    ("e-mail", ["cod"]),
    # accents and case do not matter, in either direction
    ("sao tome", ["cod"]),
    ("koln strasse", ["german"]),
    ("ΣΧΕΔΙΟ", ["greek"]),
    # two characters in the middle of a run of Chinese
    ("政策", ["chinese"]),
    ("芯片 人工智能", ["chinese"]),
    ("策政", []),
    # Korean words take endings; Thai has no spaces; Hindi has marks on its letters; Arabic is read from the right
    ("정부", ["korean"]),
    ("นโยบาย", ["thai"]),
    ("हिन्दी", ["hindi"]),
    ("الوزارة", ["arabic"]),
    # a title that the text does not begin with is searched too
    ("title thai", ["thai"]),
    # nothing to ask
    ("", []),
    ('"" * -', []),
    ("'; DROP TABLE item; --", []),
]


@pytest.mark.parametrize(("question", "items"), ASKED, ids=[question or "nothing" for question, _ in ASKED])
def test_items_are_found_by_their_words(question: str, items: list[str], store: Store) -> None:
    assert found(filled(store), question) == items


def test_by_day_source_and_number(store: Store) -> None:
    filled(store)
    assert found(store, "ministry", since=day(1).date()) == ["cod"]
    assert found(store, "ministry", source="letters") == ["herring"]
    assert found(store, "ministry", source="nobody") == []
    assert found(store, "title", limit=2) == ["german", "greek"]


def test_what_is_shown_holds_what_was_asked_for(store: Store) -> None:
    long = "Nothing of interest happened here. " * 40 + "Then the ministry closed the fisheries. " + "More of it. " * 40
    filled(store, {"long": long})
    (hit,) = store.catalogue.search("closed fish*")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["closed", "fisheries"]
    assert (hit.begun, hit.goes_on) == (True, True)
    assert hit.snippet in long
    assert len(hit.snippet) <= 200


def test_an_item_stored_twice_or_undone_is_found_once_or_not_at_all(store: Store) -> None:
    filled(store)
    filled(store)
    assert found(store, "herring") == ["herring"]
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        body = "Unicorns are regulated."
        work.add_item(
            item_id="item_u",
            document_id=document().id,
            ordinal=99,
            item=Item(None, body, 0, len(body)),
            origin=origin("item_u"),
        )
        raise ZeroDivisionError
    assert found(store, "unicorns") == []


def test_items_from_before_the_index_are_found_after_migrating(url: str) -> None:
    with Store(url) as store:
        migrate_to(store, "0003")
        with store._connections.write() as connection:
            connection.execute(text("INSERT INTO source (name, state) VALUES ('letters', '{}')"))
            connection.execute(text(OLD_DOCUMENT), {"content": b"", "fetched": day(0).replace(tzinfo=None)})
            for number in range(1, 1203):
                body = STORIES["chinese"] if number == 1202 else f"Story {number} of the ministry."
                values = {"id": f"item_{number}", "ordinal": number, "text": body}
                connection.execute(text(OLD_ITEM), values | OLD_DETAILS | {"published": NOON.replace(tzinfo=None)})
        store.migrate()
        assert len(store.catalogue.search("ministry", limit=2000)) == 1201
        assert found(store, "1201") == ["1201"]
        assert found(store, "政策") == ["1202"]


OLD_DOCUMENT = """INSERT INTO document (id, source, name, content, packing, media_type, fetched, state, attempts)
VALUES ('doc_1', 'letters', '"a"', :content, 'plain', 'text/plain', :fetched, 'done', 0)"""
ORIGIN = (
    '{"document_id":"doc_1","document":"a","source":"letters","item_id":"","item_title":"","published":'
    '"2026-04-13T12:00:00+00:00"}'
)
OLD_ITEM = """INSERT INTO item (id, document_id, ordinal, story_id, title, text, published, signature, details, origin)
VALUES (:id, 'doc_1', :ordinal, 's', '', :text, :published, :signature, :details, :origin)"""
OLD_DETAILS = {"details": '{"title":null,"start":0,"end":1}', "origin": ORIGIN, "signature": b""}


def migrate_to(store: Store, revision: str) -> None:
    """Bring an empty database to the schema as it was then."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    with store._connections.rebuild() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_explain_finds_items_by_the_beginning_of_words_and_by_their_middle(store: Store) -> None:
    filled(store)
    assert [each.item_id for each in store.find_items("herr quot")] == ["item_herring"]
    assert [each.item_id for each in store.find_items("erring")] == ["item_herring"]
    assert [each.item_id for each in store.find_items("item_cod")] == ["item_cod"]


@given(body=st.text(max_size=200))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_of_any_text_finds_it(store: Store, body: str) -> None:
    put_document(store)
    name = f"item_{time.monotonic_ns()}"
    with store.begin() as work:
        work.add_item(
            item_id=name,
            document_id=document().id,
            ordinal=0,
            item=Item(None, body, 0, len(body)),
            origin=origin(name, NOON + timedelta(hours=1)),
        )
    stored = store.item(name)
    assert stored is not None
    for word, start, end in words_of(stored.item.text):
        hits = store.catalogue.search(f'"{stored.item.text[start:end]}"', limit=1000)
        assert name in {hit.stored.item_id for hit in hits}, word


@given(question=st.text(max_size=40))
def test_any_question_is_read_as_words_that_both_databases_take(question: str) -> None:
    for wanted in read_question(question):
        assert wanted.words
        assert not {"'", '"', "\\", " "} & set("".join(wanted.words))
        assert all(len(word) <= search.LONGEST for word in wanted.words)
