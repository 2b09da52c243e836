"""Metrics: from a sentence's numbers to a named value with its unit, kind, change, basis, period and verbatim quote."""
