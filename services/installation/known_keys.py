"""A database knows its keys: whoever has others does not serve, and none is made where data exist.

A key is drawn once, where nothing lies under any yet. From then on the database knows its
fingerprint. One of before that knows none takes the key that opens what it holds.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import TextClause, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from audit.log.checkpoints import ForgedCheckpoint
from audit.log.national import NationalKey, new_secret
from domain.vocabulary import Secrecy
from services.installation.keys import (
    FILES,
    index_key,
    log_signer,
    missing,
    national_signer,
    places,
    vault_keys,
)
from services.installation.secret_files import UnfitKey, by_chance, draw_secret
from services.installation.secret_files import kept_secret as kept
from services.installation.settings import Settings
from services.records import open_database
from store.archive.archive_tables import CheckpointRow
from store.vault.blind_index import IndexKey
from store.vault.blind_index_tables import BlindIndexRow
from store.vault.encryption import Unreadable
from store.vault.fingerprints import KeyKind, fingerprint
from store.vault.key_ring import KeyRing
from store.vault.known_keys import known_keys, make_current, one_at_a_time
from store.vault.rewrapping import SEALS
from store.vault.vault_rows import open_texts
from store.vault.vault_tables import VaultKeyRow
from texts import both

MOST_TRIED: Final = 20
"""So many callers are found again by a key that the database does not know yet."""
LAST_NOTE: Final = select(CheckpointRow.note).order_by(CheckpointRow.size.desc()).limit(1)
FOUND_BY_PHONE: Final = (
    select(BlindIndexRow.order_number, BlindIndexRow.digest)
    .join(VaultKeyRow, VaultKeyRow.order_number == BlindIndexRow.order_number)
    .where(VaultKeyRow.secrecy == Secrecy.PERSON.value, BlindIndexRow.kind == "phone")
    .order_by(BlindIndexRow.order_number.desc())
    .limit(MOST_TRIED)
)
Held = Callable[[Settings], Sequence[str]]
Opens = Callable[[AsyncConnection, Settings], Awaitable[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How keys of one kind are held against a database."""

    kind: KeyKind
    held: Held
    """The fingerprints of those that this process has; the one that is used comes first."""
    new: Callable[[], bytes]
    is_needed: TextClause
    """Whether anything lies under such a key."""
    opens: Opens
    """Whether the key that is used opens what lies there."""
    renews: bool = False
    """Whether another key may take its place because the settings name the former one."""


async def settle_keys(engine: AsyncEngine, settings: Settings) -> None:
    """Hold this process's keys against the database, and draw what it never had.

    Raises UnfitKey where one is missing or another's; then nothing was drawn in its place."""
    async with engine.begin() as connection:
        await one_at_a_time(connection)
        for keeping in KEPT:
            if keeping.kind is not KeyKind.NATIONAL or settings.national_algorithms:
                await _settle(connection, settings, keeping)


async def check_keys(settings: Settings) -> None:
    """Do the same with a connection of its own; raises UnfitKey and RecordsSilent."""
    async with open_database(settings) as engine:
        await settle_keys(engine, settings)


async def require_index_key(settings: Settings) -> IndexKey:
    """The key under which the callers of a running system are found, for whoever only adds to them.

    Raises UnfitKey for another one, and RecordsSilent."""
    key, held = index_key(settings), _index(settings)
    async with open_database(settings) as engine, engine.connect() as connection:
        for known in await known_keys(connection, KeyKind.INDEX):
            if known.key_id not in held:
                raise _unfit(settings, KeyKind.INDEX, known.key_id, held)
    return key


async def _settle(connection: AsyncConnection, settings: Settings, keeping: Keeping) -> None:
    kind, held = keeping.kind, keeping.held(settings)
    known = await known_keys(connection, kind)
    if known:
        lacking = [one.key_id for one in known if one.key_id not in held]
        if lacking:
            raise _unfit(settings, kind, lacking[0], held)
        if keeping.renews and held[0] != known[0].key_id:
            await make_current(connection, kind, held[0])
        return
    if not held:
        if await connection.scalar(keeping.is_needed):
            raise missing(settings, kind)
        draw_secret(settings, FILES[kind], keeping.new)
        held = keeping.held(settings)
    elif not await keeping.opens(connection, settings):
        raise UnfitKey(both("keys.opens_nothing", kind=kind, places=places(settings, kind)))
    await make_current(connection, kind, held[0])
    if kind is KeyKind.VAULT:
        await _lies_under(connection, held[0])


def _unfit(settings: Settings, kind: KeyKind, key_id: str, held: Sequence[str]) -> UnfitKey:
    if not held:
        return missing(settings, kind, key_id)
    where = places(settings, kind)
    return UnfitKey(both("keys.other", kind=kind, key=key_id, found=", ".join(held), places=where))


async def _lies_under(connection: AsyncConnection, key_id: str) -> None:
    """Say of what was wrapped before keys had names that it lies under the first of them."""
    keys = update(VaultKeyRow).where(VaultKeyRow.wrapped_by.is_(None))
    await connection.execute(keys.values(wrapped_by=key_id))
    for seal in SEALS:
        unnamed = update(seal.table).where(seal.sealed_by.is_(None))
        await connection.execute(unnamed.values({seal.sealed_by: key_id}))


def _vault(settings: Settings) -> Sequence[str]:
    return tuple(key.key_id for key in vault_keys(settings))


def _index(settings: Settings) -> Sequence[str]:
    return _single(settings, KeyKind.INDEX)


def _checkpoint(settings: Settings) -> Sequence[str]:
    return _single(settings, KeyKind.CHECKPOINT)


def _single(settings: Settings, kind: KeyKind) -> Sequence[str]:
    given = settings.index_key if kind is KeyKind.INDEX else settings.checkpoint_key
    secret = kept(settings, given, FILES[kind])
    return () if secret is None else (fingerprint(kind, secret),)


def _national(settings: Settings) -> Sequence[str]:
    if kept(settings, settings.national_key, FILES[KeyKind.NATIONAL]) is None:
        return ()
    former = [NationalKey.read(line) for line in settings.national_former_keys.split()]
    public = [national_signer(settings).key, *former]
    return tuple(fingerprint(KeyKind.NATIONAL, key.point) for key in public)


async def _vault_opens(connection: AsyncConnection, settings: Settings) -> bool:
    first = vault_keys(settings)[0]
    asked = select(VaultKeyRow.order_number, VaultKeyRow.secrecy, VaultKeyRow.key)
    row = (await connection.execute(asked.limit(1))).one_or_none()
    try:
        if row is not None:
            first.unwrap(row.order_number, Secrecy(row.secrecy), row.key)
    except Unreadable:
        return False
    return True


async def _index_finds(connection: AsyncConnection, settings: Settings) -> bool:
    """Whether a caller whose number the vault still opens is found under its digest."""
    ring, key, compared = KeyRing(lambda: vault_keys(settings)), index_key(settings), False
    for number, digest in (await connection.execute(FOUND_BY_PHONE)).all():
        for said in (await open_texts(connection, ring, number)).values():
            found = key.phone_digests(said.get("phone", ""))
            if bytes(digest) in found:
                return True
            compared = compared or bool(found)
    return not compared


async def _last_is_signed(connection: AsyncConnection, settings: Settings) -> bool:
    note = await connection.scalar(LAST_NOTE)
    if note is None:
        return True
    try:
        log_signer(settings).key.opened(note)
    except ForgedCheckpoint:
        return False
    return True


KEPT: Final = (
    Keeping(
        kind=KeyKind.VAULT,
        held=_vault,
        new=by_chance,
        is_needed=text("SELECT EXISTS (TABLE vault_key) OR EXISTS (TABLE second_factor)"),
        opens=_vault_opens,
    ),
    Keeping(
        kind=KeyKind.INDEX,
        held=_index,
        new=by_chance,
        is_needed=text(
            "SELECT EXISTS (TABLE blind_index) OR EXISTS (TABLE narrative_index)"
            " OR EXISTS (TABLE missed_call) OR EXISTS (TABLE other_register)"
        ),
        opens=_index_finds,
    ),
    Keeping(
        kind=KeyKind.NATIONAL,
        held=_national,
        new=new_secret,
        is_needed=text("SELECT EXISTS (SELECT FROM checkpoint WHERE note LIKE E'%\\nnational %')"),
        opens=_last_is_signed,
        renews=True,
    ),
    Keeping(
        kind=KeyKind.CHECKPOINT,
        held=_checkpoint,
        new=by_chance,
        is_needed=text("SELECT EXISTS (TABLE checkpoint)"),
        opens=_last_is_signed,
    ),
)
"""The national key before the one whose signer asks for it."""
