"""The bulletin as a PDF: laid out by typst from data, with fonts that come along."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

import pylopdf_fonts_zh_cn
import typst
from typst import Fonts, TypstError

from cli.shared.exit_status import BadInput
from domain.bulletin import Bulletin

TEMPLATE: Final = "bulletin.typ"
Standard = Literal["a-2a", "ua-1"]
STANDARDS: Final[tuple[Standard, ...]] = ("a-2a", "ua-1")
"""Fit for the archive, and for those who have it read aloud to them."""
FONTS: Final = Path(pylopdf_fonts_zh_cn.sans_path()).parent


def write_bulletin(bulletin: Bulletin, path: Path) -> None:
    """Write the bulletin; raises BadInput if it cannot be written."""
    try:
        path.write_bytes(pdf_of(bulletin))
    except OSError as unwritable:
        raise BadInput(f"{path}: {unwritable.strerror}") from unwritable


def pdf_of(bulletin: Bulletin) -> bytes:
    """Lay a bulletin out; the same bulletin gives the same bytes, dated at its period's end.

    A name with a character that the fonts do not know breaks the standards, so such a bulletin
    is written without them, with an empty box in that place."""
    try:
        return _compiled(bulletin, STANDARDS)
    except TypstError:
        return _compiled(bulletin, ())


def _compiled(bulletin: Bulletin, standards: Iterable[Standard]) -> bytes:
    compiled = typst.compile(
        files("cli.supervisors").joinpath(TEMPLATE).read_bytes(),
        format="pdf",
        font_paths=Fonts(include_system_fonts=False, font_paths=[FONTS]),
        sys_inputs={"bulletin": values_of(bulletin)},
        pdf_standards=list(standards),
        timestamp=bulletin.days.until,
    )
    assert isinstance(compiled, bytes)
    return compiled


def values_of(bulletin: Bulletin) -> str:
    """What the template lays out, as JSON: days as 2026-03-01, shares as they are printed."""
    return json.dumps(asdict(bulletin), ensure_ascii=False, default=str)
