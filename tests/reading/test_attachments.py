"""A mail that only covers what is attached gives the attached letter; one that is a letter gives itself."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from pdf_letters import printed
from test_word import paragraph, run, word

from tracker.intake.readers import is_risky
from tracker.model import Document, Reading
from tracker.reading import read
from tracker.reading.attachments import PDF, WORD
from tracker.reading.pdf import BROKEN

NOW = datetime(2026, 7, 1, tzinfo=UTC)
STORY = (
    "The port authority of Valparaiso has opened a public consultation on a new tariff for cruise ships. Ships that "
    "plug into the grid would pay a third less than those that keep their engines running."
)
COVER = "Dear reader,\n\nplease find our letter attached.\n\nThe quay team\n"


def mail(text: str, *attached: tuple[bytes, str, str]) -> Document:
    message = EmailMessage()
    message["From"] = "Quay Letter <letter@quay.example>"
    message["Subject"] = "Quay Letter 14"
    message["Date"] = "Wed, 1 Jul 2026 06:30:00 +0000"
    message.set_content(text)
    for content, kind, name in attached:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return Document("mail", "letter-14@quay.example", message.as_bytes(), "message/rfc822", NOW)


def texts(reading: Reading) -> list[str]:
    return [" ".join(item.text.split()) for item in reading.items]


ATTACHED = {
    "a PDF": (printed(STORY), PDF, "letter.pdf"),
    "a Word file": (word(paragraph(run(STORY))), WORD, "letter.docx"),
    # Many mail programs know no type of it.
    "a PDF by its name alone": (printed(STORY), "application/octet-stream", "LETTER.PDF"),
}


@pytest.mark.parametrize("attached", ATTACHED.values(), ids=ATTACHED.keys())
def test_what_is_attached_is_the_letter(attached: tuple[bytes, str, str]) -> None:
    reading = read(mail(COVER, attached))
    assert texts(reading) == [STORY]
    assert (reading.title, reading.publisher) == ("Quay Letter 14", "Quay Letter")


def test_a_letter_with_an_annex_is_the_letter() -> None:
    letter = f"{STORY}\n\n" * 6
    assert read(mail(letter, (printed("The annex. " * 90), PDF, "annex.pdf"))).text.strip() == letter.strip()


def test_two_attached_letters_are_both_read() -> None:
    second = STORY.replace("Valparaiso", "Callao")
    reading = read(mail(COVER, (printed(STORY), PDF, "1.pdf"), (printed(second), PDF, "2.pdf")))
    assert reading.text == f"{STORY}\n\n{second}"


def test_what_is_attached_and_cannot_be_read_is_said() -> None:
    reading = read(mail(COVER, (b"no PDF at all", PDF, "letter.pdf")))
    assert reading.warnings == (BROKEN,)
    assert reading.text.strip() == COVER.strip()


def test_a_mail_with_such_a_file_is_read_apart() -> None:
    assert [is_risky(mail(COVER, attached)) for attached in ATTACHED.values()] == [True] * 3
    assert not is_risky(mail(STORY))
