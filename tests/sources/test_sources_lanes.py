"""Lanes: one thing at a time in each, all of it once and in order; a lane that hangs holds up no other."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.sources.lanes import STRETCH, in_lanes

Piece = tuple[int, int]
"""lane, place in the lane"""
PATIENCE = 20.0


def pieces(*lengths: int) -> list[list[Piece]]:
    return [[(lane, place) for place in range(length)] for lane, length in enumerate(lengths)]


def never() -> bool:
    return False


@given(lengths=st.lists(st.integers(0, 3 * STRETCH), max_size=6), threads=st.integers(1, 4))
def test_all_is_done_once_and_in_the_order_of_its_lane(lengths: list[int], threads: int) -> None:
    busy: Counter[int] = Counter()
    crowded: list[int] = []

    def do(piece: Piece) -> int:
        busy[piece[0]] += 1
        crowded.extend([piece[0]] if busy[piece[0]] > 1 else [])
        busy[piece[0]] -= 1
        return piece[1] * 2

    stretches = list(in_lanes(pieces(*lengths), do, threads=threads, enough=never))
    done = [each for stretch in stretches for each in stretch]
    for lane, length in enumerate(lengths):
        assert [each for each in done if each[0][0] == lane] == [((lane, n), n * 2) for n in range(length)]
    assert not crowded, "a lane was in two hands at once"
    assert max(map(len, stretches), default=0) <= STRETCH


def test_a_lane_that_hangs_holds_up_no_other() -> None:
    rest_is_done = threading.Event()

    def do(piece: Piece) -> bool:
        return rest_is_done.wait(PATIENCE) if piece[0] == 0 else True

    done: list[Piece] = []
    for stretch in in_lanes(pieces(2, 40, 40), do, threads=2, enough=never):
        done += [piece for piece, in_time in stretch if in_time]
        if len(done) == 80:
            rest_is_done.set()
    assert [piece for piece in done if piece[0] == 0] == [(0, 0), (0, 1)]
    assert len(done) == 82


def test_who_waits_is_told_that_nothing_comes() -> None:
    told = threading.Event()
    for stretch in in_lanes(pieces(1), lambda _: told.wait(PATIENCE), threads=1, enough=never):
        if not stretch:
            told.set()
        else:
            assert stretch == [((0, 0), True)]
    assert told.is_set()


def test_what_breaks_ends_all_and_is_raised() -> None:
    begun: list[Piece] = []

    def do(piece: Piece) -> None:
        begun.append(piece)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(in_lanes(pieces(*[1] * 100), do, threads=2, enough=never))
    assert len(begun) < 100


def test_when_it_is_enough_nothing_more_is_begun_and_what_was_done_is_handed_over() -> None:
    begun: list[Piece] = []

    def do(piece: Piece) -> None:
        begun.append(piece)

    stretches = list(in_lanes(pieces(50, 50), do, threads=2, enough=lambda: len(begun) >= 20))
    done = [piece for stretch in stretches for piece, _ in stretch]
    assert sorted(done) == sorted(begun)
    assert 20 <= len(begun) <= 21, "one may be under way in the other lane"


def test_what_nobody_asks_for_any_more_is_not_begun() -> None:
    begun: list[Piece] = []
    stretches = in_lanes(pieces(*[STRETCH] * 50), begun.append, threads=2, enough=never)
    assert len(next(stretches)) == STRETCH
    del stretches
    at_the_end = len(begun)
    assert at_the_end <= STRETCH * 8, "no more than was under way"
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("lanes")]


def test_what_is_under_way_is_bounded_while_nobody_takes_it() -> None:
    begun: list[Piece] = []
    threads = 2
    stretches = in_lanes(pieces(*[STRETCH] * 50), begun.append, threads=threads, enough=never)
    for taken, _ in enumerate(stretches, start=1):
        assert len(begun) <= STRETCH * (taken + 4 * threads)
    assert len(begun) == STRETCH * 50
