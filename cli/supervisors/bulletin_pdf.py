"""The bulletin as a PDF: laid out by typst from data, with fonts that come along."""

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Final

from cli.shared.exit_status import BadInput
from domain.bulletin import Bulletin
from services.papers.laying_out import laid_out

TEMPLATE: Final = "bulletin.typ"


def write_bulletin(bulletin: Bulletin, path: Path) -> None:
    """Write the bulletin; raises BadInput if it cannot be written."""
    try:
        path.write_bytes(pdf_of(bulletin))
    except OSError as unwritable:
        raise BadInput(f"{path}: {unwritable.strerror}") from unwritable


def pdf_of(bulletin: Bulletin) -> bytes:
    """Lay a bulletin out; the same bulletin gives the same bytes, dated at its period's end."""
    template = files("cli.supervisors").joinpath(TEMPLATE).read_bytes()
    return laid_out(template, "bulletin", values_of(bulletin), bulletin.days.until)


def values_of(bulletin: Bulletin) -> str:
    """What the template lays out, as JSON: days as 2026-03-01, shares as they are printed."""
    return json.dumps(asdict(bulletin), ensure_ascii=False, default=str)
