"""The archive as a folder of pages: every link leads somewhere, search finds, feed and calendar are what they claim."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from browser import dom
from digest_samples import HOSTILE, NOW, digest_of, finding, metric_mention, origin, policy_mention
from icalendar import Calendar
from lxml import html as lxml_html

from tracker.digests.figures import Figures
from tracker.digests.site.build import Archive, pages
from tracker.model import (
    FindingKind,
    Instrument,
    Kind,
    Observation,
    Policy,
    PolicyStep,
    Series,
    Stage,
)


def day(number: int, month: int = 3) -> datetime:
    return datetime(2026, month, number, tzinfo=UTC)


def a_policy(**changes: object) -> Policy:
    consulted = policy_mention(
        "The ministry consults on a plan for quiet ports until 20 April.", stage=Stage.CONSULTATION,
        effective="2026-04-20",
    )  # fmt: skip
    adopted = policy_mention("The plan for quiet ports takes effect on 1 July 2026.", effective="2026-07-01")
    steps = (
        PolicyStep(consulted, origin(1, published=day(2))),
        PolicyStep(adopted, origin(2, published=day(9), url=None)),
        PolicyStep(adopted, origin(3, published=day(10), outlets=("Radio Delta",))),
    )
    return replace(Policy("pol_1", "plan for quiet ports", steps), **changes)  # type: ignore[arg-type]


def a_series(*values: float, **changes: object) -> Series:
    told = tuple(
        Observation(
            metric_mention(f"{value:g} containers", value=value, period=f"2026-0{place + 1}"),
            origin(place, published=day(5, place + 1)),
        )
        for place, value in enumerate(values)
    )
    return replace(Series("ser_1", "Containers in port", told), **changes)  # type: ignore[arg-type]


def archive(**changes: object) -> Archive:
    news = (
        finding(FindingKind.POLICY_NEW, 1, target_id="pol_1"),
        finding(FindingKind.METRIC_CHANGED, 2, target_id="ser_1", old=4.0e6, new=4.2e6),
        finding(FindingKind.METRIC_NEW, 3, target_id="ser_gone"),
    )
    made = Archive((digest_of(*news),), (a_policy(),), (a_series(40.0, 44.0, 41.0),), news, NOW)
    return replace(made, **changes)  # type: ignore[arg-type]


def files(made: Archive | None = None) -> dict[str, bytes]:
    return dict(pages(made or archive(), Figures(timezone="Europe/Brussels")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in files().items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(content)
    return tmp_path / "site"


def links(page: Path) -> Iterator[str]:
    tree = lxml_html.document_fromstring(page.read_bytes())
    yield from tree.xpath("//@href | //@src | //form/@action")


def test_every_link_leads_to_a_file_of_the_folder_or_to_a_source(folder: Path) -> None:
    seen = 0
    for page in folder.rglob("*.html"):
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme:
                assert (parts.scheme, parts.hostname) == ("https", "news.example")
            else:
                seen += 1
                assert (page.parent / parts.path).resolve().is_relative_to(folder)
                assert (page.parent / parts.path).is_file(), (page, link)
    assert seen > 50


def test_search_finds_in_a_real_browser_from_the_folder_alone(folder: Path) -> None:
    page = lxml_html.document_fromstring(dom(folder.parent, f"{(folder / 'index.html').as_uri()}?q=PLAN+quie"))
    (found, *_) = page.xpath("//ul[@id='found']/li/a")
    assert found.text == "Plan for quiet ports"
    assert (folder / found.get("href")).is_file()
    assert page.xpath("//div[@id='page']/@hidden")
    none = lxml_html.document_fromstring(dom(folder.parent, f"{(folder / 'policies.html').as_uri()}?q=zebra"))
    assert none.xpath("//ul[@id='found']/li/text()") == ["Nothing holds all of these words."]


def test_a_policy_page_tells_its_life_with_quotes_and_sources() -> None:
    page = lxml_html.document_fromstring(files()["policies/pol_1.html"])
    assert page.xpath("//h1/text()") == ["Plan for quiet ports"]
    assert [step.text for step in page.xpath("//ol[@class='line']/li/h3")] == ["Adopted ", "Consultation "]
    assert page.xpath("//li[@aria-current='step']/text()") == ["adopted"]
    # the same sentence from two outlets is one quote with two sources
    assert len(page.xpath("//blockquote")) == 2
    told = " ".join(page.xpath("//ol[@class='line']/li[1]")[0].text_content().split())
    assert "in effect from Jul 1, 2026" in told
    assert "“A headline”, Mar 9, 2026 · Radio Delta in weekly letter, Mar 10, 2026" in told
    assert page.xpath("//ol[@class='line']/li[2]//a/@href")[0].startswith("https://news.example/1#:~:text=")


def test_a_metric_page_shows_a_chart_that_says_its_numbers_and_every_observation() -> None:
    page = lxml_html.document_fromstring(files()["metrics/ser_1.html"])
    (title,) = page.xpath("//*[local-name()='svg'][@role='img']/*[local-name()='title']/text()")
    assert title == (
        "Containers in port: 3 values, from 40 containers (January 2026) to 41 containers (March 2026), "
        "highest 44 containers (February 2026)"
    )
    assert [cell.text_content() for cell in page.xpath("//tbody/tr/td[1]")] == [
        "March 2026", "February 2026", "January 2026",
    ]  # fmt: skip
    assert len(page.xpath("//*[local-name()='circle']")) == 3
    assert page.xpath("//mark/text()") == ["41 containers", "44 containers", "40 containers"]


def test_one_value_is_no_chart() -> None:
    assert b"<svg" not in files(archive(series=(a_series(40.0),)))["metrics/ser_1.html"]


def test_entries_of_a_digest_lead_to_their_pages_where_there_are_some() -> None:
    made = archive()
    page = lxml_html.document_fromstring(files(made)[f"digests/{made.digests[0].id}.html"])
    assert page.xpath("//h3/a/@href") == ["../policies/pol_1.html", "../metrics/ser_1.html"]


def test_the_feed_is_whole_and_its_ids_stay() -> None:
    first, again = (feedparser.parse(files()["feed.atom"]) for _ in range(2))
    assert first.bozo == 0
    assert first.version == "atom10"
    assert [entry.id for entry in first.entries] == [entry.id for entry in again.entries]
    assert len({entry.id for entry in first.entries}) == 3
    assert first.entries[0].title == "New policy: Ministry of Ports: Plan for ports – adopted"
    assert first.entries[0].link == "policies/pol_1.html"
    assert "The ministry issued a plan for ports on 10 April." in first.entries[0].content[0].value


def test_the_calendar_holds_deadlines_dates_in_force_and_targets() -> None:
    target = a_series(90.0)
    mention = replace(target.observations[0].mention, kind=Kind.TARGET, period="2030")
    target = replace(target, observations=(replace(target.observations[0], mention=mention),))
    events = {
        str(event["UID"]): event
        for event in Calendar.from_ical(files(archive(series=(target,)))["policies.ics"]).walk("VEVENT")
    }
    assert {uid: (str(event["SUMMARY"]), event["DTSTART"].dt) for uid, event in events.items()} == {
        "pol_1-consultation-end@policy-tracker": ("Consultation closes: plan for quiet ports", date(2026, 4, 20)),
        "pol_1-start@policy-tracker": ("In force: plan for quiet ports", date(2026, 7, 1)),
        "ser_1-target-2030@policy-tracker": ("Target: Containers in port: 90 containers", date(2030, 12, 31)),
    }
    assert "until 20 April" in str(events["pol_1-consultation-end@policy-tracker"]["DESCRIPTION"])


def test_a_date_that_moves_keeps_its_uid_and_counts_on() -> None:
    later = policy_mention("The plan now takes effect on 1 October 2026.", effective="2026-10-01")
    policy = a_policy()
    moved = replace(policy, steps=(*policy.steps, PolicyStep(later, origin(9, published=day(20)))))
    (event,) = [
        event
        for event in Calendar.from_ical(files(archive(policies=(moved,)))["policies.ics"]).walk("VEVENT")
        if event["UID"] == "pol_1-start@policy-tracker"
    ]
    assert (event["DTSTART"].dt, event["SEQUENCE"], event["STATUS"]) == (date(2026, 10, 1), 1, "CONFIRMED")


def test_the_dates_of_a_repealed_policy_are_cancelled() -> None:
    gone = policy_mention("The plan was repealed.", stage=Stage.REPEALED, instrument=Instrument.PLAN)
    policy = a_policy()
    repealed = replace(policy, steps=(*policy.steps, PolicyStep(gone, origin(9, published=day(20)))))
    events = Calendar.from_ical(files(archive(policies=(repealed,)))["policies.ics"]).walk("VEVENT")
    assert {str(event["STATUS"]) for event in events} == {"CANCELLED"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_break_no_page_index_feed_or_calendar(text: str) -> None:
    mention = policy_mention(text or "x", effective="2026-07-01", issuers=(text,))
    policy = Policy("pol_1", text, (PolicyStep(mention, origin(1, item_title=text, outlets=(text or "a",))),))
    number = metric_mention(text or "x", evidence=text or "x", period="2026-03")
    series = Series("ser_1", text, (Observation(number, origin(2)), Observation(number, origin(3))))
    news = (finding(FindingKind.POLICY_NEW, 1, target_id="pol_1", target=text, mention=mention),)
    made = files(archive(policies=(policy,), series=(series,), findings=news, title=text))
    for name, content in made.items():
        if name.endswith(".html"):
            page = lxml_html.document_fromstring(content)
            assert len(page.xpath("//script")) == 2
            assert not page.xpath("//b | //img | //*[@onmouseover]")
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", content.decode())
    assert feedparser.parse(made["feed.atom"]).bozo == 0
    assert len(list(Calendar.from_ical(made["policies.ics"]).walk("VEVENT"))) == 1
    index = made["search-index.js"].decode()
    assert json.loads(index.removeprefix("window.TRACKER_INDEX=").removesuffix(";\n"))
    assert "</" not in index


def test_the_same_archive_gives_the_same_files() -> None:
    assert files() == files()
