"""Files that hold mails: each mail is one document under its own name, however often and wherever it is saved."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tracker.model import Document, Fetched, SourceState
from tracker.sources import Folder
from tracker.sources.letters import name_of, parted

NOW = datetime(2026, 4, 13, 6, 30, tzinfo=UTC)


def mail(number: int, text: str = "The fee rises in May.") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Quay Letter <letter@quay.example>"
    message["Subject"] = f"Letter {number}"
    message["Message-ID"] = f"<letter-{number}@quay.example>"
    message.set_content(text)
    return message


def look(path: Path, state: SourceState | None = None) -> Fetched:
    return Folder("letters", path, timedelta(minutes=5), pause=lambda _: None).fetch(state or SourceState(), NOW)


def names(documents: tuple[Document, ...]) -> list[str]:
    return [document.name for document in documents]


def test_an_mbox_gives_one_document_for_each_mail(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "letters.mbox")
    for number in range(3):
        box.add(mail(number, "First.\n\nFrom today on the fee is due.\n"))
    box.close()
    fetched = look(tmp_path)
    assert names(fetched.documents) == [f"letter-{n}@quay.example" for n in range(3)]
    assert {document.media_type for document in fetched.documents} == {"message/rfc822"}
    assert b"\nFrom today on the fee is due." in fetched.documents[0].content
    assert fetched.warnings == ()


def test_a_mail_that_is_added_leaves_the_others_what_they_were(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "letters.mbox")
    box.add(mail(1))
    box.flush()
    first = look(tmp_path)
    box.add(mail(2))
    box.close()
    second = look(tmp_path, first.state)
    assert names(second.documents) == ["letter-1@quay.example", "letter-2@quay.example"]
    assert second.documents[0].id == first.documents[0].id
    assert look(tmp_path, second.state).documents == ()


def test_a_maildir_gives_its_mails_and_a_mail_that_was_opened_is_the_same(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "Mail")
    key = box.add(mail(1))
    (tmp_path / "Mail" / "tmp" / "half").write_text("not yet")
    first = look(tmp_path)
    assert names(first.documents) == ["letter-1@quay.example"]
    opened = mailbox.MaildirMessage(mail(1))
    opened.set_subdir("cur")
    opened.set_flags("S")
    box[key] = opened
    again = look(tmp_path, first.state)
    assert [document.id for document in again.documents] == [first.documents[0].id]


def test_a_folder_that_is_called_like_a_part_of_a_maildir_is_none(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "README").write_text("Put letters here.")
    assert look(tmp_path).documents == ()


def test_what_is_no_mbox_is_said(tmp_path: Path) -> None:
    (tmp_path / "letters.mbox").write_bytes(b"\x00\x01 something else")
    fetched = look(tmp_path)
    assert fetched.documents == ()
    assert fetched.warnings == ("letters.mbox is no mbox and is not read; export the mailbox in that format",)


NAMES = (
    # As every mail program writes it.
    (b"Subject: a\r\nMessage-ID: <a@b>\r\n\r\ntext", "a@b"),
    # Folded, and in another spelling.
    (b"message-id:\n <a.long@b>\nSubject: a\n\ntext", "a.long@b"),
    # One that stands in the text is not the mail's.
    (b"Subject: a\n\nMessage-ID: <a@b>\n", None),
    # An empty one is none.
    (b"Message-ID: <>\nSubject: a\n\ntext", None),
)


@pytest.mark.parametrize(("content", "name"), NAMES)
def test_a_mail_is_called_by_its_message_id(content: bytes, name: str | None) -> None:
    assert name_of(content) == name or (name is None and name_of(content).startswith("message "))


def test_any_bytes_are_parted_without_loss_of_a_line_that_is_quoted() -> None:
    box = b"From a@b Mon Jan  1 00:00:00 2026\nA: 1\n\n>From here\n>>From there\n"
    assert list(parted(box)) == [b"A: 1\n\nFrom here\n>From there\n"]
