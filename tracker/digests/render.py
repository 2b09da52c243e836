"""Digest → deliveries: one message after another for each destination, ready to be stored and sent as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.digests import blocks, mail
from tracker.digests.language import N_, words_of
from tracker.digests.plain import shorten
from tracker.digests.record import digest_record
from tracker.digests.views import DigestView
from tracker.model import Delivery, Digest, make_id

if TYPE_CHECKING:
    from tracker.digests.figures import Figures
    from tracker.digests.templates import Templates

EVENT_TYPE = "policy_tracker_digest"
PLACE = N_("(%(place)s of %(count)s)")
"""which message of a thread it is"""
FULL_IN_MAIL = 40
TOP_LINES = 12
FULL_AT_ONCE = 2
"""entries that are told in the headline message itself: a thread for one finding is a click too many"""
WITHOUT_LINES = 2
"""blocks of the headline message before the day's top lines: its title and its date"""
_FRACTION = re.compile(r"(?<=\d)(?:\.\d+)?(?:[+-]\d\d:\d\d|Z)?$")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody reads numbers and times."""

    locale: str = "en"
    timezone: str = "UTC"


class Renderer:
    """Renders digests with the built-in templates, or with those of `own_templates` that have the same name.

    `readers` are the receivers, by name, who read numbers and times otherwise than `locale` and `timezone` say;
    `slack_charts`: whether Slack may be given pictures; `slack_buttons`: whether somebody listens to buttons there now;
    `archive` is where the site is published, `unsubscribe` where
    mail programs send those who want no more.
    `warnings` tells which own templates failed and were replaced by the built-in ones.
    """

    def __init__(
        self,
        own_templates: Path | None = None,
        *,
        timezone: str = "UTC",
        locale: str = "en",
        archive: str = "",
        unsubscribe: str = "",
        slack_charts: bool = False,
        slack_buttons: Callable[[], bool] = lambda: False,
        readers: Mapping[str, Reader] | None = None,
    ) -> None:
        self._own = own_templates
        self._reader = Reader(locale, timezone)
        self._readers = readers or {}
        self._archive = f"{archive.rstrip('/')}/" if archive else ""
        self._unsubscribe = unsubscribe
        self._slack_charts = slack_charts
        self._slack_buttons = slack_buttons
        self._known: dict[Reader, Figures] = {}

    @cached_property
    def _templates(self) -> Templates:
        from tracker.digests.templates import Templates

        return Templates(self._own)

    def figures(self, receiver: str = "") -> Figures:
        """How numbers and times are written for a receiver."""
        from tracker.digests.figures import Figures

        reader = self._readers.get(receiver, self._reader)
        if reader not in self._known:
            self._known[reader] = Figures(reader.locale, reader.timezone)
        return self._known[reader]

    @property
    def warnings(self) -> tuple[str, ...]:
        return self._templates.warnings

    def deliveries(
        self, digest: Digest, *, kind: str, destinations: Sequence[str], sender: str = ""
    ) -> tuple[Delivery, ...]:
        """What to send to each destination, in order; ids depend on digest, destination and place alone.

        `kind` is slack, email, file, webhook, apprise or terminal; `sender` is the From of e-mail and gives ids their
        domain. Payloads: slack {text, blocks, metadata, unfurl_links, unfurl_media, charts: {placeholder: PNG}};
        email {to, subject, text, html, headers, images: {content id: PNG}, attachments: {name: page}}, PNG in base64;
        file {files: {name: content}}; webhook {json}; apprise {title, text}; terminal {text}.
        """
        view = self._view(digest, kind)
        if kind == "slack":
            messages = [self._drawn(digest, message) for message in self._slack(view)]
            payloads = dict.fromkeys(destinations, messages)
        elif kind == "email":
            text, page, attached = self._templates.text(view), *self._mail_html(digest, view)
            letter: dict[str, Any] = {"subject": mail.subject(view.lead, view.summary), "text": text, "html": page}
            letter |= {"images": self._images(digest, page), "attachments": attached}
            payloads = {to: [{"to": to, **letter, "headers": self._headers(digest, to, sender)}] for to in destinations}
        elif kind == "file":
            files = {"files": self._files(digest, view)}
            payloads = {destination: [files] for destination in destinations}
        elif kind == "webhook":
            payloads = {destination: [{"json": digest_record(digest, view)}] for destination in destinations}
        elif kind == "apprise":
            short = {"title": mail.subject(view.lead, view.summary), "text": self._templates.text(view)}
            payloads = {destination: [short] for destination in destinations}
        elif kind == "terminal":
            payloads = {destination: [{"text": self._templates.text(view)}] for destination in destinations}
        else:
            raise ValueError(f"no such kind of receiver: {kind}")
        return tuple(
            _delivery(digest, destination, sequence, payload)
            for destination, parts in payloads.items()
            for sequence, payload in enumerate(parts)
        )

    def _view(self, digest: Digest, kind: str) -> DigestView:
        from tracker.digests.writer import digest_view

        in_slack = kind == "slack"
        return digest_view(
            digest,
            self.figures(digest.receiver),
            self._archive,
            charts=in_slack and self._slack_charts,
            buttons=in_slack and self._slack_buttons(),
        )

    def _drawn(self, digest: Digest, message: dict[str, Any]) -> dict[str, Any]:
        """The message with the pictures that its blocks name."""
        wanted = [f'"{block["slack_file"]["id"]}"' for block in message["blocks"] if "slack_file" in block]
        images = self._images(digest, "".join(wanted)) if wanted else {}
        return (
            {**message, "charts": {f"cid:{name}": picture for name, picture in images.items()}} if images else message
        )

    def _headers(self, digest: Digest, to: str, sender: str) -> dict[str, Any]:
        return mail.headers(digest, to, sender, unsubscribe=self._unsubscribe, archive=self._archive)

    def _images(self, digest: Digest, page: str) -> dict[str, str]:
        """The pictures that the page shows: content id → PNG, base64."""
        from base64 import b64encode

        from tracker.digests.charts import in_order, picture
        from tracker.digests.writer import CHARTED, chart_id

        findings = (
            one.finding for part in digest.sections for entry in part.entries for one in (entry.lead, *entry.also)
        )
        wanted = ((chart_id(one), one) for one in findings if len(one.history) >= CHARTED)
        found = {name: one for name, one in wanted if f'"cid:{name}"' in page}
        return {name: b64encode(picture(in_order(one.history))).decode() for name, one in found.items()}

    def _slack(self, view: DigestView) -> list[dict[str, Any]]:
        """The headline message and its thread."""
        top, *entries = self._templates.slack(view)
        whole = blocks.packed([top[:WITHOUT_LINES], *entries])
        if entries and len(view.entries) <= FULL_AT_ONCE and len(whole) == 1:
            return [{"text": _fallback(view), "blocks": whole[0]}]
        first, *further = [*blocks.packed([top]), *blocks.packed(entries)]
        about = blocks.escape(shorten(view.lead, 200))
        words = words_of(view.language)
        places = [words.say(PLACE, place=place, count=len(further)) for place in range(1, len(further) + 1)]
        texts = [_fallback(view), *(f"{about} {place}" for place in places)]
        return [{"text": text, "blocks": message} for text, message in zip(texts, [first, *further], strict=True)]

    def _mail_html(self, digest: Digest, view: DigestView) -> tuple[str, dict[str, str]]:
        """The page as far as it fits into a mail, and the whole of it to attach where no archive holds it."""
        page, whole = self._fitted(view)
        if whole or view.archive:
            return page, {}
        return page, {f"{_UNSAFE.sub('-', view.id)}.html": self._whole_page(digest, view)}

    def _fitted(self, view: DigestView) -> tuple[str, bool]:
        """As many findings in full as a mail holds that is not clipped, the rest in one line each; whether all are."""
        view = replace(view, full=FULL_IN_MAIL, listed=len(view.entries))
        page = self._templates.html(view)
        if (size := mail.encoded_size(page)) <= mail.MAIL_LIMIT:
            return page, len(view.entries) <= FULL_IN_MAIL
        view = replace(view, full=0)
        page = self._templates.html(view)
        while (least := mail.encoded_size(page)) > mail.MAIL_LIMIT and view.listed:
            view = replace(view, listed=view.listed * mail.MAIL_LIMIT // (least + mail.MAIL_LIMIT // 20))
            page = self._templates.html(view)
        full = FULL_IN_MAIL * max(mail.MAIL_LIMIT - least, 0) // max(size - least, 1)
        while full:  # entries differ in length: the share is a first guess
            fuller = self._templates.html(replace(view, full=full))
            if mail.encoded_size(fuller) <= mail.MAIL_LIMIT:
                return fuller, False
            full = full * 4 // 5
        return page, False

    def _whole_page(self, digest: Digest, view: DigestView) -> str:
        """The page with everything in full and its pictures within it: it stands alone."""
        page = self._templates.html(view)
        for name, picture in self._images(digest, page).items():
            page = page.replace(f'"cid:{name}"', f'"data:image/png;base64,{picture}"')
        return page

    def _files(self, digest: Digest, view: DigestView) -> dict[str, str]:
        slot = _FRACTION.sub("", digest.slot).replace(":", "")
        stem = _UNSAFE.sub("-", f"{slot}-{digest.id}").strip(".-")[-120:]
        messages = [_addressed(digest, "file", place, one) for place, one in enumerate(self._slack(view))]
        return {
            f"{stem}.html": self._whole_page(digest, view),
            f"{stem}.txt": self._templates.text(view),
            f"{stem}.slack.json": json.dumps(messages, ensure_ascii=False, indent=1) + "\n",
        }


def _delivery(digest: Digest, destination: str, sequence: int, payload: Mapping[str, Any]) -> Delivery:
    addressed = _addressed(digest, destination, sequence, payload) if "blocks" in payload else payload
    return Delivery(
        id=make_id("del", digest.id, destination, sequence),
        digest_id=digest.id,
        receiver=digest.receiver,
        destination=destination,
        sequence=sequence,
        payload=addressed,
    )


def _addressed(digest: Digest, destination: str, sequence: int, message: Mapping[str, Any]) -> dict[str, Any]:
    """The message with what reconciles it after an unknown outcome: the id of its delivery."""
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": make_id("del", digest.id, destination, sequence)}}
    return {**message, "metadata": metadata, "unfurl_links": False, "unfurl_media": False}


def _fallback(view: DigestView) -> str:
    """What notifications and readers without blocks show: the headline and the day's top lines."""
    lines = [blocks.escape(view.headline), *(f"• {blocks.escape(entry.title)}" for entry in view.entries[:TOP_LINES])]
    first, *more = blocks.pieces("\n".join(lines), blocks.MESSAGE_TEXT - 1)
    return f"{first}…" if more else first
