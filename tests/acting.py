"""Acting in somebody's name, as the owner of a data directory does where that is allowed."""

from pathlib import Path
from typing import Final

import httpx

from services.accounts.local_acting import MACHINE, LocalActing

ACTING: Final = LocalActing(key=bytes(32))
"""The key of every hotline that a test opens in its own process."""


def named(person: str) -> dict[str, str]:
    """What a request carries that is made in this person's name."""
    return {"Authorization": f"Bearer {ACTING.token(person)}"}


NOBODY: Final = {"Authorization": ""}
"""What a stranger's request carries."""


def as_the_machine(request: httpx.Request) -> httpx.Request:
    """Ask as the machine itself does, where a test says nothing of who asks."""
    request.headers.setdefault("Authorization", f"Bearer {ACTING.token(MACHINE)}")
    return request


def keep_key(data_dir: Path) -> None:
    """Let the command line act at a hotline of this data directory."""
    secrets = data_dir / "secrets"
    secrets.mkdir(parents=True, exist_ok=True)
    (secrets / "acting.key").write_text(ACTING.key.hex())


def named_at(data_dir: Path, person: str, key: str) -> dict[str, str]:
    """What a command carries that is handed in to the system of a data directory, whether or not
    it runs just now."""
    return {**known_at(data_dir, person), "Idempotency-Key": key}


def known_at(data_dir: Path, person: str = MACHINE) -> dict[str, str]:
    """What a question carries that is put to the system of a data directory."""
    acting = LocalActing(key=bytes.fromhex((data_dir / "secrets" / "acting.key").read_text()))
    return {"Authorization": f"Bearer {acting.token(person)}"}
