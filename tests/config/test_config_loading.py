"""What a configuration becomes, and that nothing wrong passes silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.config import check, load
from tracker.errors import ConfigError

SMALL = """\
database: sqlite:///tracker.db
sources:
  - name: letters
    folder: inbox
watches:
  - name: everything
    when: {}
    to: [files]
receivers:
  - name: files
    file: out
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_relative_paths_belong_to_the_folder_of_the_file(tmp_path: Path) -> None:
    config = load(write(tmp_path, SMALL), {})
    assert config.sources[0].folder == tmp_path / "inbox"
    assert config.receivers[0].file == tmp_path / "out"
    assert config.database == f"sqlite:///{tmp_path / 'tracker.db'}"
    assert config.watches[0].to == ("files",)


def test_all_faults_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL.replace("folder: inbox", "foldr: inbox").replace("[files]", "[fiels]"))
    with pytest.raises(ConfigError) as caught:
        load(path, {})
    assert str(caught.value).splitlines() == [
        f"{path}:4:5: a source has no key `foldr` (did you mean `folder`?)",
        f"{path}:8:10: there is no receiver `fiels` (did you mean `files`?)",
    ]


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    config, faults = check(tmp_path / "none.yaml", {})
    assert config is None
    assert [fault.message for fault in faults] == ["there is no such file; give one with --config FILE"]
