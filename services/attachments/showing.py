"""The files of an order, as whoever asks may see them: by the same question as its texts (6.3).

A file is shown to whoever is shown the text in full that it came with, its name, and to nobody
else: no picture can be masked. It is reached through its own order and through no other."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.handling.commands import AddEvidence, AddFile
from domain.chapters.handling.terms import FileForm
from policies.sight import Showing, SightField
from services.access.principal import Principal
from services.attachments.forms import PICTURES
from services.office import Office
from services.orders.order_read import ReadOrder, read_order, said_in, sight_of_read
from services.orders.sight_of_order import SightOfOrder
from services.views import Instant
from store.unit_of_work import snapshot
from store.vault.attachment_rows import Part, UnknownAttachment, content_of
from texts import zh

JPEG: Final = "image/jpeg"
MEDIA: Final = {
    FileForm.JPEG: JPEG,
    FileForm.PNG: "image/png",
    FileForm.WEBP: "image/webp",
    FileForm.PDF: "application/pdf",
    FileForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AttachmentShown:
    """One file of an order: what it is called and is, with which act it came, and whose it is."""

    id: str
    name: str
    form: FileForm
    form_title: str
    media_type: str
    size: int
    has_thumbnail: bool
    field: SightField
    field_title: str
    act: str
    act_title: str
    command_id: str
    unit: str
    """Of whoever attached it."""
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FileBytes:
    """The bytes of a file, with what a browser must be told of them."""

    name: str
    media_type: str
    content: bytes


async def attachments_of_order(
    principal: Principal, office: Office, number: str
) -> tuple[AttachmentShown, ...]:
    """The files of one order that are shown to whoever asks, as they were attached.

    Raises MayNot, NobodyNamed, UnknownOrder and DamagedFact."""
    async with snapshot(office.engine) as moment:
        read = await read_order(principal, office, moment, number)
        zone = ZoneInfo((await office.law_at_birth(number)).calendar.time_zone)
    return tuple(_shown(read, zone))


async def attachment_bytes(
    principal: Principal, office: Office, number: str, id: uuid.UUID
) -> FileBytes:
    """A file as it is kept.

    Raises MayNot, NobodyNamed, UnknownOrder, DamagedFact, UnknownAttachment for one of another
    order or one that is not shown, and Unreadable."""
    one = await _one(principal, office, number, id)
    content = await content_of(office.engine, office.master, id, Part.KEPT)
    return FileBytes(name=one.name, media_type=one.media_type, content=content)


async def thumbnail_bytes(
    principal: Principal, office: Office, number: str, id: uuid.UUID
) -> FileBytes:
    """The small picture of a picture; raises what attachment_bytes does, and UnknownAttachment
    where the file is no picture."""
    one = await _one(principal, office, number, id)
    content = await content_of(office.engine, office.master, id, Part.THUMBNAIL)
    if not content:
        raise UnknownAttachment(str(id))
    return FileBytes(name=one.name, media_type=JPEG, content=content)


async def _one(principal: Principal, office: Office, number: str, id: uuid.UUID) -> AttachmentShown:
    for one in await attachments_of_order(principal, office, number):
        if one.id == str(id):
            return one
    raise UnknownAttachment(str(id))


def _shown(read: ReadOrder, zone: ZoneInfo) -> Iterator[AttachmentShown]:
    sight_of: SightOfOrder = sight_of_read(read)
    for one, text in said_in(read):
        command = one.act.command
        if not isinstance(command, AddFile | AddEvidence) or command.form is None:
            continue
        if sight_of.showing(text) is not Showing.FULL:
            continue
        field = sight_of.table.of_text[text.key]
        yield AttachmentShown(
            id=command.attachment,
            name=text.content,
            form=command.form,
            form_title=zh(f"vocabulary.FileForm.{command.form.name}"),
            media_type=MEDIA[command.form],
            size=command.size,
            has_thumbnail=command.form in PICTURES,
            field=field,
            field_title=zh(f"sight.{field}"),
            act=text.act,
            act_title=zh(f"acts.{text.act}"),
            command_id=str(one.id),
            unit=text.unit,
            at=one.received_at.astimezone(zone),
        )
