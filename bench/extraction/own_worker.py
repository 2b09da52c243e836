"""Our own part of the measurement, in a process of its own: `own_worker.py FILE… > measured.json`.

Prints every sentence of the letters' items (its place in the letter, and its text without mark-up) and the seconds of
processor time that each of five rounds of extraction took.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from tracker.__main__ import COLLECTED
from tracker.extraction import Extractor, load_vocabulary
from tracker.extraction.text import look
from tracker.model import Item
from tracker.standalone import read_file

ROUNDS = 5


def main() -> None:
    gc.set_threshold(*COLLECTED)  # as the program itself runs
    files = [Path(name) for name in sys.argv[1:]]
    begun = time.process_time()
    readings = [read_file(file) for file in files]
    reading_seconds = time.process_time() - begun
    extractor = Extractor(load_vocabulary())
    items = [item for reading in readings for item in reading.items]
    extractor.extract(Item(None, "The bridge is 3 km long.", 0, 24))
    seconds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for item in items:
            extractor.extract(item)
        seconds.append(time.process_time() - begun)
    json.dump(
        {
            "sentences": [
                {"file": str(file), "start": item.start + sentence.start, "text": view.of(sentence)}
                for file, reading in zip(files, readings, strict=True)
                for item in reading.items
                for view in (look(item.text),)
                for sentence in view.sentences
            ],
            "seconds": seconds,
            "reading_seconds": reading_seconds,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
