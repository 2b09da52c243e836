"""What leaves for Slack, mail, files and the terminal: complete, within every limit, and inert."""

from __future__ import annotations

import html
import json
import os
import re
from itertools import pairwise
from typing import Any

import pytest
from digest_samples import (
    HOSTILE,
    NOW,
    Maker,
    counts,
    digest_of,
    finding,
    metric_mention,
    origin,
    policy_mention,
    seeds,
    selected,
)
from hypothesis import given, settings
from lxml import html as lxml_html
from servers.slack_blocks import faults_of_blocks

from tracker.digests.blocks import check_blocks
from tracker.digests.compose import compose
from tracker.digests.mail import MAIL_LIMIT, encoded_size
from tracker.digests.plain import columns, plain
from tracker.digests.render import Renderer
from tracker.model import Digest, Excerpt, Finding, FindingKind, Stage, Urgency

EXAMPLES = int(os.environ.get("DIGEST_EXAMPLES", "60"))
RENDERER = Renderer(timezone="Europe/Brussels")


def slack(digest: Digest, renderer: Renderer = RENDERER) -> list[dict[str, Any]]:
    return [dict(one.payload) for one in renderer.deliveries(digest, kind="slack", destinations=["C1"])]


def text_of(digest: Digest, renderer: Renderer = RENDERER) -> str:
    return str(renderer.deliveries(digest, kind="terminal", destinations=["terminal"])[0].payload["text"])


def mail(digest: Digest, to: str = "reader@example.org", sender: str = "Tracker <t@example.org>") -> dict[str, Any]:
    return dict(RENDERER.deliveries(digest, kind="email", destinations=[to], sender=sender)[0].payload)


def html_of(digest: Digest) -> str:
    files = RENDERER.deliveries(digest, kind="file", destinations=["out"])[0].payload["files"]
    return next(str(content) for name, content in files.items() if name.endswith(".html"))


def strings(value: Any) -> list[str]:
    """Every text object's text in a message, in order."""
    if isinstance(value, dict):
        if value.get("type") in {"mrkdwn", "plain_text"}:
            return [value["text"]]
        return [text for part in value.values() for text in strings(part)]
    return [text for part in value for text in strings(part)] if isinstance(value, list) else []


def as_read(text: str) -> str:
    """What a reader of Slack sees: entities decoded, links by their label, bold signs and word joiners gone."""
    labelled = re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", text)
    return html.unescape(labelled).replace("\u2060", "").replace("*", "")


def bare(text: str) -> str:
    """A text without spaces, which lines and pieces may break, and without the signs of Slack's bold."""
    return re.sub(r"\s+", "", text).replace("*", "").replace("\u2060", "")


def found(digest: Digest) -> list[tuple[str, Finding]]:
    """Every finding that is told by its quote, with its section: a story that joins another is told by its source."""
    return [
        (section.name, selection.finding)
        for section in digest.sections
        for entry in section.entries
        for selection in (entry.lead, *entry.also)
        if selection is entry.lead or selection.finding.kind is not FindingKind.STORY_NEW
    ]


def shown_quote(section: str, one: Finding) -> str:
    """The longest run of the quote that every form of the digest has to show word for word."""
    mark = re.match(r"q\d+x", one.quote)
    whole = plain(one.quote if section == "confirmed" else one.evidence)
    start = whole.index(mark[0]) if mark else 0
    return whole[start : start + 90].rsplit(" ", 1)[0]


@settings(max_examples=EXAMPLES)
@given(seeds, counts)
def test_slack_gets_every_quote_word_for_word_within_every_limit(seed: int, count: int) -> None:
    digest = digest_of(*Maker(seed).selections(count))
    messages = slack(digest)
    assert [check_blocks(message) for message in messages] == [()] * len(messages)
    details = messages[1:] or messages
    read = bare("".join(as_read(text) for message in details for text in strings(message["blocks"])))
    for section, one in found(digest):
        assert bare(shown_quote(section, one)) in read


@settings(max_examples=EXAMPLES)
@given(seeds, counts)
def test_with_buttons_no_limit_is_broken_and_each_finding_that_leads_has_its_own(seed: int, count: int) -> None:
    digest = digest_of(*Maker(seed).selections(count))
    messages = slack(digest, Renderer(slack_buttons=lambda: True))
    assert [(check_blocks(one), faults_of_blocks(one["blocks"])) for one in messages] == [((), [])] * len(messages)
    places = [block["block_id"] for one in messages for block in one["blocks"] if block["type"] == "actions"]
    leads = [
        f"{digest.id} {entry.lead.finding.id}"
        for section in digest.sections
        for entry in section.entries
        if section.name != "confirmed"
    ]
    assert sorted(places) == sorted(leads)


@settings(max_examples=EXAMPLES)
@given(seeds, counts)
def test_slack_is_given_no_mention_link_or_control_character_of_a_text(seed: int, count: int) -> None:
    digest = digest_of(*Maker(seed).selections(count))
    for message in slack(digest):
        for text in [message["text"], *strings(message["blocks"])]:
            assert not re.search("&(?!(?:amp|lt|gt);)", text)
            for link in re.findall(r"<[^>]*>?", text):
                assert re.match(r"<https?://[^<>|]+\|", link), link
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
        assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)


@settings(max_examples=EXAMPLES)
@given(seeds, counts)
def test_pages_and_plain_text_hold_every_quote_word_for_word(seed: int, count: int) -> None:
    digest = digest_of(*Maker(seed).selections(count))
    page = lxml_html.document_fromstring(html_of(digest).encode())
    read, text = bare(page.text_content()), bare(text_of(digest))
    for section, one in found(digest):
        assert bare(shown_quote(section, one)) in read
        assert bare(shown_quote(section, one)) in text
    assert not page.xpath(
        "//script | //b | //img[not(starts-with(@src, 'data:image/png;base64,'))] | //*[@onmouseover]"
    )
    assert all(re.match("https?://", address) for address in page.xpath("//@href"))


@settings(max_examples=EXAMPLES)
@given(seeds, counts)
def test_plain_text_keeps_to_72_columns_but_for_addresses(seed: int, count: int) -> None:
    digest = digest_of(*Maker(seed).selections(count))
    lines = text_of(digest).splitlines()
    assert [line for line in lines if columns(line) > 72 and "http" not in line] == []
    assert not any(first == second == "" for first, second in pairwise(lines))


@settings(max_examples=EXAMPLES)
@given(seeds, counts)
def test_mail_stays_below_the_size_at_which_it_is_clipped(seed: int, count: int) -> None:
    digest = digest_of(*Maker(seed).selections(count))
    letter = mail(digest)
    assert encoded_size(letter["html"]) <= MAIL_LIMIT
    assert all("\n" not in str(value) and "\r" not in str(value) for value in letter["headers"].values())
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", letter["subject"])


def many(count: int) -> Digest:
    quote = "The ministry issued rule {} for harbours, which asks operators to report " + "much and often, " * 12
    return digest_of(
        *(
            finding(FindingKind.POLICY_NEW, n, target=f"Harbour rule {n}", mention=policy_mention(quote.format(n)))
            for n in range(count)
        )
    )


def test_a_long_digest_fits_into_a_mail_and_loses_nothing() -> None:
    letter = mail(many(300))
    assert encoded_size(letter["html"]) <= MAIL_LIMIT
    assert "in one line each" in letter["html"]
    assert all(f"Harbour rule {n} –" in letter["html"] or f">Harbour rule {n}<" in letter["html"] for n in range(300))
    assert all(f"issued rule {n} for harbours" in " ".join(letter["text"].split()) for n in range(300))


def test_forty_findings_stand_in_a_mail_in_full() -> None:
    page = mail(many(40))["html"]
    assert page.count("<blockquote") == 40
    assert encoded_size(page) <= MAIL_LIMIT


def test_a_digest_of_more_findings_than_one_line_each_fit_still_goes_out() -> None:
    letter = mail(many(1_500))
    assert encoded_size(letter["html"]) <= MAIL_LIMIT
    assert re.search(r"only the first \d+ of 1500 entries stand here", letter["html"])
    assert "issued rule 1499 for harbours" in " ".join(letter["text"].split())


def test_a_long_digest_becomes_a_thread() -> None:
    messages = slack(many(60))
    assert len(messages) > 2
    assert [check_blocks(message) for message in messages] == [()] * len(messages)
    top = strings(messages[0]["blocks"])
    assert top[0] == "Ministry of Ports: Harbour rule 0 – adopted"
    assert top[1].startswith("60 new policies · ")
    assert top[-1] == "and 48 more in the thread"


def test_the_small_print_takes_no_line_of_the_headline_message() -> None:
    news = [finding(FindingKind.POLICY_NEW, n) for n in range(3)]
    brief = [finding(FindingKind.METRIC_CONFIRMED, n) for n in range(3, 7)]
    top = strings(slack(digest_of(*news, *brief))[0]["blocks"])
    assert not any("Confirmed" in text for text in top)
    assert top[-1] == "and 4 more in the thread"
    assert any("*Confirmed*" in text for text in strings(slack(digest_of(*brief))[0]["blocks"]))


def test_one_finding_needs_no_thread() -> None:
    (message,) = slack(digest_of(finding(FindingKind.POLICY_NEW)))
    assert [block["type"] for block in message["blocks"]].count("header") == 2


def test_ids_name_digest_destination_and_place() -> None:
    digest = many(60)
    once = RENDERER.deliveries(digest, kind="slack", destinations=["C1", "C2"])
    again = Renderer(timezone="Europe/Brussels").deliveries(digest, kind="slack", destinations=["C2", "C1"])
    assert len({delivery.id for delivery in once}) == len(once)
    assert {delivery.id for delivery in once} == {delivery.id for delivery in again}
    for channel in ("C1", "C2"):
        mine = [delivery.sequence for delivery in once if delivery.destination == channel]
        assert mine == list(range(len(mine)))
    for delivery in once:
        assert delivery.payload["metadata"] == {
            "event_type": "policy_tracker_digest",
            "event_payload": {"id": delivery.id},
        }
        json.dumps(dict(delivery.payload))


def test_each_address_gets_a_letter_of_its_own_in_one_thread() -> None:
    first, second = (
        RENDERER.deliveries(
            digest_of(finding(FindingKind.POLICY_NEW, n)),
            kind="email",
            destinations=["a@example.org", "b@example.org"],
            sender="Tracker <t@mail.example>",
        )
        for n in (1, 2)
    )
    assert [delivery.payload["to"] for delivery in first] == ["a@example.org", "b@example.org"]
    headers = [delivery.payload["headers"] for delivery in (*first, *second)]
    assert len({header["Message-ID"] for header in headers}) == 4
    assert headers[0]["References"] == headers[2]["References"] != headers[1]["References"]
    assert all(re.fullmatch(r"<[0-9a-f]{40}@mail\.example>", header["Message-ID"]) for header in headers)
    assert headers[0]["Date"] == "Mon, 13 Apr 2026 06:30:00 +0000"
    assert headers[0]["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<team\.[0-9a-f]{8}\.mail\.example>", headers[0]["List-Id"])


@pytest.mark.parametrize("sender", ["", "nobody", "x@-.-", "x@" + "a" * 300])
def test_without_a_usable_sender_ids_end_in_a_domain_that_cannot_exist(sender: str) -> None:
    letter = mail(digest_of(finding(FindingKind.POLICY_NEW)), sender=sender)
    assert letter["headers"]["Message-ID"].endswith("@policy-tracker.invalid>")


def test_files_have_safe_names() -> None:
    digest = digest_of(finding(FindingKind.POLICY_NEW))
    payload = RENDERER.deliveries(digest, kind="file", destinations=["out"])[0].payload
    assert list(payload["files"]) == [f"2026-04-13T0830-{digest.id}.{end}" for end in ("html", "txt", "slack.json")]
    odd = compose([selected(finding(FindingKind.POLICY_NEW))], receiver="team", slot="../../a b\0", created=NOW)
    assert odd is not None
    names = RENDERER.deliveries(odd, kind="file", destinations=["out"])[0].payload["files"]
    assert all(re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", name) for name in names)


def test_an_unknown_kind_of_receiver_is_a_bug() -> None:
    with pytest.raises(ValueError, match="pigeon"):
        RENDERER.deliveries(digest_of(finding(FindingKind.POLICY_NEW)), kind="pigeon", destinations=["x"])


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_headlines_leave_the_page_its_layout(title: str) -> None:
    digest = digest_of(finding(FindingKind.POLICY_NEW, target=title))
    page = lxml_html.document_fromstring(html_of(digest).encode())
    assert [heading.tag for heading in page.xpath("//h1 | //h2 | //h3")] == ["h1", "h2", "h3"]
    assert len(page.xpath("//h3")[0].text_content()) <= 200
    assert page.get("lang") == "en"
    assert all(table.get("role") == "presentation" for table in page.xpath("//table"))


# ---------------------------------------------------------------- what is told


def changed() -> Finding:
    return finding(
        FindingKind.METRIC_CHANGED,
        mention=metric_mention(period="2026-03", scope=("Rotterdam",)),
        old=4.0e6,
        new=4.2e6,
        old_period="2026-02",
        history=((None, 3.0e6), (None, 4.0e6), (None, 4.2e6)),
        voices=("Harbour Times", "Radio Delta"),
        perhaps=("ser_7",),
    )


@pytest.mark.parametrize(
    "words",
    [
        "4 million → 4.2 million containers (+200,000, +5%)",
        "March 2026, compared with February 2026 · Rotterdam",
        "▁▇█ 3 values, from 3 million containers to 4.2 million containers",
        "“The port handled 4.2 million containers in March, its customs office said.”",
        "– Harbour Times in weekly letter, Apr 12 https://news.example/1",
        "Radio Delta",
        "08:30 · for team · watch: ports",
        "Perhaps the same as: ser_7",
    ],
)
def test_a_changed_metric_is_told_whole(words: str) -> None:
    assert words in " ".join(text_of(digest_of(changed())).split())


def test_a_policy_is_told_whole() -> None:
    mention = policy_mention(date="2026-04-10", effective="2027-01-01")
    text = text_of(digest_of(finding(FindingKind.POLICY_NEW, mention=mention, stages=(Stage.DRAFT, Stage.ADOPTED))))
    assert "■ Plan for ports\n  Plan, Netherlands\n  Ministry of Ports\n" in text
    assert "  Adopted on Apr 10, 2026, in effect from Jan 1, 2027\n" in text


@pytest.mark.parametrize(
    ("stages", "stage", "told"),
    [
        ((Stage.DRAFT,), Stage.ADOPTED, "○ announced → ● draft → ○ consultation → ◉ adopted → ○ in force"),
        (
            (Stage.ANNOUNCED,),  # carried out: whatever was not told of lies before
            Stage.IMPLEMENTED,
            "● announced → ○ draft → ○ consultation → ○ adopted → ○ in force → ◉ implemented",
        ),
        (
            (Stage.DRAFT, Stage.ADOPTED),  # repealed: nothing is to come
            Stage.REPEALED,
            "○ announced → ● draft → ○ consultation → ● adopted → ◉ repealed",
        ),
        (
            (Stage.ADOPTED, Stage.DELAYED),  # an unusual step behind the one that it followed
            Stage.DELAYED,
            "○ announced → ○ draft → ○ consultation → ● adopted → ◉ delayed → ○ in force",
        ),
        (
            (Stage.ADOPTED, Stage.REPEALED),  # taken up again
            Stage.DRAFT,
            "○ announced → ◉ draft → ○ consultation → ● adopted → ● repealed → ○ in force",
        ),
        ((Stage.DELAYED,), Stage.SUSPENDED, "● delayed → ◉ suspended"),  # nobody knows where in its life it stood
    ],
)
def test_the_steps_of_a_policy_stand_in_the_order_of_its_life(
    stages: tuple[Stage, ...], stage: Stage, told: str
) -> None:
    mention = policy_mention(stage=stage)
    text = text_of(digest_of(finding(FindingKind.POLICY_NEW, mention=mention, stages=stages)))
    assert told in " ".join(text.split())


def test_a_date_that_stands_behind_the_quote_is_proved_too() -> None:
    proof = "The ministry issued a plan for ports on 10 April. It applies from 1 May."
    mention = policy_mention(effective="2026-05-01", evidence=proof)
    text = text_of(digest_of(finding(FindingKind.POLICY_NEW, mention=mention)))
    assert f"“{proof}”" in " ".join(text.split())


def test_conflicting_values_stand_against_each_other_with_both_sources() -> None:
    one = finding(
        FindingKind.METRIC_CONFLICT,
        old=3.9e6,
        new=4.2e6,
        against=origin(2, outlets=("Radio Delta",)),
        reason="radio Delta told another value",
    )
    text = text_of(digest_of(one))
    assert "3.9 million vs. 4.2 million containers" in text
    assert "Radio Delta in weekly letter (earlier)" in text
    assert "Radio Delta told another value." in text


def test_the_number_is_marked_in_slack_and_on_the_page() -> None:
    digest = digest_of(changed())
    assert ">The port handled *4.2 million containers* in March" in "".join(strings(slack(digest)[0]["blocks"]))
    marked = lxml_html.document_fromstring(html_of(digest).encode()).xpath("//blockquote/strong/text()")
    assert marked == ["4.2 million containers"]


def test_a_source_without_a_link_names_the_headline_to_look_for() -> None:
    one = finding(FindingKind.POLICY_NEW, origin=origin(1, url=None, item_title="Ports **plan** ahead"))
    assert "Harbour Times in weekly letter, “Ports plan ahead”, Apr 12" in " ".join(text_of(digest_of(one)).split())


def test_links_jump_to_the_sentence() -> None:
    page = lxml_html.document_fromstring(html_of(digest_of(changed())).encode())
    assert page.xpath("//a/@href") == [
        "https://news.example/1#:~:text=The%20port%20handled%204.2%20million%20containers%20in%20March%2C%20its"
        "%20customs%20office%20said."
    ]


def test_what_the_text_says_of_the_change_is_told_with_whether_it_agrees() -> None:
    from tracker.model import Change

    mention = metric_mention(change=Change(9.0, "%", "up", "yoy"))
    base = {"old": 4.0e6, "new": 4.2e6, "mention": mention}
    wrong = text_of(digest_of(finding(FindingKind.METRIC_CHANGED, agrees=False, **base)))
    open_ = text_of(digest_of(finding(FindingKind.METRIC_CHANGED, agrees=None, **base)))
    assert "The text says up 9% year on year, which does not agree with the" in wrong
    assert "The text says up 9% year on year.\n" in open_


def test_new_numbers_of_one_sentence_stand_over_one_quote() -> None:
    sentence = "The port handled 4.2 million containers and 7 cruise ships in March."
    one = metric_mention(evidence=sentence, start=17, end=39)
    two = metric_mention("7 cruise ships", evidence=sentence, start=44, end=58, value=7.0, unit="cruise ship")
    findings = [
        finding(FindingKind.METRIC_NEW, n, target=f"Target {n}", mention=mention, origin=origin(1))
        for n, mention in ((2, one), (1, two))
    ]
    digest = digest_of(*findings)
    text = " ".join(text_of(digest).split())
    assert "■ Target 2 4.2 million containers ■ Target 1 7 cruise ships “The port" in text
    assert text.count("The port handled") == 1
    marked = lxml_html.document_fromstring(html_of(digest).encode()).xpath("//blockquote/strong/text()")
    assert marked == ["4.2 million containers", "7 cruise ships"]


@pytest.mark.parametrize(
    ("stage", "effective", "words"),
    [
        (Stage.ADOPTED, "2027-01-01", "Adopted, in effect from Jan 1, 2027"),
        (Stage.ADOPTED, "2026/2028", "Adopted for 2026–2028"),
        (Stage.DELAYED, "2026-10", "Delayed to October 2026"),  # the new date, not the old one
        (Stage.EXTENDED, "2028", "Extended to 2028"),
    ],
)
def test_dates_of_a_policy_read_as_its_step_does(stage: Stage, effective: str, words: str) -> None:
    mention = policy_mention(stage=stage, effective=effective)
    assert f"  {words}\n" in text_of(digest_of(finding(FindingKind.POLICY_NEW, mention=mention)))


def test_a_confirmation_that_differs_by_rounding_is_no_change() -> None:
    lead = finding(FindingKind.METRIC_NEW, 1, target_id="t")
    same = finding(FindingKind.METRIC_CONFIRMED, 2, target_id="t", old=4.19e6, new=4.2e6)
    assert "+ Confirmed\n    – Harbour Times in weekly letter, Apr 12\n" in text_of(digest_of(lead, same))


def test_what_is_confirmed_takes_one_line() -> None:
    text = " ".join(text_of(digest_of(finding(FindingKind.METRIC_CONFIRMED))).split())
    assert "• Containers handled by the port: 4.2 million containers – confirmed. “The port handled 4.2" in text


def test_rules_are_named_once_where_all_entries_share_them() -> None:
    one, two = finding(FindingKind.POLICY_NEW, 1), finding(FindingKind.POLICY_NEW, 2)
    same = text_of(digest_of(selected(one), selected(two)))
    different = text_of(digest_of(selected(one), selected(two, watches=("quays",))))
    assert (same.count("watch: ports"), same.count("Watch: ")) == (1, 0)
    assert (different.count("Watch: ports"), different.count("Watch: quays"), different.count("watch: ")) == (1, 1, 0)


def test_urgent_findings_say_so() -> None:
    text = text_of(digest_of(selected(finding(FindingKind.POLICY_NEW), urgency=Urgency.NOW)))
    assert "Plan, Netherlands · urgent" in text


def test_dates_and_numbers_follow_locale_and_zone() -> None:
    german = Renderer(timezone="Asia/Tokyo", locale="de")
    text = text_of(digest_of(changed()), german)
    assert "Mo., 13. Apr. 2026, 15:30" in text
    assert "4,2 Millionen containers" in text


@pytest.mark.parametrize(
    ("title", "stage", "shown"),
    [
        ("Consultation on draft measures for ports", Stage.ADOPTED, "Measures for ports"),
        ("Draft rules on ballast water", Stage.IN_FORCE, "Rules on ballast water"),
        ("Public consultation on the proposed port act", Stage.ADOPTED, "Port act"),
        # still being consulted on, or put off
        ("Consultation on draft measures for ports", Stage.CONSULTATION, "Consultation on draft measures for ports"),
        ("Draft rules on ballast water", Stage.DELAYED, "Draft rules on ballast water"),
        # a name that only begins alike
        ("Consultation on energy labels", Stage.IMPLEMENTED, "Consultation on energy labels"),
        ("Drafting manual for port rules", Stage.ADOPTED, "Drafting manual for port rules"),
        ("Draft", Stage.ADOPTED, "Draft"),
    ],
)
def test_a_decided_policy_is_no_draft_any_more(title: str, stage: Stage, shown: str) -> None:
    mention = policy_mention(stage=stage)
    text = text_of(digest_of(finding(FindingKind.POLICY_UPDATED, target=title, mention=mention)))
    assert f"■ {shown}\n" in text


def test_findings_in_brief_over_one_quote_share_one_line() -> None:
    evidence = "The port handled 4.2 million containers and 12,000 ships."
    told = [
        finding(
            FindingKind.METRIC_NEW,
            number,
            target=name,
            mention=metric_mention(quote, evidence=evidence),
            origin=origin(1),
        )
        for number, name, quote in ((1, "Containers", "4.2 million containers"), (2, "Ships", "12,000 ships"))
    ]
    text = " ".join(text_of(digest_of(*(selected(one, urgency=Urgency.LOW) for one in told))).split())
    assert text.count("The port handled") == 1
    assert "• Containers: 4.2 million containers – new metric; Ships: 4.2 million containers – new metric. “" in text


def test_a_publisher_that_is_the_source_is_named_once() -> None:
    one = finding(FindingKind.POLICY_NEW, origin=origin(1, source="Harbour Brief", outlets=("HARBOUR BRIEF",)))
    assert "– Harbour Brief, Apr 12" in text_of(digest_of(one))


def test_both_sentences_of_a_story_are_shown_however_long_they_are() -> None:
    first, second = (f"{word} {'and on it goes ' * 35}to its end." for word in ("First", "Second"))
    told = Excerpt(first, 0, len(first), f"{first} […] {second}", words=("Second",))
    text = " ".join(text_of(digest_of(finding(FindingKind.STORY_NEW, mention=told))).split())
    assert f"“{first} […] {second}”" in text
