"""How well and how fast policies and metrics are found, beside the peers, on the same texts in one run.

    .venv/bin/python bench/extraction/run.py FOLDER             our own figures
    .venv/bin/python bench/extraction/run.py FOLDER --peers     and those of quantulum3 and CQE
    .venv/bin/python bench/extraction/run.py FOLDER -v          and every number missed or wrongly found

FOLDER holds annotated letters, NAME.json beside NAME.txt (see annotated.py). The peers are installed on demand into
environments of their own under --cache; where that fails the table says why. They are given our sentences with the
mark-up taken out, and are counted kindly: any spelling of a unit that they know will do, the lower end of a range is
its value, and a number that the annotation holds as a change or an upper end is no fault. Speeds are sentences a second
of processor time on one core; a shared machine is noisy, so only ratios within one run say much.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from annotated import Letter, read_letters
from peers import PEERS, Ran, run_peer
from scoring import Found, Tally, score_items, score_metrics, score_policies

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).with_name("own_worker.py")
TRACKER = (sys.executable, "-m", "tracker", "extract")
TARGETS = {
    "items": 0.97, "metrics: number": 0.93, "metrics: number and unit": 0.88, "  qualifier": 0.95, "  kind": 0.93,
    "  change": 0.93, "  change basis": 0.90, "  period": 0.75, "policies: item has one": 0.92, "policies: each": 0.87,
    "  issuers": 0.92, "  stage": 0.88, "  instrument": 0.85, "  jurisdiction": 0.97,
}  # fmt: skip
STARTS = 5


# ---------------------------------------------------------------- our own


def extract_all(files: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """What `tracker extract` prints of each file."""
    done = subprocess.run([*TRACKER, *map(str, files)], capture_output=True, text=True, check=True, cwd=ROOT)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(record["document"]).name: record for record in records}


def measure_own(files: Sequence[Path]) -> dict[str, Any]:
    done = subprocess.run([sys.executable, OWN, *map(str, files)], capture_output=True, text=True, check=True, cwd=ROOT)
    return dict(json.loads(done.stdout))


def whole_process(*files: Path) -> tuple[float, float, float]:
    """`tracker extract` from a cold start: seconds waited, seconds of processor time, peak MB."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*TRACKER, *map(str, files)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def own_tallies(letters: Sequence[Letter], records: dict[str, dict[str, Any]]) -> dict[str, Tally]:
    """Our figures by the name of what they measure."""
    names = ("items", "metrics: number", "metrics: number and unit", "policies: item has one", "policies: each")
    tallies = {name: Tally() for name in names}
    for letter in letters:
        items = records.get(letter.path.name, {}).get("items", [])
        score_items(letter, [item["start"] for item in items], tallies["items"])
        found = [_own(letter, mark) for item in items for mark in item["metrics"]]
        score_metrics(letter, found, tallies["metrics: number"], tallies["metrics: number and unit"])
        policies = [mark for item in items for mark in item["policies"]]
        score_policies(letter, policies, tallies["policies: item has one"], tallies["policies: each"])
    return tallies


def _own(letter: Letter, mark: dict[str, Any]) -> Found:
    return Found(letter.spans(mark["quote"]), mark["value"], (mark["unit"] or "",), mark, mark["quote"])


# ---------------------------------------------------------------- the peers


def peer_tallies(letters: Sequence[Letter], sentences: Iterable[dict[str, Any]], ran: Ran) -> dict[str, Tally]:
    numbers, full = Tally(), Tally()
    by_file: dict[str, list[Found]] = defaultdict(list)
    for sentence, quantities in zip(sentences, (ran.result or {}).get("found", []), strict=True):
        by_file[Path(sentence["file"]).name].extend(_peers(sentence, quantity) for quantity in quantities)
    for letter in letters:
        score_metrics(letter, by_file[letter.path.name], numbers, full)
    return {"metrics: number": numbers, "metrics: number and unit": full}


def _peers(sentence: dict[str, Any], quantity: dict[str, Any]) -> Found:
    """A peer's number at the place of its words, or of its sentence where they do not stand there as it gives them."""
    at = sentence["text"].find(quantity["surface"])
    start = sentence["start"] + max(at, 0)
    end = start + (len(quantity["surface"]) if at >= 0 else len(sentence["text"]))
    return Found(((start, end),), quantity["value"], quantity["units"], {}, quantity["surface"])


# ---------------------------------------------------------------- the table


def row(name: str, cells: Iterable[str]) -> str:
    return f"{name:26}" + "".join(f"{cell:>22}" for cell in cells)


def print_agreement(columns: dict[str, dict[str, Tally]]) -> None:
    """Precision, recall and F1 (fields: the share of right ones) of each program, and what we aim at."""
    part = ""
    print(row("agreement (P / R / F1)", (*columns, "aim")))
    for name, aim in TARGETS.items():
        if not name.startswith(" "):
            part = name
        cells = [_cell(tallies.get(part), name) for tallies in columns.values()]
        print(row(name, (*cells, f"{aim:.2f}")))


def _cell(tally: Tally | None, name: str) -> str:
    if tally is None:
        return "–"
    if not name.startswith(" "):
        return f"{tally.precision:.3f} {tally.recall:.3f} {tally.f1:.3f}"
    share = tally.share(name.strip())
    return "–" if share is None else f"{share:.3f}"


def print_speed(
    own: dict[str, Any], starts: list[tuple[float, float, float]], ran: Sequence[Ran], letter: Letter
) -> None:
    count = len(own["sentences"])
    rate = count / statistics.median(own["seconds"])
    good = [one for one in ran if one.result]
    rates = {one.peer.name: count / one.result["seconds"] for one in good if one.result}
    waited, spent, peak = (statistics.median(start[n] for start in starts) for n in range(3))
    print()
    print(row("speed and size", ("ours", *rates, "aim")))
    print(row("sentences a second", (f"{rate:,.0f}", *(f"{peer:,.1f}" for peer in rates.values()), "3,000")))
    print(row("ours is faster by", ("1", *(f"{rate / peer:,.0f}" for peer in rates.values()), "100 (CQE)")))
    loads = [f"{one.result['loaded']:.1f} s" for one in good if one.result]
    print(row("cold start, waited", (f"{waited:.2f} s", *("–" for _ in good), "0.50 s")))
    print(row("cold start, processor", (f"{spent:.2f} s", *loads, "")))
    print(row("peak memory, one letter", (f"{peak:.0f} MB", *("–" for _ in good), "150 MB")))
    peaks = [f"{one.result['peak_mb']:.0f} MB" for one in good if one.result]
    print(row("peak memory, all letters", (f"{own['peak_mb']:.0f} MB", *peaks, "150 MB")))
    slowest, fastest = count / max(own["seconds"]), count / min(own["seconds"])
    print()
    spread = f"{slowest:,.0f} to {fastest:,.0f} a second"
    print(f"ours: median of {len(own['seconds'])} rounds in one process, {spread}, policies and")
    print(f"      metrics together; cutting the letters into stories takes {own['reading_seconds']:.2f} s more")
    print("peers: one round, numbers and units only; their cold start is the loading alone")
    size = f"{letter.path.stat().st_size:,} bytes"
    print(f"cold start: median of {len(starts)} runs of `tracker extract {letter.path.name}`, {size}")


def print_machine(letters: Sequence[Letter], own: dict[str, Any], ran: Sequence[Ran]) -> None:
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    now = datetime.now(UTC)
    print(f"{now:%Y-%m-%d %H:%M} UTC · {os.cpu_count()} cores, {platform.machine()}, load {load} · {platform.system()}")
    print(f"Python {platform.python_version()} · policy-tracker {version('policy-tracker')}", end="")
    for one in ran:
        for name, number in (one.result or {}).get("versions", {}).items():
            print(f" · {name} {number}", end="")
    print(f"\n{len(letters)} letters, {len(own['sentences'])} sentences in their stories\n")


def print_notes(tallies: dict[str, dict[str, Tally]]) -> None:
    for program, parts in tallies.items():
        for name, tally in parts.items():
            for note in tally.notes:
                print(f"{program}: {name}: {note}")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--peers", action="store_true", help="run the peers too (minutes; installs them the first time)"
    )
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "policy-tracker-peers")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every number missed or wrongly found")
    options = parser.parse_args()
    letters = read_letters(options.folder)
    if not letters:
        sys.exit(f"There are no annotated letters (NAME.json beside NAME.txt) in {options.folder}.")
    files = [letter.path.resolve() for letter in letters]
    own = measure_own(files)
    own["peak_mb"] = whole_process(*files)[2]
    columns = {"ours": own_tallies(letters, extract_all(files))}
    middle = sorted(letters, key=lambda letter: len(letter.text))[len(letters) // 2]
    starts = [whole_process(middle.path.resolve()) for _ in range(STARTS)]
    texts = [sentence["text"] for sentence in own["sentences"]]
    ran = [run_peer(peer, texts, options.cache) for peer in PEERS] if options.peers else []
    columns |= {one.peer.name: peer_tallies(letters, own["sentences"], one) for one in ran if one.result}
    if options.verbose:
        print_notes(columns)
    print_machine(letters, own, ran)
    print_agreement(columns)
    print_speed(own, starts, ran, middle)
    for one in ran:
        if one.result is None:
            print(f"{one.peer.name} {one.peer.version} could not be run here: {one.why_not}")
        elif one.result["broken"]:
            print(f"{one.peer.name} broke on {one.result['broken']} sentences; it found nothing in them.")


if __name__ == "__main__":
    main()
