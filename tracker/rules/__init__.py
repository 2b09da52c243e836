"""The rules of a configuration made ready, and tried on what is given or on all that is stored."""
