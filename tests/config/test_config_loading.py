"""What a configuration becomes, and that nothing wrong passes silently."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.config import Config, Onlooker, changes, check, load, render_fault, secret
from tracker.config.parsing import parse
from tracker.errors import ConfigError, Fault, TrackerError

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
SLACK = "slack:\n  token: ${TOKEN}\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, text: str, **environ: str) -> Config:
    return load(write(folder, text), environ)


# ---------------------------------------------------------------- values


def test_relative_paths_belong_to_the_folder_of_the_file(tmp_path: Path) -> None:
    config = loaded(tmp_path, SMALL + "vocabulary: [more.yaml]\ntemplates: mine\n")
    assert config.sources[0].folder == tmp_path / "inbox"
    assert config.receivers[0].file == tmp_path / "out"
    assert config.database == f"sqlite:///{tmp_path / 'tracker.db'}"
    assert (config.vocabulary, config.templates) == ((tmp_path / "more.yaml",), tmp_path / "mine")


def test_absolute_paths_and_other_databases_stay(tmp_path: Path) -> None:
    text = SMALL.replace("inbox", "/srv/inbox").replace("sqlite:///tracker.db", "postgresql://db/tracker")
    config = loaded(tmp_path, text)
    assert str(config.sources[0].folder) == "/srv/inbox"
    assert config.database == "postgresql://db/tracker"


def test_the_default_database_lies_beside_the_file(tmp_path: Path) -> None:
    config = loaded(tmp_path, SMALL.replace("database: sqlite:///tracker.db\n", ""))
    assert config.database == f"sqlite:///{tmp_path / 'tracker.db'}"


def test_home_is_the_one_of_the_environment(tmp_path: Path) -> None:
    config = loaded(tmp_path, SMALL.replace("inbox", "~/inbox"), HOME="/home/ana")
    assert str(config.sources[0].folder) == "/home/ana/inbox"
    config = loaded(tmp_path, SMALL.replace("sqlite:///", "sqlite:///~/"), HOME="/home/ana")
    assert config.database == "sqlite:////home/ana/tracker.db"


def test_variables_are_filled_in_secrets_and_addresses_alone(tmp_path: Path) -> None:
    text = SMALL.replace("folder: inbox", "feed: https://${HOST}/rss").replace("name: everything", "name: $${HOST}")
    config = loaded(tmp_path, text + SLACK, HOST="example.org", TOKEN="xoxb-$${1}")
    assert config.sources[0].feed == "https://example.org/rss"
    assert config.watches[0].name == "$${HOST}"
    assert config.slack is not None
    assert config.slack.token is not None
    assert config.slack.token.get_secret_value() == "xoxb-$${1}"


def test_a_doubled_dollar_stands_for_itself(tmp_path: Path) -> None:
    config = loaded(tmp_path, SMALL + 'slack:\n  token: "a$${TOKEN}"\n')
    assert config.slack is not None
    assert config.slack.token is not None
    assert config.slack.token.get_secret_value() == "a${TOKEN}"


def test_a_key_without_a_value_is_as_if_left_out(tmp_path: Path) -> None:
    config = loaded(tmp_path, SMALL + "slack:\nmetrics:\n")
    assert (config.slack, config.metrics) == (None, ())


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load(path, {}).watches[0].name == "everything"


SCALARS = [
    # The core schema of YAML 1.2: NO is Norway, and a time is text.
    ("NO", "NO"),
    ("off", "off"),
    ("08:30", "08:30"),
    ("2026-07-01", "2026-07-01"),
    ("1_000", "1_000"),
    ("012", 12),
    ("0o14", 12),
    ("0x1F", 31),
    ("5e12", 5e12),
    ("-.5", -0.5),
    ("true", True),
    ("~", None),
    ('"true"', "true"),
]


@pytest.mark.parametrize(("written", "value"), SCALARS)
def test_scalars_mean_what_yaml_1_2_says(written: str, value: object) -> None:
    data = parse(f"key: {written}\n").data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


# ---------------------------------------------------------------- faults


def test_all_faults_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL.replace("folder: inbox", "foldr: inbox").replace("[files]", "[fiels]"))
    with pytest.raises(ConfigError) as caught:
        load(path, {})
    assert str(caught.value).splitlines() == [
        f"{path}:4:5: a source has no key `foldr` (did you mean `folder`?)",
        f"{path}:8:10: there is no receiver `fiels` (did you mean `files`?)",
    ]


def test_lints_do_not_keep_a_configuration_from_loading(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL + "slack:\n  token: xoxb-written-out\n")
    assert load(path, {}).slack is not None
    assert [fault.lint for fault in check(path, {})[1]] == [True]


def test_further_faults_are_placed_past_entries_that_were_left_out(tmp_path: Path) -> None:
    """The second watch is the first of the Config, for the first has no name; its fault still stands in its line."""
    text = SMALL.replace("  - name: everything\n", "  - to: files\n  - name: everything\n")

    def further(config: Config) -> tuple[Fault, ...]:
        assert [watch.name for watch in config.watches] == ["everything"]
        return (Fault(("watches", 0, "when"), "no good"),)

    _, faults = check(write(tmp_path, text), {}, further)
    assert [(fault.line, fault.message) for fault in faults] == [(6, "a watch needs `name`"), (8, "no good")]


def test_further_checks_see_entries_whose_other_keys_failed(tmp_path: Path) -> None:
    seen: list[str] = []

    def further(config: Config) -> tuple[Fault, ...]:
        seen.extend(source.name for source in config.sources)
        return ()

    check(write(tmp_path, SMALL.replace("inbox", "inbox\n    every: never")), {}, further)
    assert seen == ["letters"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no such file; give one with --config FILE"),
        (b"", "the file is empty; it needs at least `sources`"),
        (b"sources:\n  - name: \xff\n", "the file is not text in UTF-8"),
        (b"#" * 300_000, "the file is larger than 256 KB, which no configuration should be"),
        (b"[" * 10_000, "this is nested deeper than 30 levels"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "config.yaml"
    if content is not None:
        path.write_bytes(content)
    config, faults = check(path, {})
    assert config is None
    assert [(fault.message, fault.file) for fault in faults] == [(message, str(path))]


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    assert "cannot be read" in check(tmp_path, {})[1][0].message


PIECES = st.sampled_from(
    [*"[]{}:,-#&*!|>'\"%@`\n\t ?", "sources:", "- ", "  ", "name: ", "when: ", "to: x", "5e12", "é"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_text_breaks_the_loader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.getbasetemp(), text)
    config, faults = check(path, {})
    assert config is not None or any(not fault.lint for fault in faults)
    lines = text.split("\n")
    assert all(1 <= fault.line <= len(lines) + 1 and fault.column >= 1 for fault in faults)


KEYS = st.sampled_from(
    [
        *(
            "sources",
            "metrics",
            "watches",
            "receivers",
            "slack",
            "smtp",
            "http",
            "ops",
            "timezone",
            "include",
            "silences",
            "silence",
            "until",
            "because",
            "database",
            "vocabulary",
            "keep",
            "ping",
        ),
        *(
            "name",
            "folder",
            "feed",
            "every",
            "when",
            "to",
            "urgency",
            "labels",
            "digest",
            "quiet",
            "at",
            "from",
            "days",
        ),
        *(
            "file",
            "terminal",
            "email",
            "token",
            "password",
            "password_file",
            "host",
            "port",
            "subject",
            "unit",
            "nonsense",
        ),
    ]
)
VALUES = st.recursive(
    st.sampled_from(
        [None, True, 0, 7, 2.5, "", "desk", "a@b.c", "${X}", "08:30", "mon", "1h", "https://a.b", "#c", "~/x", "now"]
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_no_shape_breaks_the_loader(tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]) -> None:
    """JSON is YAML. The further checks get a Config of whatever was right."""
    path = write(tmp_path_factory.getbasetemp(), json.dumps(data))
    given_on: list[Config] = []
    config, faults = check(path, {"X": "x"}, lambda partial: given_on.append(partial) or ())
    assert len(given_on) == 1
    assert config is given_on[0] or any(not fault.lint for fault in faults)


VARIABLES = """\
database: ${DATABASE}
sources:
  - {name: feed, feed: "${FEED}"}
  - {name: box, mailbox: "${BOX}", password: "${BOX_PASSWORD}"}
receivers:
  - {name: desk, slack: "${CHANNEL}"}
  - {name: board, email: "${ADDRESS}"}
slack: {token: "${TOKEN}", api_url: "${API}"}
smtp: {host: "${HOST}", from: "${SENDER}"}
"""


def test_rules_can_be_read_where_the_environment_is_not_known(tmp_path: Path) -> None:
    """Variables stay as they are written; with an environment each that is missing is a fault."""
    path = write(tmp_path, VARIABLES)
    config, faults = check(path, None)
    assert faults == ()
    assert config is not None
    assert (config.database, config.receivers[0].slack) == ("${DATABASE}", "${CHANNEL}")
    assert len(check(path, {})[1]) == 10


def test_who_only_looks_needs_no_secret_but_the_database(tmp_path: Path) -> None:
    path = write(tmp_path, VARIABLES)
    config, faults = check(path, Onlooker({"DATABASE": "sqlite:///t.db", "API": "https://slack.example/api/"}))
    assert faults == ()
    assert config is not None
    assert (config.database, config.receivers[0].slack) == (f"sqlite:///{tmp_path}/t.db", "${CHANNEL}")
    (fault,) = check(path, Onlooker({}))[1]
    assert (fault.line, "environment variable that is not set: `DATABASE`" in fault.message) == (1, True)


def test_a_secret_that_was_left_open_is_refused_on_use(tmp_path: Path) -> None:
    config, _ = check(write(tmp_path, VARIABLES), Onlooker({"DATABASE": "sqlite:///t.db"}))
    assert config is not None
    assert config.slack is not None
    with pytest.raises(TrackerError, match="variable TOKEN is not set"):
        secret(config.slack.token, None)


# ---------------------------------------------------------------- several files


def test_included_files_add_to_the_lists_once_each(tmp_path: Path) -> None:
    """In the order of their names, however often they are named; the configuration itself is not included again."""
    rules = tmp_path / "rules"
    rules.mkdir()
    for name in ("b", "a"):
        (rules / f"{name}.yaml").write_text(f"watches: [{{name: {name}, to: files}}]\n", encoding="utf-8")
    config = loaded(tmp_path, SMALL + "include: [rules/b.yaml, 'rules/*.yaml', '*.yaml']\n")
    assert [watch.name for watch in config.watches] == ["everything", "b", "a"]


def test_included_lists_need_none_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(SMALL[SMALL.index("watches:") :], encoding="utf-8")
    config = loaded(tmp_path, SMALL[: SMALL.index("watches:")] + "include: rules.yaml\n")
    assert [watch.name for watch in config.watches] == ["everything"]
    assert config.receivers[0].file == tmp_path / "out"


def test_an_absolute_pattern_is_one_of_the_whole_machine(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "rules.yaml").write_text("watches: [{name: more, to: fils}]\n", encoding="utf-8")
    folder = tmp_path / "here"
    folder.mkdir()
    (fault,) = check(write(folder, SMALL + f"include: {elsewhere}/r*.yaml\n"), {})[1]
    assert str(fault) == f"{elsewhere}/rules.yaml:1:28: there is no receiver `fils` (did you mean `files`?)"


def test_an_included_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_bytes(b"watches:\n  - name: \xff\n")
    (fault,) = check(write(tmp_path, SMALL + "include: rules.yaml\n"), {})[1]
    assert str(fault) == f"{tmp_path}/rules.yaml:2:11: the file is not text in UTF-8"


@given(st.lists(st.integers(0, 2), min_size=1, max_size=5), st.booleans())
def test_however_rules_are_spread_over_files_they_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, homes: list[int], faulty: bool
) -> None:
    """The watches of a file follow one another; so do the files. A fault names its file and line."""
    folder = tmp_path_factory.mktemp("spread")
    written: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for number, home in enumerate(homes):
        to = "fils" if faulty and number == len(homes) - 1 else "files"
        written[home].append(f"  - {{name: w{number}, to: {to}}}\n")
    for home in (1, 2):
        (folder / f"rules{home}.yaml").write_text("watches:\n" + "".join(written[home]), encoding="utf-8")
    text = SMALL[: SMALL.index("watches:")] + SMALL[SMALL.index("receivers:") :] + "include: rules?.yaml\n"
    own = "watches:\n" + "".join(written[0])
    config, faults = check(write(folder, text + own), {})
    if faulty:
        home = homes[-1]
        line = len(written[home]) + 1 + (len(text.splitlines()) if home == 0 else 0)
        assert [(Path(fault.file).name, fault.line) for fault in faults] == [
            (f"rules{home}.yaml" if home else "config.yaml", line)
        ]
    else:
        assert config is not None
        expected = [f"w{number}" for home in range(3) for number, each in enumerate(homes) if each == home]
        assert [watch.name for watch in config.watches] == expected


@pytest.mark.parametrize("pattern", ["'**x/*'", '"a\\0*"', "/", "[", "..", "'../*'"])
def test_no_pattern_breaks_the_loader(tmp_path: Path, pattern: str) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    faults = check(write(folder, SMALL + f"include: {pattern}\n"), {})[1]
    assert faults, "none of these means a file"
    assert {fault.file for fault in faults} == {str(folder / "config.yaml")}


# ---------------------------------------------------------------- secrets


def test_no_secret_is_shown(tmp_path: Path) -> None:
    text = SMALL.replace("sqlite:///tracker.db", "postgresql://ana:hunter2@db/tracker") + (
        "slack: {token: hunter2, tokens: 2}\nsmtp: {host: m, from: no address, password: 'hunter2'}\n"
    )
    path = write(tmp_path, text)
    _, faults = check(path, {})
    shown = "\n".join(render_fault(fault, text) for fault in faults)
    assert "no key `tokens`" in shown
    assert "hunter2" not in shown
    assert "hunter2" not in repr(loaded(tmp_path, SMALL + SLACK, TOKEN="hunter2"))


def test_a_secret_is_read_when_it_is_used(tmp_path: Path) -> None:
    config = loaded(tmp_path, SMALL + "slack:\n  token_file: token\n")
    assert config.slack is not None
    with pytest.raises(TrackerError, match="token cannot be read"):
        secret(config.slack.token, config.slack.token_file)
    (tmp_path / "token").write_text("xoxb-1\n", encoding="utf-8")
    assert secret(config.slack.token, config.slack.token_file) == "xoxb-1"
    (tmp_path / "token").write_text("\n", encoding="utf-8")
    with pytest.raises(TrackerError, match="is empty"):
        secret(config.slack.token, config.slack.token_file)
    assert secret(None, None) is None


# ---------------------------------------------------------------- reload


def test_a_reload_says_what_changes_and_no_secret(tmp_path: Path) -> None:
    old = loaded(tmp_path, SMALL + SLACK, TOKEN="first")
    text = SMALL.replace("to: [files]", "to: [files]\n    urgency: now").replace("inbox", "letters") + SLACK
    new = loaded(tmp_path, text.replace("receivers:\n", "  - name: moves\n    to: files\nreceivers:\n"), TOKEN="second")
    assert changes(old, new) == (
        f"source letters: folder {tmp_path / 'inbox'} → {tmp_path / 'letters'}",
        "watch everything: urgency digest → now",
        "watch moves: added",
        "slack: token changed",
    )
    assert changes(new, new) == ()


def test_removed_parts_and_plain_values_are_told(tmp_path: Path) -> None:
    old = loaded(tmp_path, SMALL + SLACK + "ops: files\n", TOKEN="x")
    new = loaded(tmp_path, SMALL.replace("files", "desk") + "timezone: Europe/Paris\n")
    assert changes(old, new) == (
        "timezone: UTC → Europe/Paris",
        "watch everything: to [files] → [desk]",
        "receiver files: removed",
        "receiver desk: added",
        "slack: removed",
        "ops: files → nothing",
    )


def test_values_are_told_as_they_are_written(tmp_path: Path) -> None:
    old = loaded(tmp_path, SMALL)
    text = SMALL.replace("inbox", "inbox\n    every: 90m").replace("when: {}", "when: {policy: {stage: [draft]}}")
    new = loaded(tmp_path, text + "    digest: {at: 8:30, days: mon}\n    quiet: {from: '20:00', to: '07:00'}\n")
    assert changes(old, new) == (
        "source letters: every 15m → 90m",
        "watch everything: when nothing → {policy: {stage: [draft]}}",
        "receiver files: digest nothing → {at: 08:30, days: [mon]}",
        "receiver files: quiet nothing → {from: 20:00, to: 07:00}",
    )


def test_silences_are_told_by_their_reasons(tmp_path: Path) -> None:
    silence = "silences:\n  - {when: {}, until: 2026-12-01, because: it is decided}\n"
    old, new = loaded(tmp_path, SMALL + silence), loaded(tmp_path, SMALL + silence.replace("12-01", "12-24"))
    assert changes(old, new) == ("silence it is decided: until 2026-12-01 → 2026-12-24",)
    assert changes(old, loaded(tmp_path, SMALL)) == ("silence it is decided: removed",)


def test_a_silence_in_words_is_one_in_a_mapping(tmp_path: Path) -> None:
    """Either way people write it; the comma and the spaces make no difference."""
    in_words = SMALL.replace(
        "to: [files]", "to: [files]\n    silence: Until  2026-12-01 because of a, b: c".replace(": c", " c")
    )
    mapping = SMALL.replace("to: [files]", "to: [files]\n    silence: {until: 2026-12-01, because: 'of a, b c'}")
    assert loaded(tmp_path, in_words).watches == loaded(tmp_path, mapping).watches


def test_importing_the_room_loads_no_library() -> None:
    code = "import sys, tracker.config; print(*(name for name in ('pydantic', 'ruamel.yaml') if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
