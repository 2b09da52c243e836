"""Bytes → text → items: a newsletter issue cut into its stories. Pure: no file, no network, no clock."""
