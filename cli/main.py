"""`paidan`: one command line for the hotline; each subject is read only when it is used."""

import sys

import typer
from typer._click import Command, Context
from typer.core import TyperCommand, TyperGroup

from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import help_of, line_of
from operations.quick_start import read_quickly

# One line for each command: its name, and the module whose `app` holds it.
COMMANDS = {
    "up": "cli.operators.system",
    "down": "cli.operators.system",
    "status": "cli.operators.system",
    "city": "cli.operators.city",
    "account": "cli.operators.accounts",
    "token": "cli.operators.tokens",
    "due": "cli.lawmakers.due",
    "bench": "cli.operators.bench",
    "policy": "cli.lawmakers.policy",
    "calendar": "cli.lawmakers.calendar",
    "catalogue": "cli.coordinators.catalogue",
    "order": "cli.coordinators.orders",
    "unit": "cli.coordinators.units",
    "calls": "cli.coordinators.calls",
    "knowledge": "cli.coordinators.knowledge",
    "import": "cli.coordinators.intake",
    "petitions": "cli.coordinators.petitions",
    "backtest": "cli.lawmakers.backtest",
    "whatif": "cli.lawmakers.what_if",
    "demo": "cli.operators.demo",
    "ledger": "cli.auditors.ledger",
    "explain": "cli.auditors.ledger",
    "rebuild": "cli.auditors.rebuild",
    "assess": "cli.supervisors.assess",
    "limits": "cli.supervisors.limits",
    "audit": "cli.auditors.audit",
    "keys": "cli.operators.keys",
    "backup": "cli.operators.backup",
    "restore": "cli.operators.backup",
}


class Subjects(TyperGroup):
    """The commands by name; a module is imported when one of its commands is to be run, so a list
    of all commands imports none."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
        """All commands, in the order of their table."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002
        """The name and the line of a command, for a list; its module stays unread."""
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=line_of(cmd_name))

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """The command that a command line names, or a whole subject such as `policy`."""
        name, known, others = super().resolve_command(ctx, args)
        return name, _opened(name) if name and known else known, others


def _opened(name: str) -> Command:
    """The command itself, its module read."""
    found = typer.main.get_command(read_quickly(COMMANDS[name]).app)
    if isinstance(found, TyperGroup) and name in found.commands:
        return found.commands[name]
    found.name = name
    return found


app = typer.Typer(
    name="paidan",
    cls=Subjects,
    help=help_of("paidan"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
)


@app.callback(help=help_of("paidan"))
def paidan() -> None:
    """Paidan: a city's 12345 hotline."""


def main() -> None:
    """Run one command; exit 0 when done, 1 for a clear no, 2 for bad usage or input."""
    try:
        app()
    except ClearNo as no:
        _leave(str(no), 1)
    except BadInput as bad:
        _leave(str(bad), 2)


def _leave(words: str, status: int) -> None:
    if words:
        print(words, file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
