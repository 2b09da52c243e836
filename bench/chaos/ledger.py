"""The account at the end: where every published story and every selected finding has gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from tracker.digests.slots import slot_instant
from tracker.store.store import Store


@dataclass
class Account:
    """What came of everything. `wrong` is empty where every promise was kept."""

    counts: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def expect(self, holds: bool, sentence: str) -> None:
        if not holds:
            self.wrong.append(sentence)


def rows(store: Store, sql: str) -> list[Any]:
    with store._connections.read() as connection:
        return list(connection.execute(text(sql)).all())


def account(store: Store, published: list[str], slack: list[dict[str, Any]], mails: list[str], files: Path) -> Account:
    found = Account()
    _intake(found, store, published)
    _selections(found, store)
    _slack(found, store, slack)
    _mail(found, store, mails)
    _files(found, store, files)
    _due(found, store)
    checks = store.upkeep.verify()
    found.expect(all(check.holds for check in checks), f"database: {[c for c in checks if not c.holds]}")
    return found


def _intake(found: Account, store: Store, published: list[str]) -> None:
    """Every story that was published was read, once."""
    titles = Counter(row.title for row in rows(store, "SELECT title FROM item"))
    lost = [title for title in published if not titles[title]]
    twice = [title for title in published if titles[title] > 1]
    open_documents = rows(store, "SELECT id, error FROM document WHERE state <> 'done'")
    found.counts |= {"published": len(published), "read": sum(1 for title in published if titles[title])}
    found.expect(not lost, f"{len(lost)} stories lost: {lost[:3]}")
    found.expect(not twice, f"{len(twice)} stories read twice: {twice[:3]}")
    found.expect(not open_documents, f"{len(open_documents)} documents not done: {open_documents[:3]}")


def _selections(found: Account, store: Store) -> None:
    """Each is told in one digest, held, or suppressed with a reason."""
    for row in rows(store, "SELECT receiver, state, count(*) AS n FROM selection GROUP BY receiver, state"):
        found.counts[f"{row.receiver} {row.state}"] = row.n
    held = rows(store, "SELECT finding_id FROM selection WHERE state = 'open' AND receiver NOT IN ('quiet', 'daily')")
    mute = rows(store, "SELECT finding_id FROM selection WHERE state = 'suppressed' AND reason IS NULL")
    found.expect(not held, f"{len(held)} selected findings are open without a reason to wait")
    found.expect(not mute, f"{len(mute)} suppressed without a reason")
    homeless = rows(
        store,
        "SELECT finding_id FROM selection WHERE state = 'told' AND (digest_id IS NULL OR digest_id NOT IN"
        " (SELECT digest_id FROM delivery))",
    )
    found.expect(not homeless, f"{len(homeless)} told in no digest that has messages")
    told: Counter[tuple[str, str]] = Counter()
    for digest_id in store.digest_ids(limit=1_000_000):
        digest = store.digest(digest_id)
        told.update((digest.receiver, finding) for finding in digest.finding_ids) if digest else None
    twice = [key for key, count in told.items() if count > 1]
    found.expect(not twice, f"{len(twice)} findings in more than one digest of a receiver: {twice[:3]}")


def _slack(found: Account, store: Store, posts: list[dict[str, Any]]) -> None:
    """Each message is in its channel once."""
    sent = rows(store, "SELECT id, state, error, digest_id FROM delivery WHERE receiver IN ('team', 'daily', 'ops')")
    posted = Counter(post["metadata"]["event_payload"]["id"] for post in posts)
    lost = [row.id for row in sent if row.state == "sent" and not posted[row.id]]
    unsent = [(row.id, row.state, row.error) for row in sent if row.state != "sent"]
    doubled = [name for name, count in posted.items() if count > 1]
    stray = set(posted) - {row.id for row in sent}
    found.counts |= {"slack messages": len(sent), "slack posts": posted.total()}
    found.counts |= {"slack lost": len(lost) + len(unsent), "slack doubled": len(doubled)}
    found.expect(not lost, f"{len(lost)} Slack messages count as sent and are not there: {lost[:3]}")
    found.expect(not unsent, f"{len(unsent)} Slack messages not sent: {unsent[:3]}")
    found.expect(not doubled, f"{len(doubled)} Slack messages posted twice: {doubled[:3]}")
    found.expect(not stray, f"{len(stray)} posts that nobody made")


def _mail(found: Account, store: Store, received: list[str]) -> None:
    """Each mail arrived at least once, and each time under the same Message-ID."""
    made = rows(store, "SELECT id, state, error, reference FROM delivery WHERE receiver = 'readers'")
    arrived = Counter(received)
    unsent = [(row.id, row.state, row.error) for row in made if row.state != "sent"]
    lost = [row.id for row in made if row.state == "sent" and not arrived[row.reference]]
    found.counts |= {"mails": len(made), "mail lost": len(lost) + len(unsent)}
    found.counts["mail repeated"] = arrived.total() - len(arrived)
    found.expect(not unsent, f"{len(unsent)} mails not sent: {unsent[:3]}")
    found.expect(not lost, f"{len(lost)} mails count as sent and did not arrive")
    found.expect(len(arrived) == len(made), f"{len(arrived)} Message-IDs for {len(made)} mails")


def _files(found: Account, store: Store, folder: Path) -> None:
    made = rows(store, "SELECT digest_id FROM delivery WHERE receiver = 'files'")
    texts = list(folder.glob("*.txt"))
    found.counts |= {"digest files": len(texts)}
    found.expect(len(texts) == len(made), f"{len(texts)} files for {len(made)} digests")


def _due(found: Account, store: Store) -> None:
    """Nothing went to the receiver that is quiet, and each scheduled digest was made at its time or later, once."""
    quiet = rows(store, "SELECT id FROM digest WHERE receiver = 'quiet' AND slot NOT LIKE 'notice %'")
    found.expect(not quiet, f"{len(quiet)} digests in quiet hours")
    scheduled = rows(store, "SELECT id FROM digest WHERE receiver = 'daily' AND slot NOT LIKE 'n%'")
    digests = [digest for digest in (store.digest(row.id) for row in scheduled) if digest]
    early = [one.slot for one in digests if one.created < slot_instant(one.slot, ZoneInfo("UTC")).astimezone(UTC)]
    slots = Counter(one.slot for one in digests)
    found.counts["scheduled digests"] = len(digests)
    found.expect(not early, f"made before its time: {early}")
    found.expect(all(count == 1 for count in slots.values()), f"a slot told twice: {slots}")


def stamp() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
