"""Digest → deliveries: one message after another for each destination, ready to be stored and sent as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.digests import blocks, mail
from tracker.digests.plain import shorten
from tracker.digests.views import DigestView
from tracker.model import Delivery, Digest, make_id

if TYPE_CHECKING:
    from tracker.digests.figures import Figures
    from tracker.digests.templates import Templates

EVENT_TYPE = "policy_tracker_digest"
FULL_IN_MAIL = 40
TOP_LINES = 12
FULL_AT_ONCE = 2
"""entries that are told in the headline message itself: a thread for one finding is a click too many"""
WITHOUT_LINES = 2
"""blocks of the headline message before the day's top lines: its title and its date"""
_FRACTION = re.compile(r"(?<=\d)(?:\.\d+)?(?:[+-]\d\d:\d\d|Z)?$")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Renderer:
    """Renders digests with the built-in templates, or with those of `own_templates` that have the same name.

    `warnings` tells which own templates failed and were replaced by the built-in ones.
    """

    def __init__(self, own_templates: Path | None = None, *, timezone: str = "UTC", locale: str = "en") -> None:
        self._own = own_templates
        self._timezone = timezone
        self._locale = locale

    @cached_property
    def _templates(self) -> Templates:
        from tracker.digests.templates import Templates

        return Templates(self._own)

    @cached_property
    def _figures(self) -> Figures:
        from tracker.digests.figures import Figures

        return Figures(self._locale, self._timezone)

    @property
    def warnings(self) -> tuple[str, ...]:
        return self._templates.warnings

    def deliveries(
        self, digest: Digest, *, kind: str, destinations: Sequence[str], sender: str = ""
    ) -> tuple[Delivery, ...]:
        """What to send to each destination, in order; ids depend on digest, destination and place alone.

        `kind` is slack, email, file or terminal; `sender` is the From of e-mail and gives ids their domain. Payloads:
        slack {text, blocks, metadata, unfurl_links, unfurl_media}; email {to, subject, text, html, headers};
        file {files: {name: content}}; terminal {text}.
        """
        view = self._view(digest)
        if kind == "slack":
            messages = self._slack(view)
            payloads = dict.fromkeys(destinations, messages)
        elif kind == "email":
            text, html = self._templates.text(view), self._mail_html(view)
            letter = {"subject": mail.subject(view.lead, view.summary), "text": text, "html": html}
            payloads = {to: [{"to": to, **letter, "headers": mail.headers(digest, to, sender)}] for to in destinations}
        elif kind == "file":
            files = {"files": self._files(digest, view)}
            payloads = {destination: [files] for destination in destinations}
        elif kind == "terminal":
            payloads = {destination: [{"text": self._templates.text(view)}] for destination in destinations}
        else:
            raise ValueError(f"no such kind of receiver: {kind}")
        return tuple(
            _delivery(digest, destination, sequence, payload)
            for destination, parts in payloads.items()
            for sequence, payload in enumerate(parts)
        )

    def _view(self, digest: Digest) -> DigestView:
        from tracker.digests.writer import digest_view

        return digest_view(digest, self._figures)

    def _slack(self, view: DigestView) -> list[dict[str, Any]]:
        """The headline message and its thread."""
        top, *entries = self._templates.slack(view)
        whole = blocks.packed([top[:WITHOUT_LINES], *entries])
        if entries and len(view.entries) <= FULL_AT_ONCE and len(whole) == 1:
            return [{"text": _fallback(view), "blocks": whole[0]}]
        first, *further = [*blocks.packed([top]), *blocks.packed(entries)]
        about = blocks.escape(shorten(view.lead, 200))
        texts = [_fallback(view), *(f"{about} ({place} of {len(further)})" for place in range(1, len(further) + 1))]
        return [{"text": text, "blocks": message} for text, message in zip(texts, [first, *further], strict=True)]

    def _mail_html(self, view: DigestView) -> str:
        """The page with as many findings in full as fit into a mail that is not clipped, the rest in one line each."""
        view = replace(view, full=FULL_IN_MAIL, listed=len(view.entries))
        page = self._templates.html(view)
        if (size := mail.encoded_size(page)) <= mail.MAIL_LIMIT:
            return page
        view = replace(view, full=0)
        page = self._templates.html(view)
        while (least := mail.encoded_size(page)) > mail.MAIL_LIMIT and view.listed:
            view = replace(view, listed=view.listed * mail.MAIL_LIMIT // (least + mail.MAIL_LIMIT // 20))
            page = self._templates.html(view)
        full = FULL_IN_MAIL * max(mail.MAIL_LIMIT - least, 0) // max(size - least, 1)
        while full:  # entries differ in length: the share is a first guess
            fuller = self._templates.html(replace(view, full=full))
            if mail.encoded_size(fuller) <= mail.MAIL_LIMIT:
                return fuller
            full = full * 4 // 5
        return page

    def _files(self, digest: Digest, view: DigestView) -> dict[str, str]:
        slot = _FRACTION.sub("", digest.slot).replace(":", "")
        stem = _UNSAFE.sub("-", f"{slot}-{digest.id}").strip(".-")[-120:]
        messages = [_addressed(digest, "file", place, one) for place, one in enumerate(self._slack(view))]
        return {
            f"{stem}.html": self._templates.html(view),
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
