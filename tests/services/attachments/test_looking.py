"""A file is what its content says; what is hostile or unsound is refused by a process apart."""

import io
import struct
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from domain.chapters.handling.terms import FileForm
from policies.attachments import attachment_law
from services.attachments.forms import UnfitBecause, UnfitFile
from services.attachments.looking import looked_at
from tests.pictures import OWNER, PDF, SIZE, document, photo, written

LAW = attachment_law()
SCRIPT = b"<script>alert(1)</script>"


def opened(content: bytes) -> Image.Image:
    """A picture that was read."""
    return Image.open(io.BytesIO(content))


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(10_000))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


async def refused(content: bytes) -> UnfitBecause:
    """Why a file is not taken in."""
    with pytest.raises(UnfitFile) as no:
        await looked_at(content, LAW)
    return no.value.why


async def test_a_photo_stands_upright_and_says_neither_whose_it_is_nor_where_it_was() -> None:
    sent = photo()
    assert OWNER.encode() in sent
    assert opened(sent).getexif().get_ifd(0x8825)
    kept = await looked_at(sent, LAW)
    assert kept.form == FileForm.JPEG
    assert OWNER.encode() not in kept.content
    picture = opened(kept.content)
    assert picture.size == SIZE[::-1]
    assert not picture.getexif()
    assert "comment" not in picture.info
    small = opened(kept.thumbnail)
    assert (small.format, max(small.size)) == ("JPEG", LAW.thumbnail_side)


async def test_whatever_hangs_on_a_picture_is_left_behind() -> None:
    for form in ("PNG", "WEBP", "JPEG"):
        sent = written(Image.new("RGB", SIZE), form) + SCRIPT + document()
        kept = await looked_at(sent, LAW)
        assert kept.form == form.lower()
        assert b"script" not in kept.content
        assert b"PK\x03\x04" not in kept.content


async def test_what_shines_through_goes_on_shining_through() -> None:
    kept = await looked_at(written(Image.new("LA", SIZE, (9, 40)), "PNG"), LAW)
    assert opened(kept.content).getpixel((3, 3)) == (9, 9, 9, 40)


async def test_papers_are_kept_to_the_byte() -> None:
    papers = {
        FileForm.PDF: PDF,
        FileForm.DOCX: document(),
        FileForm.XLSX: document("xl/workbook.xml"),
    }
    for form, sent in papers.items():
        kept = await looked_at(sent, LAW)
        assert (kept.form, kept.content, kept.thumbnail) == (form, sent, b"")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', UnfitBecause.UNKNOWN_FORM),
        (b"<!doctype html>" + SCRIPT, UnfitBecause.UNKNOWN_FORM),
        (b"GIF89a" + SCRIPT, UnfitBecause.UNKNOWN_FORM),
        (b"MZ" + bytes(100), UnfitBecause.UNKNOWN_FORM),
        (SCRIPT + PDF, UnfitBecause.UNKNOWN_FORM),
        (document("something.txt"), UnfitBecause.UNKNOWN_FORM),
        (document(**{"word/vbaProject.bin": "x"}), UnfitBecause.MACROS),
        (document(**{"word/VBAPROJECT.BIN": "x"}), UnfitBecause.MACROS),
        (b"\xff\xd8\xff" + SCRIPT, UnfitBecause.DAMAGED),
        (b"RIFF\x00\x00\x00\x00WEBP", UnfitBecause.DAMAGED),
        (photo()[:9_000], UnfitBecause.DAMAGED),
        (PDF[:-10], UnfitBecause.DAMAGED),
        (document()[:-10], UnfitBecause.DAMAGED),
        (document(**{"zeros": "0" * 300_000_000}), UnfitBecause.DAMAGED),
        (claiming(60_000, 60_000), UnfitBecause.TOO_MANY_PIXELS),
        (claiming(6_000, 6_000), UnfitBecause.DAMAGED),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
async def test_what_is_hostile_or_unsound_is_refused(content: bytes, why: UnfitBecause) -> None:
    assert await refused(content) == why


async def test_a_form_is_taken_in_where_the_city_takes_it_in_and_up_to_its_size() -> None:
    without = replace(LAW, forms={FileForm.JPEG: LAW.largest})
    with pytest.raises(UnfitFile, match=UnfitBecause.UNKNOWN_FORM):
        await looked_at(PDF, without)
    short = replace(LAW, forms={FileForm.PDF: len(PDF) - 1})
    with pytest.raises(UnfitFile, match=UnfitBecause.TOO_LARGE):
        await looked_at(PDF, short)


async def test_what_asks_for_more_than_its_bounds_is_damaged_and_ends_nobody_else() -> None:
    """Within a law that lets pictures be larger than the process may hold, the process ends."""
    large = replace(LAW, pixels=10**12)
    with pytest.raises(UnfitFile, match=UnfitBecause.DAMAGED):
        await looked_at(claiming(60_000, 60_000), large)
    assert (await looked_at(PDF, large)).content == PDF
