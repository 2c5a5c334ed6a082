"""What somebody with every right on the database could do to it, drawn by chance."""

import json
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from random import Random
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from audit.log.canonical import canonical
from audit.log.checkpoints import Signer
from audit.log.leaves import command_leaf
from audit.log.merkle import Frontier, leaf_hash

ANOTHER_KEY = Signer(bytes(32))
LOG = ("archive_leaf", "checkpoint")
READ_MODEL = ("fact", "clock", "order_state", "scorecard", "scorecard_mark", "mark_kind")
TABLES = ("archive_history", "command", "frozen_month", "access_log", *LOG, *READ_MODEL)
BYTES = {
    "archive_history": ("packed", "packed", "packed", "sha256"),
    "archive_leaf": ("hash",),
    "checkpoint": ("root", "frontier"),
    "frozen_month": ("sha256",),
}
WORDS = {
    "archive_history": ("previous", "run_id"),
    "archive_leaf": ("content", "content", "order_number"),
    "checkpoint": ("note", "note"),
    "command": ("actor", "role", "unit", "idempotency_key", "request_hash", "name"),
    "access_log": ("event", "account", "person", "by"),
    "fact": ("kind", "actor", "actor_unit", "actor_role"),
    "clock": ("owner", "name"),
    "order_state": ("state", "type", "unit", "pack_edition"),
    "scorecard": ("pack", "pack_edition", "district", "category", "unit", "state"),
    "scorecard_mark": ("unit", "district", "type", "channel"),
    "frozen_month": ("month", "pack", "figures", "figures", "orders"),
}
INSTANTS = {
    "archive_history": ("archived_at",),
    "checkpoint": ("signed_at",),
    "command": ("received_at", "answered_at"),
    "access_log": ("at",),
    "fact": ("occurred_at", "recorded_at"),
    "clock": ("started", "due", "original_due"),
    "order_state": ("born_at",),
    "scorecard": ("opened", "closed"),
    "scorecard_mark": ("at",),
    "frozen_month": ("frozen_at",),
}
FAR = 1_000_000
Act = Callable[["Vandal"], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vandal:
    """Somebody who tampers with one thing, and what it was about."""

    connection: AsyncConnection
    chance: Random
    about: set[str]
    """The orders that were touched; "log" where the log itself was."""

    async def tampers(self) -> str:
        """Do one thing, whatever it is, and tell what."""
        await self.says("SET LOCAL session_replication_role = replica")
        return await self.chance.choice(ACTS)(self)

    async def says(self, words: str, **values: Any) -> list[Any]:
        """Write to the database past every guard."""
        found = await self.connection.execute(text(words), values)
        return list(found) if found.returns_rows else []

    async def row(self, table: str) -> Any:
        """One row and its place in the table; whoever asks will touch it."""
        rows = await self.says(f"SELECT ctid::text AS tid, t.* FROM {table} AS t")
        row = self.chance.choice(rows)
        number = row.number if table == "order_state" else getattr(row, "order_number", None)
        if table in LOG:
            self.about.update(("log", getattr(row, "subject", "log")))
        if table == "frozen_month":
            self.about.update(("month", row.month))
        if table == "access_log":
            self.about.add(str(row.id))
        if table == "mark_kind":
            words = "SELECT order_number FROM scorecard_mark WHERE kind = :kind"
            self.about.update(mark.order_number for mark in await self.says(words, kind=row.kind))
        if number or table == "command":
            self.about.add(number or str(row.id))
        return row

    def only_the_signature_tells(self) -> None:
        """Nothing of the order itself is at odds any more: only the log can show it."""
        self.about.clear()
        self.about.add("log")

    async def sets(self, table: str, column: str, row: Any, value: Any) -> str:
        """Change one column of one row."""
        words = f"UPDATE {table} SET {column} = :value WHERE ctid = cast(:at AS tid)"
        await self.says(words, value=value, at=row.tid)
        return f"{table}.{column}"


async def a_byte(vandal: Vandal) -> str:
    table = vandal.chance.choice(list(BYTES))
    column, row = vandal.chance.choice(BYTES[table]), await vandal.row(table)
    changed = bytearray(getattr(row, column))
    changed[vandal.chance.randrange(len(changed))] ^= 1 << vandal.chance.randrange(8)
    return await vandal.sets(table, column, row, bytes(changed))


async def a_letter(vandal: Vandal) -> str:
    table = vandal.chance.choice(list(WORDS))
    column, row = vandal.chance.choice(WORDS[table]), await vandal.row(table)
    word = getattr(row, column) or "?"
    place = vandal.chance.randrange(len(word))
    letter = chr(ord(word[place]) ^ 1)
    return await vandal.sets(table, column, row, word[:place] + letter + word[place + 1 :])


async def an_instant(vandal: Vandal) -> str:
    table = vandal.chance.choice(list(INSTANTS))
    column, row = vandal.chance.choice(INSTANTS[table]), await vandal.row(table)
    words = f"UPDATE {table} SET {column} = {column} + interval '1 microsecond'"
    await vandal.says(f"{words} WHERE ctid = cast(:at AS tid)", at=row.tid)
    return f"{table}.{column}"


async def a_body(vandal: Vandal) -> str:
    table, column = vandal.chance.choice([("command", "act"), ("fact", "body")])
    row = await vandal.row(table)
    body = json.dumps({**getattr(row, column), "commitment": "x", "occurred_at": "2026-01-01"})
    words = f"UPDATE {table} SET {column} = cast(:body AS jsonb) WHERE ctid = cast(:at AS tid)"
    await vandal.says(words, body=body, at=row.tid)
    return f"{table}.{column}"


async def a_row_less(vandal: Vandal) -> str:
    table = vandal.chance.choice(TABLES)
    row = await vandal.row(table)
    await vandal.says(f"DELETE FROM {table} WHERE ctid = cast(:at AS tid)", at=row.tid)
    return f"{table}: row deleted"


async def leaves_swapped(vandal: Vandal) -> str:
    one, other = await vandal.row("archive_leaf"), await vandal.row("archive_leaf")
    while other.leaf_index == one.leaf_index:
        other = await vandal.row("archive_leaf")
    moves = ((one.leaf_index, FAR), (other.leaf_index, one.leaf_index), (FAR, other.leaf_index))
    for of, to in moves:
        words = "UPDATE archive_leaf SET leaf_index = :to WHERE leaf_index = :of"
        await vandal.says(words, of=of, to=to)
    return "leaves swapped"


async def a_leaf_doubled(vandal: Vandal) -> str:
    await vandal.says("ALTER TABLE archive_leaf DROP CONSTRAINT IF EXISTS archive_leaf_once")
    row = await vandal.row("archive_leaf")
    words = (
        "INSERT INTO archive_leaf SELECT (SELECT max(leaf_index) + 1 FROM archive_leaf), kind,"
        " subject, order_number, content, hash FROM archive_leaf WHERE leaf_index = :of"
    )
    await vandal.says(words, of=row.leaf_index)
    return "leaf doubled"


async def a_leaf_inserted(vandal: Vandal) -> str:
    row = await vandal.row("archive_leaf")
    await leaves_moved(vandal, row.leaf_index)
    content = canonical({**json.loads(row.content), "forged": True})
    words = "INSERT INTO archive_leaf VALUES (:i, :kind, 'forged', :number, :content, :hash)"
    about = {"i": row.leaf_index, "kind": row.kind, "number": row.order_number}
    await vandal.says(words, **about, content=content.decode(), hash=leaf_hash(content))
    return "leaf inserted"


async def leaves_renumbered(vandal: Vandal) -> str:
    row = await vandal.row("archive_leaf")
    await leaves_moved(vandal, row.leaf_index)
    return "leaves renumbered"


async def leaves_moved(vandal: Vandal, start: int) -> None:
    for step in ("leaf_index + 1000", "leaf_index - 999"):
        words = f"UPDATE archive_leaf SET leaf_index = {step} WHERE leaf_index >= :start"
        await vandal.says(words, start=start)


async def signed_by_another_key(vandal: Vandal) -> str:
    row = await vandal.row("checkpoint")
    forged = ANOTHER_KEY.sign(row.size, row.root, row.signed_at)
    return await vandal.sets("checkpoint", "note", row, forged)


async def an_old_checkpoint(vandal: Vandal) -> str:
    await vandal.says("DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)")
    vandal.about.add("log")
    return "an old checkpoint is presented as the last"


async def hashes_made_anew(vandal: Vandal) -> str:
    """A history is changed, and every hash over it; another key signs the tree."""
    row = await vandal.row("archive_history")
    history = json.loads(zlib.decompress(row.packed))
    history["events"][0]["eventTime"] = "2026-01-01T00:00:00Z"
    text = canonical(history)
    packed = zlib.compress(text)
    words = "UPDATE archive_history SET packed = :packed, sha256 = :sha WHERE run_id = :run"
    await vandal.says(words, packed=packed, sha=sha256(text).digest(), run=row.run_id)
    [leaf] = await vandal.says("SELECT * FROM archive_leaf WHERE subject = :run", run=row.run_id)
    said = {**json.loads(leaf.content), "sha256": sha256(text).hexdigest()}
    said |= {"packed_sha256": sha256(packed).hexdigest(), "first_event_at": TOLD}
    content = canonical(said)
    words = "UPDATE archive_leaf SET content = :content, hash = :hash WHERE subject = :run"
    await vandal.says(words, content=content.decode(), hash=leaf_hash(content), run=row.run_id)
    await tree_signed_anew(vandal)
    vandal.only_the_signature_tells()
    return "history and all hashes made anew"


async def tree_signed_anew(vandal: Vandal) -> None:
    frontier = Frontier()
    for leaf in await vandal.says("SELECT hash FROM archive_leaf ORDER BY leaf_index"):
        frontier = frontier.with_leaf(leaf.hash)
    now = datetime.now(UTC)
    note = ANOTHER_KEY.sign(frontier.size, frontier.root, now)
    words = "UPDATE checkpoint SET root = :root, note = :note, frontier = :f WHERE size = :size"
    values = {"root": frontier.root, "f": frontier.packed(), "size": frontier.size}
    await vandal.says(words, note=note, **values)


async def a_command_with_its_leaf(vandal: Vandal) -> str:
    row = await vandal.row("command")
    await vandal.says("DELETE FROM command WHERE id = :id", id=row.id)
    await vandal.says("DELETE FROM archive_leaf WHERE subject = :id", id=str(row.id))
    vandal.only_the_signature_tells()
    return "command removed with its leaf"


async def a_command_and_its_hashes(vandal: Vandal) -> str:
    """A command is changed, and every hash over it; only the signature cannot be made."""
    row = await vandal.row("command")
    await vandal.sets("command", "actor", row, f"{row.actor}-too")
    [changed] = await vandal.says("SELECT * FROM command WHERE id = :id", id=row.id)
    content = canonical(command_leaf(changed._mapping))
    words = "UPDATE archive_leaf SET content = :content, hash = :hash WHERE subject = :id"
    values = {"content": content.decode(), "hash": leaf_hash(content)}
    await vandal.says(words, **values, id=str(row.id))
    await subtrees_made_anew(vandal)
    vandal.only_the_signature_tells()
    return "command and all hashes made anew"


async def subtrees_made_anew(vandal: Vandal) -> None:
    frontier, rows = Frontier(), await vandal.says("SELECT size FROM checkpoint")
    sizes = {row.size for row in rows}
    for leaf in await vandal.says("SELECT hash FROM archive_leaf ORDER BY leaf_index"):
        frontier = frontier.with_leaf(leaf.hash)
        if frontier.size in sizes:
            words = "UPDATE checkpoint SET root = :root, frontier = :f WHERE size = :size"
            values = {"root": frontier.root, "f": frontier.packed(), "size": frontier.size}
            await vandal.says(words, **values)


async def a_kind_of_value(vandal: Vandal) -> str:
    """What was false becomes 0: equal to a careless reader."""
    row = await vandal.row("fact")
    words = "UPDATE fact SET body = jsonb_set(body, '{actor,outsourced}', :value)"
    value = "1" if row.outsourced else "0"
    words = words.replace(":value", "cast(:value AS jsonb)")
    await vandal.says(f"{words} WHERE ctid = cast(:at AS tid)", value=value, at=row.tid)
    return "fact.body: another kind of value"


async def a_row_doubled(vandal: Vandal) -> str:
    row = await vandal.row("fact")
    words = (
        "INSERT INTO fact SELECT order_number, seq + 1000, kind, occurred_at, recorded_at, actor,"
        " actor_unit, actor_role, outsourced, basis, command_id, body FROM fact"
        " WHERE order_number = :number AND seq = :seq"
    )
    await vandal.says(words, number=row.order_number, seq=row.seq)
    return "fact doubled"


TOLD = "2026-01-01T00:00:00.000000+00:00"
ACTS: list[Act] = [
    *(a_byte, a_byte, a_letter, a_letter, an_instant, a_body, a_row_less, leaves_swapped),
    *(a_leaf_doubled, a_leaf_inserted, leaves_renumbered, signed_by_another_key),
    *(an_old_checkpoint, hashes_made_anew, a_command_with_its_leaf, a_command_and_its_hashes),
    *(a_kind_of_value, a_row_doubled),
]
