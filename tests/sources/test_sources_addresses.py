"""No feed leads into our own network: every form of a private address is refused, wherever it is given."""

from __future__ import annotations

import pytest
from servers.http import HttpServer, Page, moved

from tracker.sources.addresses import refusal
from tracker.sources.http import Fetcher, Problem, Response

PRIVATE = [
    "127.0.0.1",  # this machine
    "127.8.9.10",  # this machine as well
    "0.0.0.0",  # this machine on Linux
    "10.1.2.3",  # private
    "172.16.0.1",  # private
    "192.168.1.1",  # private
    "169.254.169.254",  # link-local: a cloud's own metadata
    "100.64.0.1",  # shared by a provider's customers
    "192.0.0.8",  # reserved
    "198.18.0.1",  # benchmarks
    "224.0.0.1",  # multicast, which is_global passes
    "239.255.255.250",  # multicast
    "240.0.0.1",  # reserved
    "255.255.255.255",  # everyone
    "::1",  # this machine
    "::",  # this machine on Linux
    "fe80::1",  # link-local
    "fe80::1%eth0",  # link-local with its zone
    "fc00::1",  # private
    "fd12:3456::1",  # private
    "fec0::1",  # formerly site-local
    "ff02::1",  # multicast
    "::ffff:127.0.0.1",  # IPv4 within IPv6
    "::ffff:8.8.8.8",  # the same; no public name has such an address
    "::7f00:1",  # IPv4-compatible
    "64:ff9b::7f00:1",  # NAT64, which is_global passes
    "64:ff9b:1::1",  # NAT64 for private use
    "2002:7f00:1::",  # 6to4, which is_global passes
    "2001:0:7f00:1::",  # Teredo
    "2001:db8::1",  # documentation
    "not an address",
]
PUBLIC = ["8.8.8.8", "93.184.215.14", "2606:4700::6810:85e5", "2a00:1450:4001:800::200e"]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert refusal(address) is not None


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_allowed(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/feed",  # plain
        "http://localhost:{port}/feed",  # by name
        "http://2130706433:{port}/feed",  # as one number
        "http://0x7f.1:{port}/feed",  # in hexadecimal, parts left out
        "http://0177.0.0.1:{port}/feed",  # in octal
        "http://0.0.0.0:{port}/feed",  # any address of this machine
        "http://[::ffff:127.0.0.1]:{port}/feed",  # within IPv6
        "http://127.0.0.1.:{port}/feed",  # with a dot at the end
        "http://user@127.0.0.1:{port}/feed",  # with a user
        "http://example.org@127.0.0.1:{port}/feed",  # with a host's name as the user
        "HTTP://LOCALHOST:{port}/feed",  # in capitals
    ],
)
def test_no_spelling_of_this_machine_is_fetched(url: str) -> None:
    with HttpServer() as server:
        server.put("/feed", Page(b"<rss/>"))
        answer = Fetcher(timeout=5).get(url.format(port=server.port), {})
        assert isinstance(answer, Problem)
        assert server.requests == []


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/", "//localhost:{port}/", "http://169.254.169.254/latest/"]
)
def test_no_redirect_leads_into_our_network(target: str) -> None:
    with HttpServer() as server, HttpServer() as inner:
        server.put("/feed", moved(target.format(port=inner.port)))
        answer = Fetcher(timeout=5, allow=(server.place,)).get(server.url("/feed"), {})
        assert isinstance(answer, Problem)
        assert "http.allow" in answer.reason
        assert inner.requests == []


def test_what_was_checked_is_what_is_connected_to() -> None:
    """A name that changes its address between two look-ups is looked up only once."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("8.8.8.8",) if len(asked) > 1 else ("127.0.0.1",)

    with HttpServer() as server:
        answer = Fetcher(timeout=5, resolver=rebinding).get(f"http://rebind.example:{server.port}/feed", {})
        assert isinstance(answer, Problem)
        assert asked == ["rebind.example"]
        assert server.requests == []


def test_a_place_on_the_operators_list_is_fetched_and_its_other_ports_are_not() -> None:
    with HttpServer() as server, HttpServer() as other:
        server.put("/feed", Page(b"<rss/>"))
        other.put("/feed", Page(b"<rss/>"))
        fetcher = Fetcher(timeout=5, allow=(server.place,))
        assert isinstance(fetcher.get(server.url("/feed"), {}), Response)
        assert isinstance(fetcher.get(other.url("/feed"), {}), Problem)


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with HttpServer() as server, HttpServer() as proxy:
        server.put("/feed", Page(b"<rss/>"))
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url("/"))
        answer = Fetcher(timeout=5, allow=(server.place,)).get(server.url("/feed"), {})
        assert isinstance(answer, Response)
        assert proxy.requests == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/feed", "feed", "", "http://", "http://[::1", "gopher://x/"]
)
def test_only_http_and_https_are_fetched(url: str) -> None:
    assert isinstance(Fetcher(timeout=5).get(url, {}), Problem)
