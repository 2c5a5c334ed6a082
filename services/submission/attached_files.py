"""The file that a paper attaches, as it was sent in: what it is, nobody types (T41, T29)."""

from dataclasses import replace

from domain.chapters.handling.commands import AddEvidence, AddFile
from domain.chapters.handling.terms import FileForm
from domain.order.command import Command
from services.submission.registers_asked import RegistersAsked


def by_the_files(command: Command, said: RegistersAsked) -> Command:
    """Fill in what the file is; where none waits for this paper, the core refuses it."""
    file = said.file
    if not isinstance(command, AddFile | AddEvidence) or file is None or file.form is None:
        return command
    return replace(command, form=FileForm(file.form), size=file.size or 0, digest=file.digest or "")
