"""The commands as a user types them: results on standard output, messages on standard error, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from databases import Databases, database_of, on

ROOT = Path(__file__).parents[2]


def tracker(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    base = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C"}
    return subprocess.run(
        [sys.executable, "-m", "tracker", *arguments],
        cwd=cwd,
        env=base | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def settle(folder: Path, database: str) -> None:
    """Put the shipped samples and configuration there, with a database of its own."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    (folder / "config.yaml").write_text(on(database, text), encoding="utf-8")


def copy_of(folder: Path, other: Path, databases: Databases) -> Path:
    """The same folder once more, with a copy of its database."""
    shutil.copytree(folder, other)
    text = (folder / "config.yaml").read_text(encoding="utf-8")
    (other / "config.yaml").write_text(on(databases.copy(database_of(folder), other), text), encoding="utf-8")
    return other


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, module_databases: Databases) -> Path:
    """A folder with the shipped configuration and samples, after one pass."""
    folder = tmp_path_factory.mktemp("home")
    settle(folder, module_databases.new(folder))
    done = tracker("run", "--once", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "first.txt").write_text(done.stdout, encoding="utf-8")
    return folder


def test_the_pass_prints_the_digest_and_writes_it_in_three_shapes(home: Path) -> None:
    shown = (home / "first.txt").read_text(encoding="utf-8")
    assert "interconnection of computing centres" in shown
    assert sorted(path.suffixes[-1] for path in (home / "out").iterdir()) == [".html", ".json", ".txt"]


def test_a_second_pass_is_silent(home: Path) -> None:
    done = tracker("run", "--once", cwd=home)
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 new documents, 0 items, 0 findings; 0 digests, 0 messages delivered." in done.stderr


def test_extract_prints_one_object_for_each_file(home: Path) -> None:
    files = ["samples/ict-weekly/2026-04-12.md", "samples/harbour-brief/2026-04-13.txt"]
    done = tracker("extract", *files, cwd=home)
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["document"] for record in records] == files
    assert [record["published"] for record in records] == ["2026-04-12", "2026-04-13"]
    for record, file in zip(records, files, strict=True):
        text = (home / file).read_text(encoding="utf-8")
        for item in record["items"]:
            assert text[item["start"] : item["end"]] == item["text"]
            for mention in (*item["policies"], *item["metrics"]):
                assert item["text"][mention["start"] : mention["end"]] == mention["quote"]


def test_extract_says_which_file_cannot_be_read_and_reads_the_others(home: Path) -> None:
    done = tracker("extract", "nowhere.txt", "samples/ict-weekly/2026-04-12.md", cwd=home)
    assert done.returncode == 2
    assert "nowhere.txt cannot be read: No such file or directory" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_export_has_a_record_for_each_mention_and_finding(home: Path) -> None:
    done = tracker("export", cwd=home)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert {record["record"] for record in records} == {"policy", "metric", "finding"}
    ids = {record["id"] for record in records if record["record"] != "finding"}
    assert {record["id"] for record in records if record["record"] == "finding"} <= ids
    later = tracker("export", "--since", "2026-04-10", cwd=home)
    assert 0 < len(later.stdout.splitlines()) < len(records)


def test_export_refuses_a_date_that_is_none(home: Path) -> None:
    done = tracker("export", "--since", "yesterday", cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Write it as 2026-04-12" in done.stderr


def test_status_tells_of_each_source_and_receiver(home: Path) -> None:
    shown = tracker("status", cwd=home).stdout
    assert all(name in shown for name in ("ICT weekly", "Harbour Digital Brief", "screen", "files"))
    known = json.loads(tracker("status", "--json", cwd=home).stdout)
    assert {source["name"] for source in known["sources"]} >= {"ICT weekly", "Morning summary"}


def test_explain_tells_what_was_found_how_it_was_linked_and_who_was_told(home: Path) -> None:
    shown = tracker("explain", "measures computing centres final", cwd=home).stdout
    assert "accepted because" in shown
    assert "policy.updated" in shown
    assert "watch policy steps: selects it" in shown
    assert "to files by policy steps: told" in shown


def test_explain_of_something_unknown_says_so(home: Path) -> None:
    done = tracker("explain", "unicorn subsidies", cwd=home)
    assert done.returncode == 2
    assert "No item has the id or the words 'unicorn subsidies'" in done.stderr


def test_policies_and_metrics_are_listed_and_told_one_by_one(home: Path) -> None:
    policies = [json.loads(line) for line in tracker("policies", "--json", cwd=home).stdout.splitlines()]
    moved = next(policy for policy in policies if policy["stages"] == ["consultation", "adopted"])
    life = tracker("policy", moved["id"], cwd=home).stdout
    assert "consultation → adopted" in life
    assert "“The Ministry of Industry and Information Technology (MIIT) has issued" in life
    metrics = [json.loads(line) for line in tracker("metrics", "--json", cwd=home).stdout.splitlines()]
    pinned = next(metric for metric in metrics if metric["pin"] == "Weekly tokens of Chinese models")
    assert pinned["value"] == 12.96e12
    assert "12,960,000,000,000 token" in tracker("metric", pinned["id"], cwd=home).stdout


def test_check_is_silent_about_nothing_and_exact_about_faults(home: Path) -> None:
    assert tracker("check", cwd=home).stdout.startswith("config.yaml is fine: 4 sources, 3 watches, 2 receivers.")
    small = home / "small.yaml"
    small.write_text("sources: [{name: a, folder: samples}]\nwatches: [{name: w, when: {}, to: s}]\n", "utf-8")
    small.write_text(small.read_text("utf-8") + "receivers: [{name: s, terminal: true}]\n", "utf-8")
    assert "is fine: 1 source, 1 watch, 1 receiver." in tracker("check", str(small), cwd=home).stdout
    broken = home / "broken.yaml"
    broken.write_text((home / "config.yaml").read_text(encoding="utf-8").replace("receivers:", "recievers:"), "utf-8")
    done = tracker("check", str(broken), cwd=home)
    assert done.returncode == 2
    assert "receivers" in done.stdout
    assert "^" in done.stdout


def test_looking_needs_no_token_and_sending_does(home: Path) -> None:
    text = (home / "config.yaml").read_text(encoding="utf-8")
    sending = home / "sending.yaml"
    slack = "slack: {token: '${TOKEN_OF_NOBODY}'}\n"
    sending.write_text(slack + text.replace("receivers:", "receivers:\n  - {name: room, slack: '#policy'}\n"), "utf-8")
    for command in (["status"], ["policies"], ["digest", "preview", "room"], ["outbox", "list"], ["watches", "untold"]):
        done = tracker(*command, "--config", "sending.yaml", cwd=home)
        assert done.returncode == 0, done.stderr
    for command in (["run", "--once"], ["notify", "test", "room"]):
        done = tracker(*command, "--config", "sending.yaml", cwd=home)
        assert (done.returncode, "not set: `TOKEN_OF_NOBODY`" in done.stderr) == (2, True)


def test_what_a_pass_could_not_send_is_told_and_waits(home: Path, tmp_path: Path, database: str) -> None:
    shutil.copytree(home / "samples", tmp_path / "samples")
    (tmp_path / "config.yaml").write_text(on(database, (home / "config.yaml").read_text(encoding="utf-8")), "utf-8")
    (tmp_path / "out").write_text("a file where the folder should be", encoding="utf-8")
    done = tracker("run", "--once", cwd=tmp_path)
    assert (done.returncode, "2 digests, 1 message delivered" in done.stderr) == (1, True)
    assert "tracker: files: " in done.stderr
    assert "`tracker outbox list` says when" in done.stderr
    assert "files" in tracker("outbox", "list", cwd=tmp_path).stdout


def test_a_missing_configuration_is_told_with_what_to_do(tmp_path: Path) -> None:
    done = tracker("run", "--once", cwd=tmp_path)
    assert done.returncode == 2
    assert "config.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_schema_is_json_of_draft_7(home: Path) -> None:
    schema = json.loads(tracker("schema", cwd=home).stdout)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_preview_shows_without_marking(home: Path, tmp_path: Path, database: str) -> None:
    shutil.copytree(home / "samples", tmp_path / "samples")
    text = (
        (home / "config.yaml")
        .read_text(encoding="utf-8")
        .replace("    file: out\n", '    file: out\n    digest: {at: "08:30"}\n')
    )
    (tmp_path / "config.yaml").write_text(on(database, text), encoding="utf-8")
    assert tracker("run", "--once", cwd=tmp_path).returncode == 0
    first = tracker("digest", "preview", "files", "--now", "2026-04-14T08:00+00:00", cwd=tmp_path)
    again = tracker("digest", "preview", "files", "--now", "2026-04-14T08:00+00:00", cwd=tmp_path)
    assert first.returncode == 0
    assert "computing centres" in first.stdout
    assert first.stdout == again.stdout
    assert "Nothing is waiting for screen." in tracker("digest", "preview", "screen", cwd=tmp_path).stderr
    assert json.loads(tracker("digest", "preview", "files", "-f", "slack", cwd=tmp_path).stdout.splitlines()[0])[
        "blocks"
    ]


def test_a_test_message_arrives_or_says_why_not(home: Path) -> None:
    assert "A test message was delivered to files." in tracker("notify", "test", "files", cwd=home).stdout
    done = tracker("notify", "test", "nobody", cwd=home)
    assert done.returncode == 2
    assert "There is no receiver 'nobody'" in done.stderr
    assert "screen, files" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete_commands(tmp_path: Path, shell: str) -> None:
    done = tracker("completion", shell, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_TRACKER_COMPLETE" in done.stdout
    asked = tracker(cwd=tmp_path, _TRACKER_COMPLETE="bash_complete", COMP_WORDS="tracker poli", COMP_CWORD="1")
    assert asked.stdout.split() == ["plain,policies", "plain,policy"]


@pytest.mark.parametrize("name", ["extract", "db"])
def test_a_command_loads_no_module_of_another(tmp_path: Path, name: str) -> None:
    told = f"""
import sys
from tracker.cli.main import app
app(['{name}', '--help'], standalone_mode=False)
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", told], cwd=tmp_path, capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert f"tracker.cli.{name}" in modules
    assert not modules & {"tracker.cli.run", "tracker.cli.watches", "tracker.extraction", "pydantic", "sqlalchemy"}
