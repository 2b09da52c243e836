"""Policies: who did what to which instrument, judged from verbs and nouns, with the reason for each decision."""
