"""Addresses lose what follows their readers; nothing is asked, and what is no wrapper stays as it is."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.tracking import plain_address

REAL = "https://quay.example/news/12?id=7"
CODED = quote(REAL, safe="")


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        (REAL, REAL),
        (f"{REAL}&utm_source=letter&utm_medium=email&mc_eid=abc&fbclid=x", REAL),
        ("https://quay.example/a?utm_source=x#part", "https://quay.example/a#part"),
        ("https://quay.example/a#utm_source=x", "https://quay.example/a"),
        ("https://quay.example/a?b=1&b=2&empty=", "https://quay.example/a?b=1&b=2&empty="),  # untouched
        (f"https://eur02.safelinks.protection.outlook.com/?url={CODED}&data=05%7C01&reserved=0", REAL),
        (f"https://www.google.com/url?sa=t&url={CODED}", REAL),
        (f"https://www.google.com/url?q={CODED}", REAL),
        (f"https://l.facebook.com/l.php?u={CODED}&h=AT0", REAL),
        (f"https://click.letters.example/track?target={CODED}", REAL),
        (f"https://letters.example/redirect?to={CODED}", REAL),
        ("https://letters.example/click?u=aHR0cHM6Ly9xdWF5LmV4YW1wbGUvbmV3cy8xMj9pZD03", REAL),  # base 64
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__quay.example_news_12-3Fid-3D7&d=Dw", REAL),
        ("https://urldefense.com/v3/__https://quay.example/news/12?id=7__;!!abc$", REAL),
        ("https://urldefense.com/v3/__https://quay.example/a*b__;Iw!!abc$", "https://quay.example/a#b"),
        (f"https://t.co.example/CL0/{CODED}/1/0100/abc", REAL),
        (f"https://click.a.example/?url={quote(f'https://click.b.example/?url={CODED}', safe='')}", REAL),  # twice
        ("https://letters.example/click/abc123", "https://letters.example/click/abc123"),  # only a request would tell
        (f"https://shop.example/share?url={CODED}", f"https://shop.example/share?url={CODED}"),  # no wrapper
        ("https://click.a.example/?url=javascript:alert(1)", "https://click.a.example/?url=javascript:alert(1)"),
        ("mailto:a@quay.example?subject=utm_source", "mailto:a@quay.example?subject=utm_source"),
        ("https://[broken?utm_source=x", "https://[broken?utm_source=x"),
        ("", ""),
    ],
)
def test_an_address_becomes_plain(address: str, plain: str) -> None:
    assert plain_address(address) == plain


@given(st.one_of(st.text(), st.text("abc?=&#%/:._-*", max_size=60).map(lambda rest: f"https://click.x.example/{rest}")))
def test_no_address_raises_and_plain_ones_stay(address: str) -> None:
    once = plain_address(address)
    assert plain_address(once) == once
