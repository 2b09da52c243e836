"""How large the database of a year is, from a real pass over letters that are made up.

    python bench/year_size.py                       200 sources, a letter of five stories each on 250 days
    python bench/year_size.py --letters 1000        a larger sample
    python bench/year_size.py --sources 50 --days 365

Letters are read, extracted, compared and told to a file receiver as in earnest; the year's size is the sample's,
multiplied. It is said with and without the letters' own bytes (`keep: {letters: …}`) and the content of sent messages.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.app import App

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "chaos"), str(HERE.parents[0] / "tests")]

from world import COUNTRIES, DEEDS, GOODS  # noqa: E402

STORIES = 5
CONFIG = """\
sources: [{name: letters, folder: inbox, baseline: false}]
watches: [{name: everything, to: [files]}]
receivers: [{name: files, file: out}]
"""
FILLER = (
    "Officials said that the measure had been prepared together with the industry and would be reviewed every year. "
    "Traders in the capital expect that buyers abroad will look for other suppliers before the end of the season. "
    "An association of exporters called for talks, and asked that contracts signed before the decision be honoured. "
)


def letter(number: int, chance: random.Random) -> str:
    """Some 3 kB: five headlines, each with a regulation, a number and three sentences around them."""
    stories = []
    for _ in range(STORIES):
        country, good, deed = chance.choice(COUNTRIES), chance.choice(GOODS), chance.choice(DEEDS)
        amount = chance.randint(100, 99_000)
        stories.append(
            f"{country} caps {good} {deed} at {amount:,} tonnes\n\n"
            f"{country}'s Ministry of Trade has issued a regulation that caps the {deed} of {good} at "
            f"{amount:,} tonnes for the year 2027. The regulation takes effect on 1 January 2027. {FILLER}\n"
        )
    return f"Letter number {number}\n\n" + "\n\n".join(stories)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=400)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--days", type=int, default=250)
    arguments = parser.parse_args()
    chance, later = random.Random(1), datetime.now(UTC) + timedelta(days=3650)
    with tempfile.TemporaryDirectory(prefix="year-") as folder:
        home = Path(folder)
        (home / "inbox").mkdir()
        (home / "config.yaml").write_text(CONFIG, encoding="utf-8")
        for number in range(arguments.letters):
            (home / "inbox" / f"{number:05}.txt").write_text(letter(number, chance), encoding="utf-8")
        app = App(home / "config.yaml")
        app.run_once()
        upkeep, stored = app.store.upkeep, app.store.status()["stored"]
        upkeep.vacuum()
        whole = upkeep.size()
        upkeep.tidy(letters_before=later, messages_before=later)
        upkeep.vacuum()
        tidied = upkeep.size()
        app.close()
    year = arguments.sources * arguments.days
    print(f"{arguments.letters} letters, {stored['items']} items, {stored['findings']} findings")
    for what, size in (("everything kept", whole), ("letters and sent messages let go", tidied)):
        each = size / arguments.letters
        print(f"{what}: {each / 1000:.1f} kB a letter, {each * year / 1e9:.2f} GB for {year:,} letters a year")
    return 0


if __name__ == "__main__":
    sys.exit(main())
