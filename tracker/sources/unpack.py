"""Bodies unpacked with a bound, because half a megabyte of gzip can become gigabytes. Pure."""

from __future__ import annotations

import zlib

LARGEST = 10_000_000
"""bytes of a feed, packed or unpacked"""
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
GZIP = b"\x1f\x8b"
"""how each member of a gzip stream begins"""
RAW_DEFLATE = -zlib.MAX_WBITS


class TooLargeError(Exception):
    """More bytes than a feed may have."""


def unpack(packed: bytes, encoding: str) -> bytes:
    """The body behind its Content-Encoding. Raises TooLargeError, or ValueError for what is broken or cut off."""
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("gzip", "x-gzip", "deflate"):
            packed = _inflate(packed)
        elif name not in ("", "identity"):
            raise ValueError(f"unknown content encoding {name!r}")
    if len(packed) > LARGEST:
        raise TooLargeError
    return packed


def _inflate(packed: bytes) -> bytes:
    if not packed:
        return b""
    try:
        return _bounded(packed, GZIP_OR_ZLIB)
    except zlib.error:
        pass  # some servers send "deflate" without the zlib header
    try:
        return _bounded(packed, RAW_DEFLATE)
    except zlib.error as error:
        raise ValueError("a compressed body that cannot be unpacked") from error


def _bounded(packed: bytes, window: int) -> bytes:
    """All members of the stream, one after the other; what comes after the last of them is no part of it."""
    body = b""
    while True:
        engine = zlib.decompressobj(window)
        body += engine.decompress(packed, LARGEST + 1 - len(body))
        if len(body) > LARGEST:
            raise TooLargeError
        if not engine.eof:
            raise ValueError("a compressed body that is cut off")
        packed = engine.unused_data
        if not packed.startswith(GZIP):
            return body
