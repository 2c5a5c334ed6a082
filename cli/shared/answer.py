"""What the commands share: loading a rule pack by its name or file, and printing JSON."""

import json
from typing import Any

import typer

from cli.shared.exit_status import BadInput, ClearNo
from domain.law.pack import Pack
from policies.calendar_library import CalendarLibrary
from policies.library import load_pack
from policies.mistake import BadPack, UnreadablePack


def pack_named(name: str, calendars: CalendarLibrary | None = None) -> Pack:
    """Load a rule pack by name or path; raises ClearNo for a bad one, BadInput if unreadable."""
    try:
        return load_pack(name, calendars)
    except UnreadablePack as bad:
        raise BadInput(str(bad)) from bad
    except BadPack as bad:
        raise ClearNo(str(bad)) from bad


def say_json(content: Any) -> None:
    """Print one JSON document and nothing else on standard output."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
