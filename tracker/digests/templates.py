"""The templates of digests, and what happens when one of the operator's own fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tracker.digests import blocks
from tracker.digests.cage import SECONDS, rendered_apart
from tracker.digests.plain import plain, shorten
from tracker.digests.sandbox import HTML, SLACK, TEXT, environment, rendered, trimmed
from tracker.digests.views import DigestView

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Failure:
    """An own template that was replaced by the built-in one, and why."""

    template: str
    said: str


class Templates:
    """Renders by name; an own template of the same name goes before the built-in one, and falls back to it.

    Own templates run in a process of their own and are read anew each time. `failures` says which of them failed and
    why, once each.
    """

    def __init__(self, own: Path | None = None, *, seconds: float = SECONDS) -> None:
        self._environment = environment()
        self._own = own
        self._seconds = seconds
        self.failures: tuple[Failure, ...] = ()

    def html(self, view: DigestView) -> str:
        """The page with its styles inlined; what may not be inlined (dark mode, small screens) stays in its head."""
        return self._made(HTML, view, _inlined)

    def text(self, view: DigestView) -> str:
        return self._made(TEXT, view, _tidy)

    def slack(self, view: DigestView) -> list[list[blocks.Block]]:
        """Groups of blocks: the headline message, then one group an entry; see the template for the form."""
        return self._made(SLACK, view, _groups)

    def _made(self, name: str, view: DigestView, finish: Callable[[str], Made]) -> Made:
        if self._own is not None and any(self._own.glob("*.j2")):
            try:
                return _checked(finish(rendered_apart(self._own, name, [view], self._seconds)[0]))
            except Exception as error:  # whatever an operator's template does, the digest is not lost
                self._warn(name, error)
        return finish(rendered(self._environment, name, view))

    def _warn(self, name: str, error: Exception) -> None:
        failure = Failure(name, shorten(plain(str(error)) or type(error).__name__, 300))
        if failure not in self.failures:
            self.failures = (*self.failures, failure)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The failures as sentences."""
        return tuple(
            f"the own template {one.template} failed: {one.said}; the built-in one was used" for one in self.failures
        )


def finished(name: str, text: str) -> str | list[list[blocks.Block]]:
    """What becomes of a text that an own template of that name has written. ValueError where it is of no use."""
    if name == SLACK:
        return _checked(_groups(text))
    return _inlined(text) if name == HTML else _tidy(text)


def _inlined(page: str) -> str:
    import css_inline

    inliner = css_inline.CSSInliner(
        keep_at_rules=True, minify_css=True, load_remote_stylesheets=False, remove_inlined_selectors=True
    )
    return trimmed(inliner.inline(page)) + "\n"


def _tidy(text: str) -> str:
    """No spaces at line ends, never two empty lines, one line end at the end."""
    lines: list[str] = []
    for line in (raw.rstrip() for raw in text.strip("\n").split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


def _groups(text: str) -> list[list[blocks.Block]]:
    """JSON, a block a line, an empty line between groups. ValueError where a line is no block."""
    groups: list[list[blocks.Block]] = [[]]
    for line in text.splitlines():
        if not line.strip():
            groups.append([])
            continue
        block = json.loads(line)
        if not isinstance(block, dict) or not isinstance(block.get("type"), str):
            raise ValueError(f"no block: {shorten(line, 80)}")
        groups[-1].append(block)
    found = [group for group in groups if group]
    if not found:
        raise ValueError("it writes no block")
    return found


def _checked(made: Made) -> Made:
    """What an own template made; ValueError where it holds a block that Slack would refuse."""
    for group in made if isinstance(made, list) else []:
        for fault in (fault for block in blocks.fitted(group) for fault in blocks.check_block(block)):
            raise ValueError(fault)
    return made
