"""`python -m tests.editions close` closes the open edition of the rules; `accept` takes over a
change that changes no meaning. docs/editions.md tells when to do which."""

import sys

from domain.law.rules_edition import PRESENT_RULES
from tests.editions.decided_lives import closed_editions, keep_lives, kept_lives
from tests.editions.definitions import keep_definitions


def close() -> str:
    """Keep what the open edition makes of the lives of chance, and every definition."""
    if PRESENT_RULES in closed_editions():
        sys.exit(f"edition {PRESENT_RULES.value} is closed already")
    _require_the_same_lives()
    lives = keep_lives(PRESENT_RULES)
    keep_definitions()
    return f"edition {PRESENT_RULES.value} is closed: {lives} lives are kept"


def accept() -> str:
    """Keep every definition anew, because what was decided is decided so still."""
    if PRESENT_RULES not in closed_editions():
        sys.exit(f"edition {PRESENT_RULES.value} is open: whatever changes is its own")
    _require_the_same_lives()
    keep_definitions()
    return "accepted: every life of every closed edition is decided as before"


def _require_the_same_lives() -> None:
    for edition in closed_editions():
        for life in kept_lives(edition):
            if where := life.departs():
                sys.exit(f"edition {edition.value} is decided otherwise now, in {where}")


if __name__ == "__main__":
    commands = {"close": close, "accept": accept}
    asked = sys.argv[1:]
    if len(asked) != 1 or asked[0] not in commands:
        sys.exit("python -m tests.editions close | accept")
    print(commands[asked[0]]())
