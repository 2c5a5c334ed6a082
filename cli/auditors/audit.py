"""`paidan audit`: proofs that what is on record was not changed, for us and for third parties."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from cli.auditors.changes import changes
from cli.auditors.findings import clear, findings
from cli.auditors.looks import looks
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about, help_of
from cli.shared.json_option import AsJson, JsonFile, JsonMayNameFile, give_json
from cli.shared.options import DataDir
from cli.shared.progress import show_progress
from cli.shared.records import must_read
from operations.running import running_settings
from services.access.principal import OPERATOR
from services.archive.auditing import (
    Checkpoint,
    ExportedPeriod,
    ForgedCheckpoint,
    LogKey,
    NothingToExport,
    Question,
    UnusableKey,
    Verified,
    export_package,
    last_checkpoint,
    verify_records,
)
from services.installation.data_directory import NotRunning, Station
from services.installation.keys import log_signer
from services.installation.secret_files import UnfitKey
from services.records import Records
from texts import both, glossed, subject

VAR: Final = Path("var")
COUNTED: Final = ("histories", "events", "facts", "commands", "entries")
LEFT_OUT: Final = frozenset({"rederived_ok"})
"""What is proved of every order but those of an earlier edition."""
app = typer.Typer(add_completion=False, no_args_is_help=True)
app.command("findings", cls=JsonMayNameFile, help=help_of("audit.findings"))(findings)
app.command("changes", help=help_of("audit.changes"))(changes)
app.command("looks", help=help_of("audit.looks"))(looks)
app.command("clear", help=help_of("audit.clear"))(clear)


@app.callback(help=help_of("audit"))
def audit() -> None:
    """Prove that what is on record was not changed."""


@app.command("verify", cls=JsonMayNameFile, help=help_of("audit.verify"))
def verify(
    since: Annotated[str | None, typer.Option(help=about("only_since"))] = None,
    against: Annotated[Path | None, typer.Option(help=about("against"))] = None,
    as_json: AsJson = False,
    json_file: JsonFile = None,
    data_dir: DataDir = VAR,
) -> None:
    """Verify bytes, log, law and read model; exit status 1 names every fault, 2: unread."""
    key = _key(data_dir)
    question = Question(
        key=key,
        since=None if since is None else _instant(since),
        against=None if against is None else _kept(against, key),
    )

    async def work(records: Records) -> Verified:
        return await verify_records(OPERATOR, records, question, show_progress)

    found = must_read(data_dir, work)
    if as_json or json_file:
        give_json(_as_json(found), json_file)
    else:
        _tell(found)
    if found.faults:
        raise ClearNo(f"{len(found.faults)} {glossed('verification.faults')}")
    if since is None:
        Station(data_dir).verified.touch()


@app.command("checkpoint", help=help_of("audit.checkpoint"))
def checkpoint(
    publish: Annotated[Path | None, typer.Option(help=about("checkpoint_file"))] = None,
    key: Annotated[bool, typer.Option("--key", help=about("public_keys"))] = False,
    data_dir: DataDir = VAR,
) -> None:
    """Print or publish the last signed checkpoint; whoever keeps one can hold us to it."""
    public = _key(data_dir)
    if key:
        typer.echo(public.all_written())
        return

    async def last(records: Records) -> str | None:
        return await last_checkpoint(OPERATOR, records)

    note = must_read(data_dir, last)
    if note is None:
        raise ClearNo("nothing was archived yet, so nothing is signed")
    try:
        public.opened(note)
    except ForgedCheckpoint as forged:
        raise ClearNo(f"the last checkpoint: {forged}") from forged
    _give(note, publish)


@app.command("export", help=help_of("audit.export"))
def export(
    out: Annotated[Path, typer.Option("--out", "-o", help=about("package_file"))],
    number: Annotated[str | None, typer.Argument(metavar="[ORDER]")] = None,
    begin: Annotated[str | None, typer.Option("--from", help=about("from_instant"))] = None,
    end: Annotated[str | None, typer.Option("--to", help=about("to_instant"))] = None,
    data_dir: DataDir = VAR,
) -> None:
    """Pack an order, or a period, so that anybody verifies it without this system."""
    wanted = _wanted(number, begin, end)
    key = _key(data_dir)

    async def work(records: Records) -> bytes:
        return await export_package(OPERATOR, records, key, wanted)

    try:
        package = must_read(data_dir, work)
    except NothingToExport as nothing:
        raise BadInput(f"{nothing}: an order is packed once it is closed and swept") from nothing
    try:
        out.write_bytes(package)
    except OSError as unwritable:
        raise BadInput(f"{out}: {unwritable.strerror}") from unwritable
    typer.echo(f"{out}: verify it with `unzip -p {out.name} verify.py | python3 - {out.name}`")


def _wanted(number: str | None, begin: str | None, end: str | None) -> str | ExportedPeriod:
    if number is not None and begin is None and end is None:
        return number
    if number is not None or begin is None or end is None:
        raise BadInput("name an order, or a period by --from and --to")
    period = ExportedPeriod(begin=_instant(begin), end=_instant(end))
    if period.end <= period.begin:
        raise BadInput("the period ends before it begins")
    if period.end > datetime.now(UTC):
        raise BadInput("the period has not ended yet")
    return period


def _give(note: str, file: Path | None) -> None:
    if file is None:
        typer.echo(note, nl=False)
        return
    try:
        file.write_text(note, "utf-8")
    except OSError as unwritable:
        raise BadInput(f"{file}: {unwritable.strerror}") from unwritable


def _key(data_dir: Path) -> LogKey:
    try:
        return log_signer(running_settings(data_dir)).key
    except NotRunning as not_running:
        raise BadInput(str(not_running)) from not_running
    except UnfitKey as unfit:
        raise BadInput(str(unfit)) from unfit
    except UnusableKey as unusable:
        raise BadInput(f"PAIDAN_NATIONAL_…: {unusable}") from unusable


def _kept(file: Path, key: LogKey) -> Checkpoint:
    try:
        return key.opened(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as unreadable:
        raise BadInput(f"{file}: {unreadable}") from unreadable
    except ForgedCheckpoint as forged:
        raise BadInput(f"{file}: {forged}") from forged


def _instant(words: str) -> datetime:
    try:
        given = datetime.fromisoformat(words)
    except ValueError as unreadable:
        raise BadInput(f"{words}: {unreadable}") from unreadable
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def _as_json(found: Verified) -> dict[str, Any]:
    return {
        "histories": found.histories,
        "events": found.events,
        "facts": found.facts,
        "commands": found.commands,
        "entries": found.entries,
        "as_written": found.as_written,
        "findings_open": found.findings_open,
        **{name: not faults for name, faults in _parts(found).items()},
        "faults": [asdict(fault) for fault in found.faults],
    }


def _parts(found: Verified) -> dict[str, Sequence[object]]:
    return {
        "bytes_ok": found.broken_bytes,
        "chain_ok": found.broken_chain,
        "rederived_ok": found.law,
        "readmodel_ok": found.tables,
    }


def _tell(found: Verified) -> None:
    counts = {name: getattr(found, name) for name in COUNTED}
    typer.echo(both("verification.read", **counts))
    for name, faults in _parts(found).items():
        faulty = f"{glossed('verification.faulty')} ({len(faults)})"
        left_out = found.as_written and name in LEFT_OUT
        sound = glossed("verification.sound_but" if left_out else "verification.sound")
        verdict = faulty if faults else sound
        typer.echo(f"  {glossed(f'verification.{name}')}: {verdict}")
    if found.as_written:
        typer.echo(both("verification.as_written", orders=found.as_written))
    if found.findings_open:
        typer.echo(f"{found.findings_open} {glossed('verification.findings_see')}")
    for fault in found.faults:
        known = f"things.{fault.what}" in subject("verification")
        thing = glossed(f"verification.things.{fault.what}") if known else fault.what
        typer.echo(f"{fault.order or glossed('verification.log')}  {thing}  {fault.where}")
