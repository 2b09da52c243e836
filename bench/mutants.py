"""How many small faults in the outbox, the slots and the identities the tests notice.

    python bench/mutants.py                       80 mutants, drawn at random
    python bench/mutants.py --most 300 --seed 2   more, others
    python bench/mutants.py --list                which lines they change

Each mutant changes one thing in one file (a comparison, a boundary, a number, a Boolean, a call left out) and lives in
a copy of the package; the quick tests of that file run against it. One that no test notices is printed: it is either a
missing test or a change without an effect. Exit 1 where fewer than 85 % are noticed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = {
    "tracker/delivery/outbox.py": [
        "tests/delivery/test_delivery_outbox.py",
        "tests/delivery/test_delivery_outbox_machine.py",
    ],
    "tracker/delivery/waiting.py": [
        "tests/delivery/test_delivery_waiting.py",
        "tests/delivery/test_delivery_outbox.py",
    ],
    "tracker/digests/slots.py": ["tests/digests/test_slots.py", "tests/test_reliability_time.py"],
    "tracker/store/outbox.py": ["tests/store/test_store_outbox.py"],
    "tracker/store/mending.py": ["tests/store/test_store_outbox.py", "tests/cli/test_outbox_commands.py"],
    "tracker/sources/memory.py": ["tests/sources/test_sources_memory.py"],
}
FLOOR = 0.85
SECONDS = 120
"""of computing time that the tests of one mutant may take; a mutant that makes them run without end is noticed"""
HEAVY = ("hypothesis.stateful", "sqlalchemy.dialects.sqlite", "alembic.command", "click.testing", "pytest", "tzdata")
"""what takes long to load and is no part of the package: loaded once, before the processes part"""
SWAPPED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    path: str
    line: int
    what: str
    source: str


def mutants_of(path: str) -> Iterator[Mutant]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    idle = {id(inner) for node in ast.walk(tree) if is_idle(node) for inner in ast.walk(node)}
    for number, node in enumerate(ast.walk(tree)):
        for what in () if id(node) in idle else changes_of(node):
            changed = copy.deepcopy(tree)
            twin = next(other for place, other in enumerate(ast.walk(changed)) if place == number)
            apply(twin, what)
            yield Mutant(path, getattr(node, "lineno", 0), f"{what}: {ast.unparse(node)[:90]}", ast.unparse(changed))


def is_idle(node: ast.AST) -> bool:
    """What no test can notice: how a dataclass is frozen, and on which day a far future begins."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("dataclass", "datetime")


def changes_of(node: ast.AST) -> list[str]:
    """The names of what can be changed in one place."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        return ["comparison"]
    if isinstance(node, ast.BoolOp):
        return ["and/or"]
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        return ["operator"]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return ["not"]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return ["truth"]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return ["number"]
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and "log." not in ast.unparse(node):
        return ["call left out"]
    return []


def apply(node: ast.AST, what: str) -> None:
    if what == "comparison" and isinstance(node, ast.Compare):
        node.ops[0] = SWAPPED[type(node.ops[0])]()  # type: ignore[call-overload]
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = SWAPPED[type(node.op)]()  # type: ignore[call-overload]
    elif what == "not" and isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd()
        node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
    elif what in ("truth", "number") and isinstance(node, ast.Constant):
        node.value = (not node.value) if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
    elif what == "call left out" and isinstance(node, ast.Expr):
        node.value = ast.Constant(None)


def noticed(home: Path, mutant: Mutant) -> bool:
    """Whether a test fails, or does not come to an end."""
    target = home / mutant.path
    kept = target.read_text(encoding="utf-8")
    target.write_text(mutant.source, encoding="utf-8")
    try:
        return not passes(home, TESTS[mutant.path])
    finally:
        target.write_text(kept, encoding="utf-8")


def passes(home: Path, tests: list[str]) -> bool:
    """The tests of SQLite alone, in a process of their own: a server for each mutant takes longer than the tests."""
    child = os.fork()
    if child == 0:
        os._exit(run_tests(home, tests))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def run_tests(home: Path, tests: list[str]) -> int:
    import pytest

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.alarm(10 * SECONDS)  # for a mutant that waits without end
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(home)
    os.environ["PYTHONPATH"] = str(home)
    sys.path.insert(0, str(home))
    sys.dont_write_bytecode = True
    asked = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-k", "not postgresql and not hanging", *tests]
    return int(pytest.main(asked))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one file of them")
    parser.add_argument("--at", nargs="*", default=(), help="only those that change these lines: FILE:LINE")
    parser.add_argument("--list", action="store_true")
    arguments = parser.parse_args()
    everything = [mutant for path in TESTS if arguments.only in (None, path) for mutant in mutants_of(path)]
    if arguments.at:
        everything = [mutant for mutant in everything if f"{mutant.path}:{mutant.line}" in arguments.at]
    drawn = random.Random(arguments.seed).sample(everything, min(arguments.most, len(everything)))
    if arguments.list:
        for mutant in drawn:
            print(f"{mutant.path}:{mutant.line} {mutant.what}")
        return 0
    for name in HEAVY:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        home = Path(folder)
        for name in ("tracker", "tests", "templates"):
            shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", home)
        for path in {mutant.path for mutant in drawn}:
            if not passes(home, TESTS[path]):
                print(f"the tests of {path} fail without any mutant")
                return 2
        alive = []
        for number, mutant in enumerate(drawn, start=1):
            if not noticed(home, mutant):
                alive.append(mutant)
                print(f"not noticed: {mutant.path}:{mutant.line} {mutant.what}", flush=True)
            if number % 10 == 0:
                print(f"{number} of {len(drawn)}: {number - len(alive)} noticed", flush=True)
    share = 1 - len(alive) / len(drawn)
    print(f"{len(drawn) - len(alive)} of {len(drawn)} mutants noticed ({share:.0%}); {len(everything)} can be made")
    return 0 if share >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
