"""Of a forward the forwarded letter is read, of a reply only the answer, in plain text and in HTML."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Reading
from tracker.reading.layout import Layout
from tracker.reading.mail import lay_out_mail
from tracker.reading.quoted import letter_of

NEWS = (
    "The harbour council adopted a new rule on fees on 3 March 2026. Fees for cruise ships rise to 12 euros a "
    "passenger in May, and ships that burn no heavy oil pay half of that until the end of the year."
)
OLD = "The older mail says that fees fall to 3 euros."
HEAD = "From: Quay Letter <l@quay.example>\nSent: Monday, 6 April 2026 08:00\nTo: Ana\nSubject: Quay 12\n"
HTML_HEAD = HEAD.replace("<l@", "&lt;l@").replace("e>", "e&gt;").replace("\n", "<br>")


def laid_out(subject: str, plain: str = "", html: str = "") -> Layout:
    message = EmailMessage()
    message["From"] = "Ana <ana@desk.example>"
    message["Date"] = "Mon, 13 Apr 2026 06:30:00 +0000"
    message["Subject"] = subject
    message.set_content(html or plain, subtype="html" if html else "plain")
    return lay_out_mail(message.as_bytes())


@pytest.mark.parametrize(
    "plain",
    [
        f"{NEWS}\n\nOn Mon, 6 Apr 2026 at 08:00, Bob <b@x.example> wrote:\n> {OLD}\n> More.\n",
        f"{NEWS}\n\nOn Mon, 6 Apr 2026 at 08:00, Bob Builder of the Quay <\nb@x.example> wrote:\n\n> {OLD}\n",
        f"{NEWS}\n\nAm 06.04.2026 um 08:00 schrieb Bob:\n> {OLD}\n",
        f"{NEWS}\n\nLe lun. 6 avr. 2026 à 08:00, Bob <b@x.example> a écrit :\n> {OLD}\n",
        f"{NEWS}\n\n________________________________\n{HEAD}\n{OLD}\n",
        f"{NEWS}\n\n-----Original Message-----\n{HEAD}\n{OLD}\n",
        f"{NEWS}\n\nVon: Bob\nGesendet: Montag, 6. April 2026\nAn: Ana\nBetreff: Gebühren\n\n{OLD}\n",
    ],
    ids=range(7),
)
def test_of_a_reply_only_the_answer_is_read(plain: str) -> None:
    layout = laid_out("Re: Fees", plain)
    assert layout.text == NEWS
    assert (layout.title, layout.publisher) == ("Fees", "Ana")


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{NEWS}</div><div class='gmail_quote'><div>On Mon, 6 Apr 2026 at 08:00, Bob &lt;b@x&gt; wrote:<br></div>"
        f"<blockquote>{OLD}</blockquote></div>",
        f"<div>{NEWS}</div><hr><div id='divRplyFwdMsg'>{HTML_HEAD}</div><div>{OLD}</div>",
    ],
    ids=range(2),
)
def test_of_a_reply_in_html_too(html: str) -> None:
    assert laid_out("Re: Fees", html=html).text == NEWS


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        (f"FYI\n\n---------- Forwarded message ---------\n{HEAD}\n\n{NEWS}\n", ""),
        (f"-----Original Message-----\n{HEAD}\n{NEWS}\n", ""),
        (f"Begin forwarded message:\n\n> {HEAD.replace(chr(10), chr(10) + '> ')}\n> {NEWS}\n", ""),
        (f"See below.\n\n{HEAD}\n{NEWS}\n", ""),
        ("", f"<div>FYI<br><div>---------- Forwarded message ---------<br>{HTML_HEAD}</div><br><p>{NEWS}</p></div>"),
    ],
    ids=range(5),
)
def test_of_a_forward_the_letter_is_read_with_its_own_sender_day_and_title(plain: str, html: str) -> None:
    layout = laid_out("Fwd: Quay 12", plain, html)
    assert layout.text == NEWS
    assert (layout.title, layout.publisher) == ("Quay 12", "Quay Letter")
    assert layout.published is not None
    assert layout.published.date().isoformat() == "2026-04-06"


@pytest.mark.parametrize(
    "text",
    [
        "On Monday the minister wrote: the fee stays.",  # the line goes on
        "From: May on, fees rise.\n\nMore news follows.",
        "From Oslo to Bergen\nTo: be announced\nThe news goes on here.",
    ],
)
def test_a_letter_that_quotes_nobody_is_left_whole(text: str) -> None:
    assert laid_out("News", text).text.strip() == text


def test_a_forward_of_a_forward_is_read_to_its_letter() -> None:
    inner = f"---------- Forwarded message ---------\nFrom: Quay <q@x.example>\nSubject: Quay 12\n\n{NEWS}"
    head = "---------- Forwarded message ---------\nFrom: Bob <b@x.example>\nSubject: Fwd: Quay 12\n\n"
    outer = f"FYI\n\n{head}Look:\n\n{inner}"
    assert laid_out("Fwd: Quay 12", outer).text == NEWS


LINES = st.sampled_from(
    [
        "",
        "> ",
        "From: a",
        "To: b",
        "Subject: c",
        "Date: 1",
        "-----Original Message-----",
        "On 1 May 2026, x wrote:",
        "News.",
        "___",
    ]
)


@given(st.lists(LINES, max_size=14).map("\n".join), st.sampled_from(["", "Re: x", "Fwd: x"]))
def test_what_is_kept_stands_in_the_mail(text: str, subject: str) -> None:
    kept, _ = letter_of(Layout(text), subject)
    assert all(line.strip() in text for line in kept.text.split("\n"))
    assert isinstance(Reading(kept.text), Reading)
