"""Own templates: they win, they are caged, and when they fail the digest goes out all the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from digest_samples import digest_of, finding, metric_mention

from tracker.digests.blocks import check_blocks
from tracker.digests.figures import Figures
from tracker.digests.render import Renderer
from tracker.digests.sandbox import built_in
from tracker.digests.templates import Templates
from tracker.digests.writer import digest_view
from tracker.model import Digest, FindingKind

NAMES = ("digest.html.j2", "digest.txt.j2", "digest.slack.j2")


def digest() -> Digest:
    return digest_of(
        finding(FindingKind.POLICY_NEW), finding(FindingKind.METRIC_NEW, 2), finding(FindingKind.METRIC_NEW, 3)
    )


def text_with(folder: Path) -> tuple[str, tuple[str, ...]]:
    renderer = Renderer(folder)
    (delivery,) = renderer.deliveries(digest(), kind="terminal", destinations=["terminal"])
    return str(delivery.payload["text"]), renderer.warnings


def test_an_own_template_goes_before_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "digest.txt.j2").write_text("{% for entry in digest.entries %}{{ entry.title | upper }}\n{% endfor %}")
    text, warnings = text_with(tmp_path)
    assert text == "PLAN FOR PORTS\nCONTAINERS HANDLED BY THE PORT\nCONTAINERS HANDLED BY THE PORT\n"
    assert warnings == ()


def test_an_own_partial_is_used_by_the_built_in_page(tmp_path: Path) -> None:
    (tmp_path / "digest.css.j2").write_text(".t{color:#123456}")
    renderer = Renderer(tmp_path)
    (delivery,) = renderer.deliveries(digest(), kind="email", destinations=["a@example.org"])
    assert "#123456" in delivery.payload["html"]
    assert renderer.warnings == ()


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ digest.titel }}", "titel"),  # a name that does not exist
        ("{% for x in %}", "line 1"),  # no Jinja
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "unsafe"),  # out of the cage
        ("{{ digest.entries.__class__ }}", "unsafe"),
        ("{% include '../../../etc/passwd' %}", "passwd"),
        ("{{ 1 / 0 }}", "division"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}", "writes more than"),
        ("{{ 'x' | json | wrap(0) | wrap() | nothing }}", "nothing"),
    ],
)
def test_an_own_template_that_fails_is_told_and_replaced(tmp_path: Path, template: str, words: str) -> None:
    (tmp_path / "digest.txt.j2").write_text(template)
    text, warnings = text_with(tmp_path)
    assert text == text_with(tmp_path / "empty")[0]
    (warning,) = warnings
    assert warning.startswith("the own template digest.txt.j2 failed")
    assert words in warning


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "more than 1 seconds"),
        ("{{ 'x' * 10 ** 10 }}", "memory"),
        ("{{ '%99999999999d' | format(1) }}", "memory"),
    ],
)
def test_an_own_template_that_runs_or_grows_without_end_is_stopped(tmp_path: Path, template: str, words: str) -> None:
    (tmp_path / "digest.txt.j2").write_text(template)
    templates = Templates(tmp_path, seconds=1)
    assert "Plan for ports" in templates.text(digest_view(digest(), Figures()))
    assert words in templates.warnings[0].lower() or "memoryerror" in templates.warnings[0].lower()


def test_an_own_template_sees_no_environment_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "not-to-be-seen")
    (tmp_path / "digest.txt.j2").write_text("{{ environ }}")
    text, warnings = text_with(tmp_path)
    assert "not-to-be-seen" not in text + warnings[0]


def test_an_own_template_may_be_edited_while_the_program_runs(tmp_path: Path) -> None:
    renderer = Renderer(tmp_path)
    told = []
    for words in ("one", "two"):
        (tmp_path / "digest.txt.j2").write_text(words)
        told += [one.payload["text"] for one in renderer.deliveries(digest(), kind="terminal", destinations=["t"])]
    assert told == ["one\n", "two\n"]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("no json", "Expecting value"),
        ("[1, 2]", "no block"),
        ('{"type": "carousel"}', "not known"),
        ("", "no block"),
        ('{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}', "mrkdwn"),
    ],
)
def test_an_own_slack_template_that_makes_no_blocks_is_replaced(tmp_path: Path, template: str, words: str) -> None:
    (tmp_path / "digest.slack.j2").write_text(template)
    renderer = Renderer(tmp_path)
    messages = renderer.deliveries(digest(), kind="slack", destinations=["C1"])
    assert len(messages) == 2
    assert [check_blocks(message.payload) for message in messages] == [(), ()]
    assert words in renderer.warnings[0]


def test_an_own_slack_template_of_one_message_is_sent_as_it_is(tmp_path: Path) -> None:
    block = '{"type": "section", "text": {"type": "plain_text", "text": "Hello"}}'
    (tmp_path / "digest.slack.j2").write_text(f"{block}\n{block}\n{block}\n")
    (message,) = Renderer(tmp_path).deliveries(digest(), kind="slack", destinations=["C1"])
    assert len(message.payload["blocks"]) == 3


def test_a_warning_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "digest.txt.j2").write_text("{{ nothing }}")
    renderer = Renderer(tmp_path)
    for _ in range(3):
        renderer.deliveries(digest(), kind="terminal", destinations=["terminal"])
    assert len(renderer.warnings) == 1


def test_a_folder_that_is_not_there_is_no_obstacle(tmp_path: Path) -> None:
    text, warnings = text_with(tmp_path / "gone")
    assert "Plan for ports" in text
    assert warnings == ()


def test_the_built_in_templates_are_where_they_are_looked_for() -> None:
    assert all((built_in() / name).is_file() for name in NAMES)


def test_texts_are_data_to_a_template_and_never_code(tmp_path: Path) -> None:
    mention = metric_mention("{{ 7 * 7 }} tons")
    one = finding(FindingKind.METRIC_NEW, target="{% raw %}{{ 7 * 7 }}", mention=mention)
    (delivery,) = Renderer().deliveries(digest_of(one), kind="terminal", destinations=["terminal"])
    assert "{% raw %}{{ 7 * 7 }}" in delivery.payload["text"]
    assert "49" not in delivery.payload["text"]


def test_rendering_is_loaded_only_to_render() -> None:
    code = (
        "import sys, tracker.digests.compose, tracker.digests.render; "
        "print([name for name in ('jinja2', 'babel', 'css_inline', 'logging') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------- colours


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(rules: str) -> list[tuple[str, str]]:
    """(text, background) of every rule that sets a colour; the card's background where it sets none."""
    card = re.search(r"\.c\{[^}]*background:(#[0-9a-f]{6})", rules)
    assert card
    found = []
    for body in re.findall(r"\{([^{}]*)\}", rules):
        text = re.search(r"(?:^|;)color:(#[0-9a-f]{6})", body)
        background = re.search(r"(?:^|;)background:(#[0-9a-f]{6})", body)
        if text:
            found.append((text[1], background[1] if background else card[1]))
    return found


def test_every_colour_has_the_contrast_of_wcag_aa_in_light_and_dark() -> None:
    sheet = (built_in() / "digest.css.j2").read_text()
    light, dark = sheet.split("@media (prefers-color-scheme:dark){")
    pairs = [*colours(light.split("@media")[0]), *colours(dark)]
    assert len(pairs) > 25
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
