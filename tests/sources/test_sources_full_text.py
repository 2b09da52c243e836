"""Entries that only tease get the text of their pages; whatever goes wrong there, the teaser stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from feed_samples import feed
from servers.http import HttpServer, Page, moved

from tracker.model import Document, SourceState
from tracker.sources import Confined, Feed, Fetcher, FullText
from tracker.sources.article import article_of
from tracker.sources.full_text import MOST, is_teaser
from tracker.sources.http import Response

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)
TEASER = "The harbour council adopted a new rule on the fees of cruise ships …"
PARAGRAPH = (
    "The harbour council adopted a new rule on the fees of cruise ships, which rise to 12 euros a passenger in May."
)
ARTICLE = (
    "<html><head><title>Fees</title></head><body><nav><a href='/'>Home</a> <a href='/all'>All news</a></nav><article>"
    "<h1>Fees rise</h1>"
    + "".join(
        f"<p>{PARAGRAPH} Paragraph {number} says what else was decided by its members.</p>" for number in range(6)
    )
    + "</article><footer>Imprint, privacy, cookies</footer></body></html>"
).encode()


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    made = Confined()
    yield made
    made.close()


def entry(number: int, text: str = TEASER) -> bytes:
    head = f"<item><guid>n-{number}</guid><title>Fees</title><link>/{number}</link>"
    return f"{head}<description>{text}</description></item>".encode()


def look(server: HttpServer, confined: Confined, *entries: bytes) -> tuple[list[str], tuple[str, ...]]:
    """The texts of the documents of one look, and the warnings."""
    server.put("/feed", Page(feed(*entries)))
    fetcher = Fetcher(allow=(server.place,), timeout=5)
    full_text = FullText(fetcher, confined.article, pause=lambda _: None)
    source = Feed("notes", server.url("/feed"), timedelta(minutes=15), fetcher=fetcher, full_text=full_text)
    fetched = source.fetch(SourceState(), NOW)
    assert fetched.state.error is None
    return [document.content.decode() for document in fetched.documents], fetched.warnings


def test_a_teaser_gets_the_text_of_its_page(server: HttpServer, confined: Confined) -> None:
    server.put("/1", Page(ARTICLE, content_type="text/html; charset=utf-8"))
    (text,), warnings = look(server, confined, entry(1))
    assert warnings == ()
    assert text.count("12 euros a passenger") == 6
    assert "Imprint" not in text
    assert "All news" not in text


def test_an_entry_that_is_whole_is_left_alone(server: HttpServer, confined: Confined) -> None:
    whole = f"{PARAGRAPH} " * 8
    (text,), _ = look(server, confined, entry(1, whole))
    assert text == whole.strip()
    assert [request.path for request in server.requests] == ["/feed"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page(status=404), "answers 404"),
        (Page(status=500), "answers 500"),
        (Page(drop=True), "broke off"),
        (Page(b"<html><p>Hello", content_type="text/html"), "holds no article that could be read"),
        (Page(b""), "holds no article that could be read"),
        (Page(b"%PDF-1.7 nothing"), "holds no article that could be read"),
        (Page(b"<html>" + b"<div>" * 50_000, content_type="text/html"), "holds no article that could be read"),
        (
            Page(
                ARTICLE.replace(
                    PARAGRAPH.encode(), b"Please accept our cookies, then you can read on here at leisure."
                ),
                content_type="text/html",
            ),
            "holds another text (it may ask for consent or a login)",
        ),
        (moved("http://169.254.169.254/latest/meta-data"), "169.254.169.254 is a link-local address"),
        (moved("http://[::1]:80/"), "::1 is this machine itself"),
        (moved("file:///etc/passwd"), "neither http nor https"),
        (Page(b"a" * 11_000_000), "is larger than 10 MB"),
    ],
)
def test_whatever_goes_wrong_the_teaser_is_kept_and_it_is_told(
    server: HttpServer, confined: Confined, page: Page, words: str
) -> None:
    server.put("/1", page)
    (text,), (warning,) = look(server, confined, entry(1))
    assert text == TEASER
    assert warning.startswith(f"the teaser is kept: {server.url('/1')} ")
    assert words in warning


def test_one_page_that_fails_costs_no_other(server: HttpServer, confined: Confined) -> None:
    server.put("/2", Page(ARTICLE, content_type="text/html"))
    texts, warnings = look(server, confined, *(entry(number) for number in range(1, 7)))
    assert [text == TEASER for text in texts] == [True, False, True, True, True, True]
    assert len(warnings) == 4
    assert warnings[3] == "2 further teasers are kept"


def test_pages_are_fetched_with_pauses_and_not_without_end() -> None:
    waits: list[float] = []
    asked: list[str] = []

    class Getter:
        def get(self, url: str, headers: Mapping[str, str]) -> Response:
            asked.append(url)
            return Response(404, {}, b"", url)

    def document(number: int, host: str) -> Document:
        return Document("notes", str(number), TEASER.encode(), "text/plain", NOW, url=f"https://{host}/{number}")

    filler = FullText(Getter(), article_of, pause=waits.append)
    documents = tuple(document(number, "a.example" if number < 3 else "b.example") for number in range(MOST + 5))
    same, _ = filler(documents)
    assert same == documents
    assert len(asked) == MOST
    assert waits[:5] == [0.0, 0.5, 0.5, 0.0, 0.5]
    seconds = iter([0.0, *range(0, 1000, 50)])
    asked.clear()
    FullText(Getter(), article_of, pause=waits.append, clock=lambda: next(seconds))(documents[:9])
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("text", "url", "teaser"),
    [
        ("Short.", "https://x.example/1", True),
        ("Short.", None, False),  # there is no page
        (PARAGRAPH * 20, "https://x.example/1", False),
        (PARAGRAPH * 20 + " [...]", "https://x.example/1", True),
        (PARAGRAPH * 20 + " <a href='/1'>Continue reading</a>", "https://x.example/1", True),
        (PARAGRAPH * 20 + " 阅读全文", "https://x.example/1", True),
    ],
)
def test_what_is_a_teaser(text: str, url: str | None, teaser: bool) -> None:
    assert is_teaser(Document("s", "n", text.encode(), "text/html", NOW, url=url)) is teaser
