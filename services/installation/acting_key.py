"""The key of acting at the machine itself: made where that is allowed, forgotten elsewhere."""

from typing import Final

from services.accounts.local_acting import LocalActing
from services.installation.secret_files import draw_secret, kept_secret, secret_file
from services.installation.settings import Settings

ACTING_KEY: Final = "acting.key"


def local_acting(settings: Settings) -> LocalActing | None:
    """The key by which acts at the machine are known; None where they are not allowed."""
    if not settings.local_acting:
        return None
    kept = kept_secret(settings, None, ACTING_KEY)
    return LocalActing(key=kept or draw_secret(settings, ACTING_KEY))


def settle_acting(settings: Settings) -> None:
    """Make the key, or forget it where nobody may use it: whoever types finds out by it."""
    if local_acting(settings) is None:
        secret_file(settings, ACTING_KEY).unlink(missing_ok=True)


def kept_acting(settings: Settings) -> LocalActing | None:
    """The key as whoever types at the prompt finds it; None where there is none, or its file is
    another's."""
    try:
        return LocalActing(key=bytes.fromhex(secret_file(settings, ACTING_KEY).read_text().strip()))
    except OSError:
        return None
