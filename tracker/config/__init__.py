"""YAML → frozen Config, every fault at once with its place.

May touch the configuration's own files, the secrets' files and the environment it is handed; nothing else.
"""
