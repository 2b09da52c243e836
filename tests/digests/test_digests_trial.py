"""Own templates are tried over digests of every shape, and what breaks is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tracker.cli.main import app
from tracker.digests.trial import copy_templates, try_templates


def told(folder: Path, name: str, template: str) -> list[str]:
    (folder / name).write_text(template)
    return [str(one).removeprefix(f"{folder}/") for one in try_templates(folder)]


def test_copied_templates_render_every_sample(tmp_path: Path) -> None:
    copied = copy_templates(tmp_path / "own")
    assert "digest.html.j2" in {path.name for path in copied}
    assert try_templates(tmp_path / "own") == ()


@pytest.mark.parametrize(
    ("name", "template", "words"),
    [
        ("digest.txt.j2", "one\ntwo {{ digest.titel }}", "digest.txt.j2:2: 'tracker.digests.views.DigestView object'"),
        ("digest.txt.j2", "one\n{% for x in %}", "digest.txt.j2:2: Expected an expression"),
        ("digest.html.j2", "{{ digest.lead | nothing }}", "digest.html.j2:1: No filter named 'nothing'."),
        # the built-in page uses the own partial: the fault is told where it stands
        ("entry.html.j2", "{% macro entry_full(run) %}\n{{ run[0].wrong }}{% endmacro %}", "entry.html.j2:2: "),
        # only some shapes break it: a notice has no section
        ("digest.txt.j2", "{{ digest.sections[0].title }}", "digest.txt.j2:1: "),
        ("digest.slack.j2", "no json", "digest.slack.j2: Expecting value"),
        ("digest.slack.j2", '{"type": "carousel"}', "digest.slack.j2: a type that is not known"),
    ],
)
def test_what_breaks_is_told_with_its_place(tmp_path: Path, name: str, template: str, words: str) -> None:
    (fault, *_) = told(tmp_path, name, template)
    assert fault.startswith(words)


def test_a_folder_may_be_named_as_it_stands_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "digest.txt.j2").write_text("{{ nothing }}")
    monkeypatch.chdir(tmp_path)
    assert [one.line for one in try_templates(Path())] == [1]


def test_a_misspelled_name_is_told_with_the_right_one(tmp_path: Path) -> None:
    assert told(tmp_path, "digest.htm.j2", "x") == ["digest.htm.j2: nothing uses it; did you mean digest.html.j2?"]


def test_a_partial_of_ones_own_is_in_use_where_a_template_includes_it(tmp_path: Path) -> None:
    (tmp_path / "foot.j2").write_text("bye")
    assert told(tmp_path, "digest.txt.j2", '{% include "foot.j2" %}') == []


def test_pictures_from_elsewhere_are_a_lint(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, "digest.html.j2", '<html lang="en"><img src="https://pictures.example/a.png"></html>')
    assert "from elsewhere, which mail clients block" in fault


def test_the_commands_copy_and_check_and_say_so_by_their_exit_codes(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["templates", *arguments])
        return done.exit_code, done.output + str(done.exception or "")

    own = str(tmp_path / "own")
    assert run("copy", own)[0] == 0
    assert "is there already" in run("copy", own)[1]
    assert run("check", own) == (0, f"The templates in {own} render every sample digest.\n")
    (tmp_path / "own" / "digest.htm.j2").write_text("x")
    assert run("check", own)[0] == 3
    (tmp_path / "own" / "digest.txt.j2").write_text("{{ nothing }}")
    code, text = run("check", own, "--json")
    assert (code, '"line": 1' in text) == (1, True)
    assert "There is no folder" in run("check", str(tmp_path / "gone"))[1]
