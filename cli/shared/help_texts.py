"""What `--help` says, from texts: of a command the office's word and the sentence, of an option
both languages."""

from texts import ENGLISH, both, say, zh


def help_of(command: str) -> str:
    """What a command does, and what the office calls it, at the end of the first paragraph."""
    token = f"cli.commands.{command}"
    first, between, others = say(token, ENGLISH).partition("\n\n")
    return f"{first} {zh(token)}{between}{others}"


def line_of(command: str) -> str:
    """The first paragraph of a command's help: its line in a list of commands."""
    return help_of(command).partition("\n\n")[0]


def about(option: str, **values: object) -> str:
    """What an option or argument means."""
    return both(f"cli.options.{option}", **values)
