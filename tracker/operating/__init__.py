"""The program as a machine that somebody keeps running: health, counts, checks, and the service that runs it."""
