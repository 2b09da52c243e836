"""One request: bounded in time, size and redirects, over verified TLS, and never an exception."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator

import pytest
from servers.certificates import Certificates, make_certificates
from servers.http import HttpServer, Page, moved

from tracker.sources.http import Fetcher, Problem, Response, show
from tracker.sources.unpack import LARGEST


def packed(data: bytes) -> bytes:
    """Gzipped, and the same at every call: the names of tests are made of it."""
    return gzip.compress(data, mtime=0)


FEED = b"<rss version='2.0'><channel><title>T</title></channel></rss>"


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


def get(
    server: HttpServer, path: str = "/feed", timeout: float = 5, patience: float | None = None
) -> Response | Problem:
    return Fetcher(allow=(server.place,), timeout=timeout, patience=patience).get(server.url(path), {"Accept": "*/*"})


def body(answer: Response | Problem) -> bytes:
    assert isinstance(answer, Response), answer
    return answer.body


def reason(answer: Response | Problem) -> str:
    assert isinstance(answer, Problem), answer
    return answer.reason


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        (None, FEED),  # as it is
        ("identity", FEED),  # named so
        ("gzip", packed(FEED)),
        ("x-gzip", packed(FEED)),
        ("GZIP", packed(FEED)),
        ("deflate", zlib.compress(FEED)),  # as it is defined
        ("deflate", zlib.compress(FEED)[2:-4]),  # as some servers send it
        ("gzip", packed(FEED[:20]) + packed(FEED[20:])),  # in two members
        ("gzip", packed(FEED) + bytes(100)),  # with padding behind it
        ("gzip, gzip", packed(packed(FEED))),  # packed twice
    ],
)
def test_a_body_is_unpacked(server: HttpServer, encoding: str | None, packed: bytes) -> None:
    server.put("/feed", Page(packed, headers={"Content-Encoding": encoding} if encoding else {}))
    assert body(get(server)) == FEED


def test_a_chunked_body_is_put_together(server: HttpServer) -> None:
    server.put("/feed", Page(FEED * 100, chunked=True))
    assert body(get(server)) == FEED * 100


@pytest.mark.parametrize(
    "page",
    [
        Page(packed(bytes(LARGEST * 20)), headers={"Content-Encoding": "gzip"}),  # 200 kB that become 200 MB
        Page(packed(packed(bytes(LARGEST * 20))), headers={"Content-Encoding": "gzip, gzip"}),
        Page(b"x" * (LARGEST + 1)),  # large as it is
        Page(b"x" * (LARGEST + 1), chunked=True),  # and without saying so
    ],
    ids=["bomb", "bomb within a bomb", "large", "large in chunks"],
)
def test_a_body_beyond_ten_megabytes_is_refused(server: HttpServer, page: Page) -> None:
    server.put("/feed", page)
    assert reason(get(server)) == "is larger than 10 MB; is this the address of a feed?"


@pytest.mark.parametrize(
    "page",
    [
        Page(drop=True),  # no answer at all
        Page(FEED, cut=10),  # less than Content-Length promised
        Page(packed(FEED)[:-9], headers={"Content-Encoding": "gzip"}),  # packed and cut off
        Page(b"no gzip", headers={"Content-Encoding": "gzip"}),  # not packed at all
        Page(FEED, headers={"Content-Encoding": "br"}),  # an encoding that we did not ask for
    ],
    ids=["drop", "cut", "gzip cut", "no gzip", "br"],
)
def test_what_does_not_arrive_whole_is_told_and_not_given(server: HttpServer, page: Page) -> None:
    server.put("/feed", page)
    assert reason(get(server)).startswith("broke off")


def test_a_server_that_is_silent_or_slow_is_left(server: HttpServer) -> None:
    server.put("/silent", Page(FEED, wait=3))
    server.put("/slow", Page(FEED, drip=0.2))  # each byte in time, all of them never
    assert reason(get(server, "/silent", timeout=0.3)) == "did not answer in time; it is tried again later"
    assert reason(get(server, "/slow", timeout=1, patience=0.6)) == "did not answer in time; it is tried again later"


def test_a_server_that_is_slow_over_tls_is_left(certificates: Certificates) -> None:
    with HttpServer(tls=certificates.server()) as server:
        server.put("/slow", Page(FEED, drip=0.2))
        fetcher = Fetcher(allow=(server.place,), timeout=5, patience=0.6, tls=certificates.client())
        assert reason(fetcher.get(server.url("/slow"), {})) == "did not answer in time; it is tried again later"


def test_headers_that_never_end_are_left() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    place = f"127.0.0.1:{listener.getsockname()[1]}"
    done = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while not done.wait(0.05):
                try:
                    connection.sendall(b"X-More: and more\r\n"[:3])
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    answer = Fetcher(allow=(place,), timeout=1, patience=0.5).get(f"http://{place}/", {})
    done.set()
    thread.join()
    listener.close()
    assert isinstance(answer, Problem)


def test_five_redirects_are_followed_and_six_are_not(server: HttpServer) -> None:
    for number in range(6):
        server.put(f"/{number}", moved(f"/{number + 1}", 302))
    server.put("/6", Page(FEED))
    assert body(get(server, "/1")) == FEED
    assert reason(get(server, "/0")) == "redirects more than 5 times; check its address in a browser"


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        ((301,), True),  # moved for good
        ((308,), True),
        ((301, 308), True),  # twice
        ((302,), False),  # moved for now
        ((307,), False),
        ((302, 301), False),  # the second holds only for where the first leads today
    ],
)
def test_only_a_permanent_move_is_told(server: HttpServer, statuses: tuple[int, ...], told: bool) -> None:
    for number, status in enumerate(statuses):
        server.put(f"/{number}", moved(f"/{number + 1}", status))
    last = f"/{len(statuses)}"
    server.put(last, Page(FEED))
    answer = get(server, "/0")
    assert isinstance(answer, Response)
    assert answer.moved_to == (server.url(last) if told else None)
    assert answer.url == server.url(last)


def test_a_permanent_move_before_one_for_now_is_told_up_to_there(server: HttpServer) -> None:
    server.put("/0", moved("/1", 301))
    server.put("/1", moved("/2", 302))
    server.put("/2", Page(FEED))
    answer = get(server, "/0")
    assert isinstance(answer, Response)
    assert answer.moved_to == server.url("/1")


@pytest.mark.parametrize("location", ["", "file:///etc/passwd", "http://[", "javascript:alert(1)"])
def test_a_redirect_to_nowhere_is_a_problem(server: HttpServer, location: str) -> None:
    server.put("/feed", moved(location))
    assert isinstance(get(server), Problem)


def test_a_certificate_is_verified(certificates: Certificates) -> None:
    with HttpServer(tls=certificates.server()) as server:
        server.put("/feed", Page(FEED))
        stranger = Fetcher(allow=(server.place,), timeout=5).get(server.url("/feed"), {})
        assert "certificate that cannot be trusted" in reason(stranger)
        assert server.requests == []
        friend = Fetcher(allow=(server.place,), timeout=5, tls=certificates.client()).get(server.url("/feed"), {})
        assert body(friend) == FEED


def test_a_certificate_for_another_name_is_refused(certificates: Certificates) -> None:
    with HttpServer(tls=certificates.server()) as server:
        place = f"feeds.example:{server.port}"
        fetcher = Fetcher(allow=(place,), timeout=5, tls=certificates.client(), resolver=lambda *_: ("127.0.0.1",))
        assert "certificate that cannot be trusted" in reason(fetcher.get(f"https://{place}/feed", {}))


def test_a_redirect_that_gives_up_encryption_is_refused(certificates: Certificates, server: HttpServer) -> None:
    with HttpServer(tls=certificates.server()) as secure:
        secure.put("/feed", moved(server.url("/feed?key=secret")))
        fetcher = Fetcher(allow=(secure.place, server.place), timeout=5, tls=certificates.client())
        told = reason(fetcher.get(secure.url("/feed"), {}))
        assert "not encrypted" in told
        assert "secret" not in told
        assert server.requests == []


def test_one_request_at_a_time_goes_to_a_host(server: HttpServer) -> None:
    fetcher = Fetcher(allow=(server.place,), timeout=5)
    server.put("/feed", Page(FEED, wait=0.05))
    threads = [threading.Thread(target=fetcher.get, args=(server.url("/feed"), {})) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.requests) == 5
    assert server.most_at_once == 1


def test_we_say_who_we_are_and_log_in_where_the_address_says_so(server: HttpServer) -> None:
    server.put("/feed", Page(FEED))
    Fetcher(allow=(server.place,), timeout=5).get(f"http://reader:pass@{server.place}/feed", {"Accept": "x/y"})
    headers = server.requests[0].headers
    assert headers["User-Agent"].startswith("policy-tracker")
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert headers["Authorization"] == "Basic cmVhZGVyOnBhc3M="


def test_a_password_does_not_follow_a_redirect(server: HttpServer) -> None:
    with HttpServer() as other:
        other.put("/feed", Page(FEED))
        server.put("/feed", moved(other.url("/feed"), 302))
        fetcher = Fetcher(allow=(server.place, other.place), timeout=5)
        assert body(fetcher.get(f"http://reader:pass@{server.place}/feed", {})) == FEED
        assert "Authorization" not in other.requests[0].headers


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:pass@example.org/feed?key=secret#x", "https://example.org/feed"),
        ("https://example.org:8443/a/b", "https://example.org:8443/a/b"),
        ("http://[", "(an address that cannot be read)"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert show(url) == shown


def test_a_host_with_several_addresses_is_tried_at_each(server: HttpServer) -> None:
    server.put("/feed", Page(FEED))
    place = f"news.example:{server.port}"
    fetcher = Fetcher(allow=(place,), timeout=5, resolver=lambda *_: ("127.0.0.9", "::1", "127.0.0.1"))
    assert body(fetcher.get(f"http://{place}/feed", {})) == FEED
    nowhere = Fetcher(allow=(place,), timeout=5, resolver=lambda *_: ())
    assert isinstance(nowhere.get(f"http://{place}/feed", {}), Problem)


def test_an_address_of_ipv6_is_allowed_as_it_is_written(server: HttpServer) -> None:
    server.put("/feed", Page(FEED))
    place = f"[fd00::1]:{server.port}"
    refused = Fetcher(timeout=5).get(f"http://{place}/feed", {})
    assert f"add {place} to http.allow" in reason(refused)
    allowed = Fetcher(allow=(place,), timeout=5, resolver=lambda *_: ("127.0.0.1",))
    assert body(allowed.get(f"http://{place}/feed", {})) == FEED


def test_a_host_that_refuses_or_is_unknown_is_told() -> None:
    free = socket.create_server(("127.0.0.1", 0))
    place = f"127.0.0.1:{free.getsockname()[1]}"
    free.close()
    assert "refuses the connection" in reason(Fetcher(allow=(place,), timeout=5).get(f"http://{place}/", {}))

    def unknown(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    assert "cannot be found" in reason(Fetcher(timeout=5, resolver=unknown).get("http://nowhere.example/", {}))
