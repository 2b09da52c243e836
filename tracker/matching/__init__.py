"""Which stored policy or series is this, and what is new about it? Pure: candidates in, links and verdicts out."""
