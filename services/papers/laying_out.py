"""Laying out on A4: typst makes a PDF of a template and data, with fonts that come along."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

import pylopdf_fonts_zh_cn
import typst
from typst import Fonts, TypstError

Standard = Literal["a-2a", "ua-1"]
STANDARDS: Final[tuple[Standard, ...]] = ("a-2a", "ua-1")
"""Fit for the archive, and for those who have it read aloud to them."""
FONTS: Final = Path(pylopdf_fonts_zh_cn.sans_path()).parent


def laid_out(template: bytes, name: str, values: str, dated: datetime) -> bytes:
    """Lay values out, which the template reads as JSON under a name; the same values give the same
    bytes, dated as they say.

    A word with a character that the fonts do not know breaks the standards, so such a paper is
    written without them, with an empty box in that place."""
    inputs = {name: values}
    try:
        return _compiled(template, inputs, STANDARDS, dated)
    except TypstError:
        return _compiled(template, inputs, (), dated)


def _compiled(
    template: bytes, inputs: dict[str, str], standards: Iterable[Standard], dated: datetime
) -> bytes:
    compiled = typst.compile(
        template,
        format="pdf",
        font_paths=Fonts(include_system_fonts=False, font_paths=[FONTS]),
        sys_inputs=inputs,
        pdf_standards=list(standards),
        timestamp=dated.replace(microsecond=0),
    )
    assert isinstance(compiled, bytes)
    return compiled
