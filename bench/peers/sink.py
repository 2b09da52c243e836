"""A mail server on loopback that takes everything and keeps nothing. Prints its port, and serves until its input ends.

For each line of input it prints how many mails and bytes came since the last one.
"""

from __future__ import annotations

import asyncio
import sys

counts = {"mails": 0, "bytes": 0}


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        word = line[:4].upper()
        if word == b"DATA":
            writer.write(b"354 go on\r\n")
            await writer.drain()
            while (part := await reader.readline()) not in (b".\r\n", b""):
                counts["bytes"] += len(part)
            counts["mails"] += 1
        writer.write(
            b"250-sink\r\n250 SMTPUTF8\r\n" if word == b"EHLO" else b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n"
        )
        await writer.drain()
        if word == b"QUIT":
            break
    writer.close()


async def until_told() -> None:
    """Print and forget the counts whenever a line comes in; end with the input."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=100_000_000)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
        print(counts["mails"], counts["bytes"], flush=True)
        counts.update(mails=0, bytes=0)


if __name__ == "__main__":
    asyncio.run(until_told())
