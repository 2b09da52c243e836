"""`tracker site build`: a folder of its own, built again without writing what has not changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from databases import on

from tracker.cli.main import app

CONFIG = """\
database: sqlite:///t.db
sources:
  - {name: letters, folder: in, baseline: false}
watches:
  - {name: all, to: [files]}
receivers:
  - {name: files, file: out}
  - {name: others, file: out2}
"""
LETTER = (
    "Norway adopts salmon rules\n\nThe Ministry of Fisheries adopted a regulation on salmon lice on 3 March 2026.\n"
)


@pytest.fixture
def home(tmp_path: Path, database: str) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "letter.txt").write_text(LETTER)
    (tmp_path / "config.yaml").write_text(on(database, CONFIG))
    assert run(tmp_path, "run", "--once")[0] == 0
    return tmp_path


def run(home: Path, *arguments: str) -> tuple[int, str]:
    now = ["--now", "2026-03-05T08:00+00:00"] if arguments[0] == "site" else []
    done = CliRunner().invoke(app, [*arguments, "--config", str(home / "config.yaml"), *now])
    return done.exit_code, done.output + str(done.exception or "")


def test_a_site_is_built_and_built_again_without_writing_what_is_the_same(home: Path) -> None:
    out = str(home / "site")
    code, told = run(home, "site", "build", out)
    assert (code, "1 digests, 1 policies, 0 metrics" in told) == (0, True)
    assert (home / "site" / "index.html").is_file()
    assert "0 files written" in run(home, "site", "build", out)[1]


def test_pages_that_are_no_more_are_removed_and_nothing_else(home: Path) -> None:
    out = home / "site"
    run(home, "site", "build", str(out))
    (page,) = (out / "policies").iterdir()
    (out / "mine.txt").write_text("keep me")
    stale = out / "policies" / "pol_gone.html"
    stale.write_text("old")
    manifest = out / ".tracker-site.json"
    manifest.write_text(json.dumps([*json.loads(manifest.read_text()), "policies/pol_gone.html"]))
    assert run(home, "site", "build", str(out))[0] == 0
    assert (stale.exists(), page.exists(), (out / "mine.txt").exists()) == (False, True, True)


def test_a_folder_of_other_things_is_refused(home: Path) -> None:
    assert "is no folder of a site and is not empty" in run(home, "site", "build", str(home / "in"))[1]
    assert sorted(path.name for path in (home / "in").iterdir()) == ["letter.txt"]


def test_a_manifest_that_leads_out_of_the_folder_removes_nothing(home: Path) -> None:
    out = home / "site"
    run(home, "site", "build", str(out))
    (out / ".tracker-site.json").write_text('["../in/letter.txt"]')
    assert "which is not in the folder" in run(home, "site", "build", str(out))[1]
    assert (home / "in" / "letter.txt").is_file()


def test_only_the_digests_of_one_receiver_are_shown(home: Path) -> None:
    assert "0 digests" in run(home, "site", "build", str(home / "site"), "--receiver", "others")[1]
    assert "There is no receiver 'nobody'" in run(home, "site", "build", str(home / "s2"), "--receiver", "nobody")[1]
