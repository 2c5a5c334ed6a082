"""Sending a file in: begun for one order and one act, piece by piece, looked at when it is whole.

What was sent in is seen by nobody, its sender neither, until an act attaches it to its order.
Whoever loses the line asks how far it came and goes on; the process that took the pieces may have
died since."""

import uuid
from dataclasses import dataclass
from typing import Annotated, Final

from domain.chapters.handling.commands import AddEvidence, AddFile
from domain.chapters.handling.terms import FileForm
from domain.order.command import COMMANDS
from domain.vocabulary import Secrecy
from policies.attachments import attachment_law
from services.access.orders import require_sees
from services.access.principal import Principal
from services.access.rights import Right
from services.attachments.forms import UnfitFile
from services.attachments.looking import looked_at
from services.office import Office
from services.orders.allowed_acts import RefusalShown, allowed_acts
from services.views import LEFT_OUT_IF_NONE
from store.vault.attachment_rows import (
    BegunFile,
    KeptAttachment,
    Part,
    UnknownAttachment,
    attachment_of,
    content_of,
)
from store.vault.attachments_sent import Room, add_piece, begin, keep, throw_away

ATTACHING: Final = {COMMANDS.word_of(kind): kind for kind in (AddFile, AddEvidence)}
"""The acts that attach a file, by their words."""
LARGEST_PIECE: Final = 512 * 1024
NAMESPACE: Final = uuid.UUID("0c0f6b7c-53a5-4d0e-8a0e-7f5b7f1f2a19")
"""From a sender and his key one id is made, so that who begins twice has begun once."""


class FilesClosed(PermissionError):
    """The act that would attach a file is closed to whoever sends it."""

    def __init__(self, refusal: RefusalShown) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal


class FileTooLarge(ValueError):
    """More bytes are announced than any file may have; says how many it may."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnnounced:
    """A file that somebody wants to send in: for which order and which act, and how large."""

    order: str
    act: str
    """One of ATTACHING."""
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSent:
    """How far a file has come."""

    id: str
    order: str
    act: str
    offset: int
    """Where the next piece begins."""
    size: int
    piece: int
    """The most bytes that one piece may have."""
    form: Annotated[FileForm | None, LEFT_OUT_IF_NONE] = None
    """What it is; left out until all has come and was found fit to be attached."""


async def announce(
    principal: Principal, office: Office, wanted: FileAnnounced, key: str
) -> FileSent:
    """Begin to send a file in.

    Raises MayNot, NobodyNamed, UnknownOrder, FilesClosed, FileTooLarge, AttachmentsFull, KeyReused
    and KeyDestroyed."""
    await require_sees(principal, office.engine, wanted.order, Right.ACT_ON_ORDERS)
    await _require_open(principal, office, wanted)
    law = attachment_law()
    if wanted.size > law.largest:
        raise FileTooLarge(law.largest)
    begun = BegunFile(
        id=uuid.uuid5(NAMESPACE, f"{principal.actor.person}/{key}"),
        order_number=wanted.order,
        act=wanted.act,
        secrecy=_secrecy(wanted.act),
        sent_by=principal.actor.person,
        announced=wanted.size,
    )
    room = Room(files=law.files_of_order, bytes=law.bytes_of_order)
    return _sent(await begin(office.engine, begun, room))


async def send(
    principal: Principal, office: Office, id: uuid.UUID, offset: int, content: bytes
) -> FileSent:
    """Send the next piece; the last one has the file looked at. Where that was cut short, an empty
    piece at the end has it looked at again.

    Raises NobodyNamed, UnknownAttachment for another's, OtherOffset, KeyDestroyed, and UnfitFile
    for what is not taken in: it is thrown away."""
    await _own(principal, office, id)
    file = await add_piece(office.engine, office.master, id, offset, content)
    if file.form is None and file.received == file.announced:
        file = await _look(office, file)
    return _sent(file)


async def how_far(principal: Principal, office: Office, id: uuid.UUID) -> FileSent:
    """How far one's own file has come; raises NobodyNamed and UnknownAttachment."""
    return _sent(await _own(principal, office, id))


async def _look(office: Office, file: KeptAttachment) -> KeptAttachment:
    content = await content_of(office.engine, office.master, file.id, Part.SENT)
    try:
        taken = await looked_at(content, attachment_law())
    except UnfitFile:
        await throw_away(office.engine, file.id)
        raise
    return await keep(office.engine, office.master, file.id, taken)


async def _require_open(principal: Principal, office: Office, wanted: FileAnnounced) -> None:
    shown = await allowed_acts(principal, office, wanted.order)
    for act in shown.acts:
        if act.name == wanted.act and act.refusal is not None:
            raise FilesClosed(act.refusal)


async def _own(principal: Principal, office: Office, id: uuid.UUID) -> KeptAttachment:
    file = await attachment_of(office.engine, id)
    if file.sent_by != principal.actor.person:
        raise UnknownAttachment(str(id))
    return file


def _secrecy(act: str) -> Secrecy:
    """Under which of its order's keys a file lies: under that of the text that comes with it."""
    (secrecy,) = ATTACHING[act].TEXTS.values()
    return secrecy


def _sent(file: KeptAttachment) -> FileSent:
    return FileSent(
        id=str(file.id),
        order=file.order_number,
        act=file.act,
        offset=file.received,
        size=file.announced,
        piece=LARGEST_PIECE,
        form=None if file.form is None else FileForm(file.form),
    )
