"""A daemon that reads policy newsletters and tells what is new, with the sentence that proves it."""

__version__ = "0.1.0"
