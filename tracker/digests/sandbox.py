"""The sandbox of Jinja2 that renders templates, with the filters and the words they may use.

The only module that imports Jinja2; the renderer imports it when it first renders.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError, pass_context
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tracker.digests import blocks
from tracker.digests.language import SOURCE, words_of
from tracker.digests.plain import plain, shorten, wrap
from tracker.digests.views import DigestView

HTML, TEXT, SLACK = "digest.html.j2", "digest.txt.j2", "digest.slack.j2"
OUTPUT_LIMIT = 5_000_000
"""characters that an own template may write"""


def built_in() -> Path:
    """The folder of the built-in templates: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / "templates"
    return beside if (beside / HTML).is_file() and not (package / "templates").is_dir() else package / "templates"


class _Sandbox(ImmutableSandboxedEnvironment):
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
    made = _Sandbox(
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
        lines=trimmed,
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


def references(path: Path) -> tuple[str, ...]:
    """The templates that a template includes, imports or extends; none of one that cannot be read as Jinja."""
    try:
        tree = environment().parse(path.read_text(encoding="utf-8"))
    except (TemplateSyntaxError, UnicodeDecodeError):
        return ()
    return tuple(name for name in find_referenced_templates(tree) if name)


def trimmed(text: str) -> str:
    """The lines that say something, without the spaces around them: templates may be laid out to be read."""
    return "\n".join(line for line in map(str.strip, text.splitlines()) if line)


def _json(value: Any) -> str:
    """A block on one line; JSON of our own data, so that no mark-up needs a second escaping."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sentence(text: str) -> str:
    """With a capital first."""
    return text[:1].upper() + text[1:]
