"""Who is told what, and when: digests that are due, messages that change in place, and digests of the past."""
