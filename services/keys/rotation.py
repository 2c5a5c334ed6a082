"""Rotating the vault's master key while orders run and people act.

A new key comes into the ring first, where every process finds it when it meets its fingerprint.
Then the database says that it is the current one: from that moment on whatever is new is wrapped by
it. What lies under a former key is wrapped anew afterwards, and opens all the while.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.access.principal import Principal
from services.access.rights import Right, require
from services.installation.keys import FILES, further_file, key_ring, places
from services.installation.known_keys import settle_keys
from services.installation.secret_files import (
    UnfitKey,
    by_chance,
    keep_secret,
    kept_secret,
    secret_file,
)
from services.installation.settings import Settings
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from store.vault.encryption import MasterKey
from store.vault.fingerprints import KeyKind, fingerprint
from store.vault.key_ring import KeyRing
from store.vault.known_keys import (
    KnownKey,
    forget_keys,
    known_keys,
    let_nobody_be_born,
    make_current,
    one_at_a_time,
)
from store.vault.rewrapping import lies_under, rewrap
from texts import both

AT_ONCE: Final = 200
"""So many rows are wrapped anew in one transaction."""

OTHERS_HOLD_S: Final = 0.05
"""After so long rows that somebody else held are asked for again."""
Progress = Callable[[int, int], None]
"""Told how many rows were wrapped anew, of how many."""


class KeyInUse(Exception):
    """A key cannot leave the ring: it is the current one, or something lies under it."""


class NoSuchKey(LookupError):
    """The database knows no such key of the vault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """One key as people see it; nothing of the key itself."""

    kind: KeyKind
    key_id: str
    since: datetime
    is_current: bool
    lies_under: int | None
    """How much lies under a key of the vault; None where that is not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """What a rotation did."""

    current: str
    is_new: bool
    """Whether a new key was put in its place; otherwise an unfinished rotation was gone on with."""
    rewrapped: int


async def list_keys(principal: Principal, engine: AsyncEngine) -> tuple[KeyView, ...]:
    """The keys that the database knows, by their fingerprints; raises MayNot."""
    require(principal, Right.KEEP_KEYS)
    async with engine.connect() as connection:
        return tuple(
            [
                await _view(connection, one)
                for kind in KeyKind
                for one in await known_keys(connection, kind)
            ]
        )


async def rotate(
    principal: Principal,
    engine: AsyncEngine,
    settings: Settings,
    told: Progress = lambda _, __: None,
    *,
    at_once: int = AT_ONCE,
) -> Rotated:
    """Put a new key of the vault in the place of the current one, and wrap everything by it.

    Where an earlier rotation was not finished, that is done instead, with the key that it had put
    there. Raises MayNot and UnfitKey."""
    require(principal, Right.KEEP_KEYS)
    await settle_keys(engine, settings)
    ring = key_ring(settings)
    async with engine.begin() as connection:
        await one_at_a_time(connection)
        known = await known_keys(connection, KeyKind.VAULT)
        former = [one.key_id for one in known if not one.is_current]
        unfinished = bool(await lies_under(connection, former))
        if unfinished:
            current = ring.key(known[0].key_id)
        else:
            current = _next_key(settings, ring, known)
            await let_nobody_be_born(connection)
            await make_current(connection, KeyKind.VAULT, current.key_id)
            await _note(connection, principal, AccessEvent.KEY_ROTATED, current.key_id)
    rewrapped = await _rewrap_all(engine, ring, current, told, at_once)
    return Rotated(current=current.key_id, is_new=not unfinished, rewrapped=rewrapped)


async def retire(
    principal: Principal, engine: AsyncEngine, settings: Settings, key_id: str
) -> None:
    """Let a former key of the vault leave the ring, and destroy the copy beside the data.

    Raises MayNot, NoSuchKey, and KeyInUse for the current key and for one under which anything
    lies."""
    require(principal, Right.KEEP_KEYS)
    async with engine.begin() as connection:
        await one_at_a_time(connection)
        found = [one for one in await known_keys(connection, KeyKind.VAULT) if one.key_id == key_id]
        if not found:
            raise NoSuchKey(both("keys.unknown", key=key_id))
        if found[0].is_current:
            raise KeyInUse(both("keys.is_current", key=key_id))
        if rows := await lies_under(connection, [key_id]):
            raise KeyInUse(both("keys.in_use", key=key_id, rows=rows))
        await forget_keys(connection, KeyKind.VAULT, [key_id])
        await _note(connection, principal, AccessEvent.KEY_RETIRED, key_id)
    _destroy_copy(settings, key_id)


def _next_key(settings: Settings, ring: KeyRing, known: tuple[KnownKey, ...]) -> MasterKey:
    """The key that comes into use: one that is in the ring already and never was, else a new one.

    One that was drawn before a rotation was broken off is found here again."""
    strangers = [one for one in ring.key_ids if one not in {key.key_id for key in known}]
    if strangers:
        return ring.key(strangers[-1])
    if settings.vault_key is not None:
        raise UnfitKey(both("keys.set_elsewhere", places=places(settings, KeyKind.VAULT)))
    secret = by_chance()
    key_id = fingerprint(KeyKind.VAULT, secret)
    keep_secret(secret, secret_file(settings, further_file(key_id)))
    return ring.key(key_id)


async def _rewrap_all(
    engine: AsyncEngine, ring: KeyRing, to: MasterKey, told: Progress, at_once: int
) -> int:
    done = 0
    while True:
        async with engine.begin() as connection:
            some = await rewrap(connection, ring, to, at_once)
            left = await _not_under(connection, to)
        done += some
        told(done, done + left)
        if not left:
            return done
        if not some:
            await asyncio.sleep(OTHERS_HOLD_S)


async def _not_under(connection: AsyncConnection, to: MasterKey) -> int:
    known = await known_keys(connection, KeyKind.VAULT)
    return await lies_under(connection, [one.key_id for one in known if one.key_id != to.key_id])


async def _view(connection: AsyncConnection, one: KnownKey) -> KeyView:
    of_vault = one.kind is KeyKind.VAULT
    return KeyView(
        kind=one.kind,
        key_id=one.key_id,
        since=one.since,
        is_current=one.is_current,
        lies_under=await lies_under(connection, [one.key_id]) if of_vault else None,
    )


async def _note(
    connection: AsyncConnection, principal: Principal, event: AccessEvent, key_id: str
) -> None:
    detail = {"kind": KeyKind.VAULT.value, "key": key_id}
    note = AccessNote(event=event, by=principal.on_record, detail=detail)
    await note_access(connection, note)


def _destroy_copy(settings: Settings, key_id: str) -> None:
    """Where the key is set from outside, whoever set it takes it away."""
    secret_file(settings, further_file(key_id)).unlink(missing_ok=True)
    with suppress(UnfitKey):
        first = kept_secret(settings, None, FILES[KeyKind.VAULT])
        if first is not None and fingerprint(KeyKind.VAULT, first) == key_id:
            secret_file(settings, FILES[KeyKind.VAULT]).unlink()
