"""Asks a model behind an OpenAI-compatible endpoint what a story tells. What it answers is checked elsewhere."""
