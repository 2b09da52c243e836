"""A mail is believed only where the operator's own mail server has found its sender's signature good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.letters import all_headers
from tracker.sources.proof import Proof, believed, parse_results

MX = "mx.desk.example"
FROM = "From: Quay Letter <letter@quay.example>\nSubject: Letter\n"
GOOD = f"Authentication-Results: {MX}; dkim=pass header.d=quay.example header.s=a; spf=pass\n"
FORGED = f"Authentication-Results: {MX}; dkim=pass header.d=quay.example\n"


def doubt(head: str, require: str = "dkim") -> str | None:
    return Proof(require, MX).doubt(all_headers(head.encode()))


@pytest.mark.parametrize(
    "head",
    [
        GOOD + FROM,
        f"Authentication-Results: {MX.upper()} 1; DKIM=Pass (2048-bit key; d=evil) header.d=QUAY.example\n{FROM}",
        f"Authentication-Results: {MX};\n dkim=fail header.d=quay.example;\n dkim=pass header.d=quay.example\n{FROM}",
        f"Authentication-Results: {MX}; dkim=pass header.i=@mail.quay.example\n{FROM}",  # a host below the sender's
        f"Authentication-Results: {MX}; dkim=pass header.d=example.org\nFrom: a@news.example.org\nSubject: x\n",
        f"Authentication-Results: other.example; dkim=fail\n{GOOD}{FROM}",  # what others say does not count
        f"Received: from x by {MX}\n{GOOD}Received: from y by x\n{FROM}",
        f"Authentication-Results: {MX}; dmarc=pass header.from=quay.example\n{GOOD}{FROM}",  # several
        f"{GOOD}DKIM-Signature: v=1; d=other.example; l=10; s=a\n{FROM}",
    ],
    ids=range(9),
)
def test_a_mail_that_is_proved_is_believed(head: str) -> None:
    assert doubt(head) is None


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (FROM, f"it has no Authentication-Results of {MX}; ask whoever runs the mail server for them"),
        (
            f"Authentication-Results: evil.example; dkim=pass header.d=quay.example\n{FROM}",
            f"it has no Authentication-Results of {MX}, but of evil.example; check `authserv_id`",
        ),
        (
            f"Authentication-Results: {MX}; dkim=none\n{FROM}",
            "no signature of quay.example was found to be good (dkim=none)",
        ),
        (
            f"Authentication-Results: {MX}; spf=pass smtp.mailfrom=quay.example\n{FROM}",
            "was found to be good (dkim=none)",
        ),
        (f"Authentication-Results: {MX}; dkim=fail header.d=quay.example\n{FROM}", "to be good (dkim=fail)"),
        (
            f"Authentication-Results: {MX}; dkim=pass header.d=evil.example\n{FROM}",
            "it is signed by evil.example and not by quay.example",
        ),
        # the name of the sender's host within another one, a comment, a quoted text: none of them proves anything
        (f"Authentication-Results: {MX}; dkim=pass header.d=notquay.example\n{FROM}", "and not by quay.example"),
        (f"Authentication-Results: {MX}; dkim=none (dkim=pass header.d=quay.example)\n{FROM}", "(dkim=none)"),
        (
            f"Authentication-Results: {MX}; dkim=pass header.d=example\n{FROM}",
            "signed by example and not by quay.example",
        ),
        # what the sender wrote stands below what the server wrote
        (f"Authentication-Results: {MX}; dkim=none\n{FORGED}{FROM}", "(dkim=none)"),
        (f"Authentication-Results: {MX}; spf=fail\nReceived: from y by x\n{FORGED}{FROM}", "(dkim=none)"),
        (GOOD + FROM + "From: Other <x@evil.example>\n", "it has more than one From, as forged mails do"),
        (GOOD + FROM + "subject: Other\n", "it has more than one Subject, as forged mails do"),
        (
            f"{GOOD}DKIM-Signature: v=1; a=rsa; d=quay.example; s=a; l=512; b=x\n{FROM}",
            "covers only the beginning of it (l=)",
        ),
        (f"{GOOD}From: Quay\nSubject: x\n", "its From names no address"),
        (f"{GOOD}From: a@quay.example, b@evil.example\nSubject: x\n", "its From names no address"),
    ],
    ids=range(16),
)
def test_a_mail_that_is_not_proved_is_doubted_with_the_reason(head: str, words: str) -> None:
    assert words in (doubt(head) or "")


ARC = f"Authentication-Results: {MX}; dkim=fail header.d=quay.example; arc=pass (i=1)\n"
SEALED = "ARC-Authentication-Results: i=1; list.example; dkim=pass header.d=quay.example\n"


@pytest.mark.parametrize(
    ("head", "require", "good"),
    [
        (ARC + SEALED + FROM, "arc", True),  # forwarded by a list that has broken the signature
        (ARC + SEALED + FROM, "dkim", False),
        (ARC.replace("arc=pass", "arc=fail") + SEALED + FROM, "arc", False),
        (ARC + FROM, "arc", False),  # nothing was sealed
        (ARC + SEALED.replace("quay", "evil") + FROM, "arc", False),
        (ARC + SEALED.replace("i=1", "i=2") + SEALED.replace("pass", "fail") + FROM, "arc", False),  # the first counts
        (GOOD + FROM, "arc", True),
        (FROM, "none", True),
    ],
)
def test_arc_carries_the_proof_over_forwarders(head: str, require: str, good: bool) -> None:
    assert (doubt(head, require) is None) is good


def test_results_are_taken_apart_as_the_standard_writes_them() -> None:
    identity, results = parse_results('a.example 1; dkim=pass (good; really) reason="a; b" header.i=@b.example; none')
    assert identity == "a.example"
    assert [(one.method, one.value) for one in results] == [("dkim", "pass")]
    assert results[0].domains() == {"b.example"}
    assert parse_results("") == ("", ())


@given(
    st.lists(st.tuples(st.sampled_from(["From", "Authentication-Results", "DKIM-Signature", "Received"]), st.text()))
)
def test_no_header_raises_and_nobody_elses_word_is_taken(headers: list[tuple[str, str]]) -> None:
    assert believed(headers, MX) == () or any(MX in value.casefold() for _, value in headers)
    assert Proof("dkim", MX).doubt(headers) is not None
