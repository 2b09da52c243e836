"""Many random digests of hostile texts, in every form and language, checked: `python bench/random_digests.py [COUNT]`.

The short form of this runs with the tests (`tests/digests/test_digests_render.py`). Says how many digests and findings
were checked; ends with 1 and the seed at the first that breaks a limit of Slack's, loses a finding or changes a quote.
A second number is the first seed.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "digests")]

from digest_samples import NOW, Maker  # noqa: E402
from lxml import html as lxml_html  # noqa: E402
from test_digests_render import as_read, bare, found, shown_quote, strings  # noqa: E402

from tracker.digests.blocks import check_blocks  # noqa: E402
from tracker.digests.compose import compose  # noqa: E402
from tracker.digests.language import languages  # noqa: E402
from tracker.digests.mail import MAIL_LIMIT, encoded_size  # noqa: E402
from tracker.digests.render import Renderer  # noqa: E402
from tracker.digests.writer import digest_view  # noqa: E402
from tracker.model import Digest  # noqa: E402

LOCALES = (*languages(), "de_AT", "pt_BR", "ar", "ja")
"""of readers, in turn; the last two have no words of their own"""
RENDERERS = {locale: Renderer(timezone="Europe/Brussels", locale=locale) for locale in LOCALES}
MOST = 25
"""findings of a digest; one digest in fifty has ten times as many"""


def check(seed: int) -> int:
    """The number of findings of the digest of a seed. AssertionError where it breaks a promise."""
    count = Random(seed).randint(1, MOST) * (10 if seed % 50 == 0 else 1)
    chosen = Maker(seed).selections(count)
    digest = compose(chosen, receiver="team", slot="2026-04-13T08:30", created=NOW)
    assert digest is not None
    assert Counter(digest.finding_ids) == Counter(one.finding.id for one in chosen), "a finding is lost or doubled"
    renderer = RENDERERS[LOCALES[seed % len(LOCALES)]]
    (delivery,) = renderer.deliveries(digest, kind="file", destinations=["out"])
    page, text, slack = delivery.payload["files"].values()
    messages = json.loads(slack)
    for message in messages:
        assert check_blocks(message) == (), "a limit of Slack's is broken"
    details = messages[1:] or messages
    told = {
        "slack": bare("".join(as_read(part) for message in details for part in strings(message["blocks"]))),
        "page": bare(lxml_html.document_fromstring(page.encode()).text_content()),
        "text": bare(text),
    }
    for section, finding in found(digest):
        for form, whole in told.items():
            assert bare(shown_quote(section, finding)) in whole, f"{finding.id} is not told word for word in {form}"
    for sentence in aims(digest, renderer):
        for form, whole in told.items():
            assert bare(sentence[:90].rsplit(" ", 1)[0]) in whole, f"a target is not told word for word in {form}"
    if seed % 10:  # a mail is rendered several times, until it fits
        return len(chosen)
    (mail,) = renderer.deliveries(digest, kind="email", destinations=["a@b.example"], sender="c@d.example")
    assert encoded_size(mail.payload["html"]) <= MAIL_LIMIT, "a mail would be clipped"
    return len(chosen)


def aims(digest: Digest, renderer: Renderer) -> Iterator[str]:
    """The sentences of the targets that entries show."""
    view = digest_view(digest, renderer.figures())
    return (target.sentence for entry in view.entries for run in entry.targets for target in run)


def main() -> int:
    wanted, first = (*map(int, sys.argv[1:3]), *(10_000, 0)[len(sys.argv) - 1 :])
    findings, began = 0, time.monotonic()
    for seed in range(first, first + wanted):
        try:
            findings += check(seed)
        except AssertionError as error:
            print(f"seed {seed}: {error}", file=sys.stderr)
            return 1
    print(
        f"{wanted} digests of {findings} findings: nothing broken, lost or changed ({time.monotonic() - began:.0f} s)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
