"""What may be put into an order is read strictly: a form nobody knows, a size nobody could hold."""

import pytest

from domain.chapters.handling.terms import FileForm
from policies.attachments import (
    FILE,
    LARGEST,
    BadAttachments,
    attachment_law,
    attachment_law_of_text,
)

WRITTEN = FILE.read_text(encoding="utf-8")


def test_every_form_has_its_size_and_an_order_holds_several_of_the_largest() -> None:
    law = attachment_law()
    assert set(law.forms) == set(FileForm)
    assert law.largest <= LARGEST
    assert law.bytes_of_order >= 5 * law.largest


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("jpeg = 15728640", "svg = 15728640", "forms.svg: no such form; there are jpeg"),
        ("pdf = 20971520", "pdf = 99999999", f"forms.pdf: must be {LARGEST} at most"),
        ("pdf = 20971520", 'pdf = "20 MB"', "forms.pdf: must be a whole number from 1"),
        ("pixels = 50000000", "pixels = 0", "bounds.pixels: must be a whole number from 1"),
        ("pixels = 50000000", "pixels = true", "bounds.pixels: must be a whole number from 1"),
        ("thumbnail_side = 320\n", "", "bounds.thumbnail_side: missing"),
        ('source = "default"', 'source = ""', "bounds.source: must name a document and article"),
        ("[bounds]", "[bound]", "bounds: missing"),
        ("[forms]", "[form]", "forms: must name at least one form of file"),
    ],
)
def test_whatever_is_wrong_is_named(old: str, new: str, said: str) -> None:
    assert old in WRITTEN
    with pytest.raises(BadAttachments) as bad:
        attachment_law_of_text(WRITTEN.replace(old, new, 1), "attachments.toml")
    assert any(said in str(mistake) for mistake in bad.value.mistakes)
