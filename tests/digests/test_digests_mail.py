"""A digest as a piece of mail: its pictures, what does not fit, where to unsubscribe, and who reads it how."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
from digest_samples import NOW, digest_of, finding, metric_mention, policy_mention
from lxml import html as lxml_html
from PIL import Image

from tracker.delivery.mail import build
from tracker.digests.blocks import check_blocks
from tracker.digests.charts import INK, in_order, picture, points, ticks
from tracker.digests.figures import Figures
from tracker.digests.mail import MAIL_LIMIT, encoded_size
from tracker.digests.render import Reader, Renderer
from tracker.digests.writer import digest_view
from tracker.model import Delivery, Digest, Finding, FindingKind

HISTORY = (("2026-01", 3.0e6), ("2026-02", 4.0e6), ("2026-03", 4.2e6))


def moved(number: int = 1) -> Finding:
    mention = metric_mention(period="2026-03")
    told = {"old": 4.0e6, "new": 4.2e6, "history": HISTORY, "mention": mention}
    return finding(FindingKind.METRIC_CHANGED, number, **told)


def letter(digest: Digest, renderer: Renderer | None = None) -> Delivery:
    made = renderer or Renderer()
    (delivery,) = made.deliveries(digest, kind="email", destinations=["a@b.example"], sender="Desk <c@d.example>")
    return delivery


def message(delivery: Delivery) -> EmailMessage:
    """The mail as it is read at the other end."""
    parsed = message_from_bytes(build(delivery, "Desk <c@d.example>", NOW).as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_a_history_is_a_picture_that_says_its_numbers() -> None:
    mail = message(letter(digest_of(moved())))
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    page = lxml_html.document_fromstring(mail.get_body(("html",)).get_content())  # type: ignore[union-attr]
    (image,) = page.xpath("//img")
    assert image.get("alt") == "3 values, from 3 million containers to 4.2 million containers"
    (picture,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert image.get("src") == f"cid:{picture['Content-ID'].strip('<>')}"
    assert picture.get_content().startswith(b"\x89PNG")


def test_a_picture_s_bytes_depend_on_its_values_alone() -> None:
    one, two = (letter(digest_of(moved(n))).payload["images"] for n in (1, 2))
    assert list(one.values()) == list(two.values())


def test_a_file_holds_its_pictures_within_it() -> None:
    (delivery,) = Renderer().deliveries(digest_of(moved()), kind="file", destinations=["out"])
    page = next(content for name, content in delivery.payload["files"].items() if name.endswith(".html"))
    (source,) = lxml_html.document_fromstring(page).xpath("//img/@src")
    assert b64decode(source.removeprefix("data:image/png;base64,")).startswith(b"\x89PNG")


def test_two_values_are_no_picture() -> None:
    few = replace(moved(), history=HISTORY[:2])
    assert letter(digest_of(few)).payload["images"] == {}
    assert "<img" not in letter(digest_of(few)).payload["html"]


def test_a_picture_is_clear_where_nothing_is_drawn_and_in_one_colour() -> None:
    image = Image.open(BytesIO(picture(in_order(HISTORY)))).convert("RGBA")
    assert image.size == (720, 128)
    assert image.getpixel((0, 0))[3] == 0
    seen = {colour[:3] for _, colour in image.getcolors(1024) if colour[3]}
    assert seen == {tuple(bytes.fromhex(INK[1:]))}
    assert picture(in_order(HISTORY[:2])) == b""


def test_values_without_times_stand_side_by_side() -> None:
    told = in_order(((None, 1.0), ("2026-02", 3.0), (None, 2.0)))
    assert [point.value for point in told] == [1.0, 3.0, 2.0]
    assert [point.when.day for point in told] == [1, 2, 3]


def test_a_correction_does_not_bend_the_line_twice() -> None:
    told = points([("2026-01", 5.0, None), ("2026-02", 6.0, None), ("2026-01", 4.0, None)])
    assert [(point.value, point.told_last) for point in told] == [(5.0, False), (4.0, True), (6.0, True)]


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (0.0, 100.0, (0.0, 50.0, 100.0)),
        (41.0, 44.0, (41.0, 42.0, 43.0, 44.0)),
        (5.0, 5.0, (4.0, 6.0)),  # one value stands between two lines
        (-3.0, 1.0, (-3.0, -2.0, -1.0, 0.0, 1.0)),
        (1.0, 10.0, (0.0, 5.0, 10.0)),  # from zero where that is near
    ],
)
def test_ticks_are_round_and_hold_the_values(low: float, high: float, shown: tuple[float, ...]) -> None:
    found = ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert 2 <= len(found) <= 6
    if low != high:
        assert found == shown


def luminance(colour: str) -> float:
    """Relative luminance: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["#ffffff", "#1a1e24"])
def test_a_picture_is_seen_on_light_and_dark(ground: str) -> None:
    bright, dark = sorted((luminance(INK), luminance(ground)), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 3  # WCAG 2.1, 1.4.11: graphics


# ---------------------------------------------------------------- what does not fit


def flood(count: int) -> Digest:
    news = [
        finding(FindingKind.POLICY_NEW, n, target=f"Harbour rule {n}", mention=policy_mention("The rule " * 20))
        for n in range(count)
    ]
    return digest_of(*news)


def test_what_does_not_fit_is_attached_as_a_page_of_its_own() -> None:
    digest = flood(120)
    mail = message(letter(digest))
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == f"{digest.id}.html"
    page = lxml_html.document_fromstring(attached.get_content())
    assert len(page.xpath("//h3")) == 120
    body = mail.get_body(("html",))
    assert body is not None
    assert encoded_size(body.get_content()) <= MAIL_LIMIT
    assert "The attached page holds all of them in full" in body.get_content()


def test_an_archive_is_linked_instead() -> None:
    digest = flood(120)
    delivery = letter(digest, Renderer(archive="https://desk.example/archive"))
    address = f"https://desk.example/archive/digests/{digest.id}.html"
    assert delivery.payload["attachments"] == {}
    assert address in lxml_html.document_fromstring(delivery.payload["html"]).xpath("//a/@href")
    assert address in delivery.payload["text"]
    assert delivery.payload["headers"]["List-Archive"] == "<https://desk.example/archive/>"
    first, *_ = Renderer(archive="https://desk.example/archive").deliveries(digest, kind="slack", destinations=["C1"])
    assert f"<{address}|in the archive>" in str(first.payload["blocks"])


def test_a_notice_is_in_no_archive() -> None:
    notice = Digest("dig_1", "team", "notice x", datetime(2026, 4, 13, tzinfo=UTC), (), "The feed does not answer.")
    delivery = letter(notice, Renderer(archive="https://desk.example"))
    assert "desk.example" not in delivery.payload["html"]
    assert delivery.payload["subject"] == "The feed does not answer."


# ---------------------------------------------------------------- headers and readers


@pytest.mark.parametrize(
    ("unsubscribe", "headers"),
    [
        ("", {}),
        ("mailto:desk@b.example", {"List-Unsubscribe": "<mailto:desk@b.example?subject=unsubscribe%20team>"}),
        ("mailto:desk@b.example?subject=stop", {"List-Unsubscribe": "<mailto:desk@b.example?subject=stop>"}),
        (
            "https://b.example/stop",
            {"List-Unsubscribe": "<https://b.example/stop>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        ),
    ],
)
def test_mail_programs_are_told_where_to_unsubscribe(unsubscribe: str, headers: dict[str, str]) -> None:
    made: dict[str, Any] = letter(digest_of(moved()), Renderer(unsubscribe=unsubscribe)).payload["headers"]
    assert {name: value for name, value in made.items() if name.startswith("List-Unsubscribe")} == headers


def test_each_receiver_reads_numbers_and_times_of_their_own() -> None:
    renderer = Renderer(timezone="Europe/Brussels", readers={"team": Reader("de", "Asia/Tokyo")})
    mine = letter(digest_of(moved()), renderer).payload["text"]
    other = letter(replace(digest_of(moved()), receiver="others"), renderer).payload["text"]
    assert "Mo., 13. Apr. 2026, 15:30" in mine
    assert "4,2 Millionen containers" in mine
    assert "Mon, Apr 13, 2026, 08:30" in other


def test_the_subject_says_what_happened_and_how_much_there_is() -> None:
    subject = letter(digest_of(moved(), finding(FindingKind.POLICY_CONFIRMED, 9))).payload["subject"]
    assert subject == (
        "Containers handled by the port: 4 million → 4.2 million containers (+5%)"
        " · 1 metric changed, 1 policy confirmed"
    )


def test_a_deadline_that_comes_near_is_in_the_first_sentence() -> None:
    mention = policy_mention(effective="2026-05-01", date="2026-04-10")
    view = digest_view(digest_of(finding(FindingKind.POLICY_NEW, mention=mention)), Figures())
    assert view.lead == (
        "Ministry of Ports: Plan for ports – adopted on Apr 10, 2026, in effect from May 1, 2026 (in 18 days)"
    )


def test_what_is_wrong_with_a_number_is_in_the_first_sentence() -> None:
    views = {
        kind: digest_view(digest_of(replace(moved(), kind=kind)), Figures()).lead
        for kind in (FindingKind.METRIC_CONFLICT, FindingKind.METRIC_REVISED, FindingKind.CLAIM_INCONSISTENT)
    }
    assert list(views.values()) == [
        "Containers handled by the port: sources disagree, 4 million vs. 4.2 million containers (+5%)",
        "Containers handled by the port: corrected, 4 million → 4.2 million containers (+5%)",
        "Containers handled by the port: 4.2 million containers, which does not add up",
    ]


def test_a_date_that_comes_near_goes_before_sources_that_disagree() -> None:
    near = finding(FindingKind.POLICY_NEW, 2, mention=policy_mention(effective="2026-05-01"))
    digest = digest_of(replace(moved(), kind=FindingKind.METRIC_CONFLICT), near)
    (section,) = digest.sections
    assert [entry.lead.finding.id for entry in section.entries] == ["find_2", "find_1"]


def test_slack_is_given_charts_only_where_it_may_show_them() -> None:
    digest = digest_of(moved(), finding(FindingKind.POLICY_NEW, 5), finding(FindingKind.POLICY_NEW, 6))
    made = Renderer(slack_charts=True).deliveries(digest, kind="slack", destinations=["C1"])
    images = [(one, block) for one in made for block in one.payload["blocks"] if block["type"] == "image"]
    ((delivery, image),) = images
    assert image["alt_text"] == "3 values, from 3 million containers to 4.2 million containers"
    (picture,) = delivery.payload["charts"].items()
    assert picture[0] == image["slack_file"]["id"]
    assert b64decode(picture[1]).startswith(b"\x89PNG")
    assert [check_blocks(one.payload) for one in made] == [()] * len(made)
    plain = Renderer().deliveries(digest, kind="slack", destinations=["C1"])
    assert not any("charts" in one.payload or "image" in str(one.payload["blocks"]) for one in plain)
