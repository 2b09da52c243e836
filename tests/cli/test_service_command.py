"""`tracker service install`: the unit is right, hard, and written only where it harms nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker.cli.main import app
from tracker.errors import UsageError
from tracker.operating.service import unit

PYTHON = Path("/opt/tracker/bin/python")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text("sources: [{name: letters, folder: inbox}]\n", encoding="utf-8")
    return tmp_path / "config.yaml"


def install(config: Path, *arguments: str) -> Result:
    environment = {"XDG_CONFIG_HOME": str(config.parent / "xdg")}
    return CliRunner().invoke(app, ["service", "install", *arguments, "--config", str(config)], env=environment)


def written(config: Path) -> Path:
    return config.parent / "xdg" / "systemd" / "user" / "tracker.service"


def test_a_unit_for_the_user_is_written_and_the_next_commands_are_said(config: Path) -> None:
    result = install(config, "--user")
    assert result.exit_code == 0, result.exception
    text = written(config).read_text(encoding="utf-8")
    assert re.search(rf"^ExecStart=\S+python\S* -m tracker run --config {config}$", text, re.MULTILINE)
    assert f"WorkingDirectory={config.parent}" in text
    assert "WantedBy=default.target" in text
    assert "systemctl --user enable --now tracker.service" in result.stdout


def test_a_dry_run_writes_nothing(config: Path) -> None:
    assert install(config, "--user", "--dry-run").stdout.startswith("[Unit]")
    assert "User=tracker" in install(config, "--dry-run").stdout
    assert not written(config).exists()


def test_a_unit_of_somebody_else_is_not_overwritten(config: Path) -> None:
    install(config, "--user")
    assert install(config, "--user").exit_code == 0  # the same again is no harm
    written(config).write_text("[Unit]\n", encoding="utf-8")
    assert "say --force" in str(install(config, "--user").exception)
    assert install(config, "--user", "--force").exit_code == 0


def test_a_configuration_that_is_not_there_or_does_not_load_is_no_service(config: Path) -> None:
    assert "There is no configuration" in str(install(config.with_name("none.yaml"), "--user").exception)
    config.write_text("sources: 3\n", encoding="utf-8")
    assert install(config, "--user").exit_code != 0
    assert not written(config).exists()


def test_signs_that_systemd_replaces_are_doubled_and_quotes_refused() -> None:
    made = unit(Path("/srv/50%/$x/config.yaml"), PYTHON, user=True, home=Path("/home/a"))
    assert "--config /srv/50%%/$$x/config.yaml" in made.text
    assert "WorkingDirectory=/srv/50%%/$x" in made.text
    for folder in ('/srv/a"b', "/srv/a b", "/srv/a\nUser=root"):
        with pytest.raises(UsageError, match="A unit cannot name"):
            unit(Path(folder) / "config.yaml", PYTHON, user=True, home=Path("/home/a"))


def test_the_machines_unit_gives_the_process_nothing_that_it_does_not_need() -> None:
    text = unit(Path("/srv/tracker/config.yaml"), PYTHON, user=False, home=Path("/root")).text
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "PrivateUsers=yes"):
        assert f"\n{line}\n" in text
    assert "ReadWritePaths=/srv/tracker" in text


@pytest.mark.parametrize("user", [True, False], ids=["user", "machine"])
def test_systemd_reads_the_unit_and_calls_the_machines_one_well_protected(tmp_path: Path, user: bool) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return  # the texts above are checked everywhere; systemd's own view where it is
    made = unit(tmp_path / "config.yaml", Path("/bin/true"), user=user, home=tmp_path)
    path = tmp_path / made.path.name
    path.write_text(made.text, encoding="utf-8")
    said = subprocess.run(
        [analyze, "verify", "--man=no", str(path)], capture_output=True, text=True, check=False
    ).stderr
    assert "tracker.service:" not in said, said
    if not user:
        command = [analyze, "security", "--offline=true", "--threshold=30", "--no-pager", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "Overall exposure level" in done.stdout
        assert done.returncode == 0, done.stdout[-400:]


def test_the_image_runs_as_nobody_of_note_and_tells_whether_it_is_healthy() -> None:
    lines = (Path(__file__).parents[2] / "Dockerfile").read_text(encoding="utf-8").splitlines()
    said = {
        line.partition(" ")[0]: line.partition(" ")[2] for line in lines if line and not line.startswith((" ", "#"))
    }
    assert said["USER"] == "10001:10001"
    assert "/-/healthy" in said["HEALTHCHECK"]
    assert said["CMD"] == '["run", "--config", "/data/config.yaml", "--http", "127.0.0.1:9464"]'
    assert lines.index("USER 10001:10001") < next(n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT"))
    copied = [line.split()[1] for line in lines if line.startswith("COPY") and "--from" not in line]
    assert all((Path(__file__).parents[2] / name).exists() for name in copied)
