"""Closed lists of handling."""

from enum import StrEnum


class PauseReason(StrEnum):
    """What time may stand still for: a closed list (G19)."""

    AWAITING_CALLER = "awaiting_caller"
    STATUTORY_PROCEDURE = "statutory_procedure"
    SUPERIOR_INSTRUCTION = "superior_instruction"


class FileForm(StrEnum):
    """What a file is by its content, whatever it is called."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
