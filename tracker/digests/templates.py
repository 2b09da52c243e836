"""The templates: where they lie, how they are sandboxed, and what happens when one of the operator's own fails.

The only module that imports Jinja2; the renderer imports it when it first renders.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError, pass_context
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tracker.digests import blocks
from tracker.digests.cage import SECONDS, rendered_apart
from tracker.digests.language import SOURCE, words_of
from tracker.digests.plain import plain, shorten, wrap
from tracker.digests.views import DigestView

HTML, TEXT, SLACK = "digest.html.j2", "digest.txt.j2", "digest.slack.j2"
OUTPUT_LIMIT = 5_000_000
"""characters that an own template may write"""

Made = TypeVar("Made")


def built_in() -> Path:
    """The folder of the built-in templates: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / "templates"
    return beside if (beside / HTML).is_file() and not (package / "templates").is_dir() else package / "templates"


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


def references(path: Path) -> tuple[str, ...]:
    """The templates that a template includes, imports or extends; none of one that cannot be read as Jinja."""
    try:
        tree = environment().parse(path.read_text(encoding="utf-8"))
    except (TemplateSyntaxError, UnicodeDecodeError):
        return ()
    return tuple(name for name in find_referenced_templates(tree) if name)


class _Cage(ImmutableSandboxedEnvironment):
    """The sandbox, which remembers what it decided: its rules look at types and names alone, thousands of times."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._decided: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        key = (type(obj), attr)
        decided = self._decided.get(key)
        if decided is None:
            decided = self._decided[key] = bool(super().is_safe_attribute(obj, attr, value))
        return decided


def environment(own: Path | None = None) -> ImmutableSandboxedEnvironment:
    """The sandbox with our filters; templates of `own` go before the built-in ones of the same name."""
    made = _Cage(
        loader=FileSystemLoader([own, built_in()] if own else [built_in()]),
        autoescape=lambda name: bool(name and name.endswith((".html.j2", ".html"))),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    install: Callable[..., None] = made.install_gettext_callables  # type: ignore[attr-defined]
    install(_gettext, _ngettext, newstyle=True, pgettext=_pgettext, npgettext=_npgettext)
    made.filters.update(
        plain=plain,
        shorten=shorten,
        wrap=wrap,
        mrkdwn=blocks.mrkdwn,
        slack=blocks.escape,
        json=_json,
        quoted=blocks.quoted,
        lines=_lines,
        sentence=_sentence,
    )
    made.globals["linked"] = blocks.linked
    return made


def _translations(context: Context) -> NullTranslations:
    """The catalogue of whoever reads what is rendered."""
    shown = context.get("digest") or context.get("site")
    return words_of(str(getattr(shown, "language", SOURCE))).translations


@pass_context
def _gettext(context: Context, message: str) -> str:
    return _translations(context).gettext(message)


@pass_context
def _ngettext(context: Context, one: str, many: str, number: int) -> str:
    return _translations(context).ngettext(one, many, number)


@pass_context
def _pgettext(context: Context, about: str, message: str) -> str:
    return _translations(context).pgettext(about, message)


@pass_context
def _npgettext(context: Context, about: str, one: str, many: str, number: int) -> str:
    return _translations(context).npgettext(about, one, many, number)


def rendered(environment: ImmutableSandboxedEnvironment, name: str, view: DigestView) -> str:
    """What the template writes; ValueError when it writes without end."""
    written, parts = 0, []
    for part in environment.get_template(name).generate(digest=view):
        written += len(part)
        if written > OUTPUT_LIMIT:
            raise ValueError(f"it writes more than {OUTPUT_LIMIT} characters")
        parts.append(part)
    return "".join(parts)


def _json(value: Any) -> str:
    """A block on one line; JSON of our own data, so that no mark-up needs a second escaping."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sentence(text: str) -> str:
    """With a capital first."""
    return text[:1].upper() + text[1:]


def _lines(text: str) -> str:
    """The lines that say something, without the spaces around them: templates may be laid out to be read."""
    return "\n".join(line for line in map(str.strip, text.splitlines()) if line)


def _inlined(page: str) -> str:
    import css_inline

    inliner = css_inline.CSSInliner(
        keep_at_rules=True, minify_css=True, load_remote_stylesheets=False, remove_inlined_selectors=True
    )
    return _lines(inliner.inline(page)) + "\n"


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
