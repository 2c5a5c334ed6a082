"""Drafts: what somebody has begun to write lies with us, sealed, until it is done or forgotten.

A page hands a form in under the key `<draft>/<version>` and names the draft: then the act is done
once, however often it is sent, and takes its draft along. Whoever comes back after his session, his
browser or this process ended finds what he wrote."""

import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.ext.asyncio import AsyncConnection

from services.access.orders import require_sees
from services.access.principal import NobodyNamed, Principal
from services.access.rights import Right
from services.office import Office
from services.views import Instant
from store.desk import drafts
from store.desk.drafts import DraftChanged, KeptDraft, SealedDraft
from store.desk.owner import Owner
from store.vault.encryption import KEY_BYTES, NONCE_BYTES
from store.vault.fingerprints import KeyKind
from store.vault.known_keys import current_key
from store.vault.rewrapping import DRAFT

NEW: Final = 0
"""The version of a draft that is not kept yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSaid:
    """What somebody has written so far, and on which version of it he goes on."""

    form: str
    order: str | None
    texts: Mapping[str, str] = field(repr=False)
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftListed:
    """One draft of one's own, without what is written in it."""

    id: str
    form: str
    order: str | None
    version: int
    saved_at: Instant
    kept_until: Instant


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DraftShown:
    """One draft of one's own, and what is written in it."""

    draft: DraftListed
    texts: Mapping[str, str]


async def save_draft(
    principal: Principal, office: Office, id: uuid.UUID, said: DraftSaid
) -> DraftListed:
    """Keep what somebody has written; said again after a lost answer it is kept once.

    Raises NobodyNamed, MayNot, UnknownOrder, UnknownDraft, DraftChanged and TooManyDrafts."""
    owner = _owner(principal)
    if said.order is not None:
        rights = Right.READ_ORDERS, Right.ACT_ON_ORDERS
        await require_sees(principal, office.engine, said.order, *rights)
    async with office.engine.begin() as connection:
        sealed = await _sealed(connection, office, owner, id, said)
        try:
            if said.version == NEW:
                kept = await drafts.begin_draft(connection, sealed)
            else:
                kept = await drafts.save_draft(connection, sealed, said.version)
        except DraftChanged:
            kept = await drafts.held_draft(connection, owner, id)
            if not _is_what_was_said(office, kept, said):
                raise
    return _listed(office, kept)


async def own_drafts(principal: Principal, office: Office) -> tuple[DraftListed, ...]:
    """One's own drafts, the latest first; raises NobodyNamed."""
    kept = await drafts.drafts_of(office.engine, _owner(principal))
    return tuple(_listed(office, one) for one in kept)


async def show_draft(principal: Principal, office: Office, id: uuid.UUID) -> DraftShown:
    """One draft of one's own; raises NobodyNamed and UnknownDraft."""
    kept = await drafts.draft_of(office.engine, _owner(principal), id)
    return DraftShown(draft=_listed(office, kept), texts=_texts(office, kept))


async def drop_draft(principal: Principal, office: Office, id: uuid.UUID) -> None:
    """Destroy a draft of one's own; where there is none, nothing is to be done.

    Raises NobodyNamed."""
    await drafts.drop_draft(office.engine, _owner(principal), id)


def _owner(principal: Principal) -> Owner:
    if not principal.person:
        raise NobodyNamed
    return Owner(person=principal.person, account=principal.account)


async def _sealed(
    connection: AsyncConnection, office: Office, owner: Owner, id: uuid.UUID, said: DraftSaid
) -> SealedDraft:
    current = await current_key(connection, KeyKind.VAULT)
    key, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
    content = json.dumps(dict(said.texts), ensure_ascii=False).encode()
    return SealedDraft(
        id=id,
        owner=owner,
        form=said.form,
        order_number=said.order,
        key=office.master.told(current).seal(key, DRAFT, str(id)),
        sealed_by=current,
        nonce=nonce,
        ciphertext=AESGCM(key).encrypt(nonce, content, id.bytes),
    )


def _texts(office: Office, kept: KeptDraft) -> Mapping[str, str]:
    key = office.master.unseal(kept.key, DRAFT, str(kept.id))
    texts: Mapping[str, str] = json.loads(
        AESGCM(key).decrypt(kept.nonce, kept.ciphertext, kept.id.bytes)
    )
    return texts


def _is_what_was_said(office: Office, kept: KeptDraft, said: DraftSaid) -> bool:
    """Whether it was kept in answer to these very words, and only the answer was lost."""
    same = (kept.form, kept.order_number) == (said.form, said.order)
    return kept.version == said.version + 1 and same and _texts(office, kept) == said.texts


def _listed(office: Office, kept: KeptDraft) -> DraftListed:
    zone = office.city.zone
    return DraftListed(
        id=str(kept.id),
        form=kept.form,
        order=kept.order_number,
        version=kept.version,
        saved_at=kept.saved_at.astimezone(zone),
        kept_until=(kept.saved_at + office.drafts_kept).astimezone(zone),
    )
