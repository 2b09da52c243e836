"""What a person writes in an evening instead: feedparser, twenty regular expressions and one mail with what they hit.

    python bench/peers/homemade.py FOLDER FEED_PORT FEEDS SMTP_PORT

Remembers entries and validators in an SQLite file in the folder. It knows words only: no policy, no series, no change.
"""

from __future__ import annotations

import re
import smtplib
import sqlite3
import sys
import urllib.error
import urllib.request
from email.message import EmailMessage
from pathlib import Path

import feedparser

PATTERNS = [re.compile(pattern, re.IGNORECASE) for pattern in (
    r"\bregulation\b", r"\bdata cent(?:re|er)s?\b", r"\bspectrum\b", r"\bbatter(?:y|ies)\b", r"\btariffs?\b",
    r"\bsubsid(?:y|ies)\b", r"\blicen[cs]es?\b", r"\bpermits?\b", r"\bgrids?\b", r"\bstandards?\b", r"\bfees?\b",
    r"\bcruise ships?\b", r"\bministry\b", r"\btakes effect\b", r"\brose to \d+", r"\bfell to \d+", r"\bshore grid\b",
    r"\bports?\b", r"\btwelve euros\b", r"\bowners\b",
)]  # fmt: skip


def fetch(database: sqlite3.Connection, url: str) -> bytes | None:
    known = database.execute("select etag from feed where url = ?", (url,)).fetchone()
    request = urllib.request.Request(url, headers={"If-None-Match": known[0]} if known and known[0] else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            database.execute("insert or replace into feed values (?, ?)", (url, answer.headers.get("ETag")))
            body: bytes = answer.read()
            return body
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None
        raise


def hits(database: sqlite3.Connection, body: bytes) -> list[str]:
    found = []
    for entry in feedparser.parse(body).entries:
        new = database.execute(
            "insert or ignore into entry values (?)", (entry.get("id") or entry.get("link"),)
        ).rowcount
        text = re.sub(r"<[^>]+>", " ", f"{entry.get('title', '')} {entry.get('summary', '')}")
        said = [match[0] for match in (pattern.search(text) for pattern in PATTERNS) if match]
        if new and said:
            found.append(f"{entry.get('title')}\n{entry.get('link')}\n{', '.join(said)}\n{text.strip()}\n")
    return found


def main() -> None:
    folder, feed_port, feeds, smtp_port = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    database = sqlite3.connect(folder / "homemade.db")
    database.execute("create table if not exists feed (url text primary key, etag text)")
    database.execute("create table if not exists entry (id text primary key)")
    told: list[str] = []
    for number in range(feeds):
        body = fetch(database, f"http://127.0.0.1:{feed_port}/feed/{number}")
        told += hits(database, body) if body is not None else []
    if told:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "me@quay.example", "me@quay.example", f"{len(told)} hits"
        message.set_content("\n".join(told))
        with smtplib.SMTP("127.0.0.1", smtp_port) as server:
            server.send_message(message)
    database.commit()


if __name__ == "__main__":
    main()
