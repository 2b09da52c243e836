"""A value that was told while its year or month ran on is followed by a later one, not contradicted."""

from __future__ import annotations

import pytest

from tests.matching.matching_build import metric, origin, series
from tracker import matching
from tracker.model import FindingKind

CHANGED, CONFLICT = FindingKind.METRIC_CHANGED, FindingKind.METRIC_CONFLICT
TOLD = [
    # Brazil: cases counted up to May and up to June
    ("dengue cases", "case", "2031", "2031-05-07", "2031-06-18", CHANGED),
    # Crete: landings of a month that has not ended
    ("landings", "person", "2031-07", "2031-07-06", "2031-07-24", CHANGED),
    # the year had ended when the first one told it
    ("dengue cases", "case", "2030", "2031-05-07", "2031-06-18", CONFLICT),
    # the same week's news
    ("dengue cases", "case", "2031", "2031-05-07", "2031-05-08", CONFLICT),
    # a cap holds for the year as a whole
    ("cap on study permits", "permit", "2031", "2031-02-07", "2031-03-18", CONFLICT),
]


@pytest.mark.parametrize(
    ("measure", "unit", "period", "first", "second", "kind"), TOLD, ids=[f"{t[0]} {t[2]} {t[4]}" for t in TOLD]
)
def test_a_time_that_runs_on_has_later_values(
    measure: str, unit: str, period: str, first: str, second: str, kind: FindingKind
) -> None:
    known = metric("Andes", measure, 4300.0, unit, period=period, evidence="It came to 4,300.")
    new = metric("Andes", measure, 5900.0, unit, period=period, evidence="It came to 5,900.")
    stored = series((known, origin(first, "Harbour Gazette")))
    found = matching.compare_metric(new, origin(second, "Plains Post"), stored)
    assert found is not None
    assert found.kind is kind
