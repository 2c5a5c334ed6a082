"""The process that looks at one file, within bounds that nothing in the file can move.

`python -I -m services.attachments.child PIXELS SIDE` reads the file from its standard input. It
writes one line to the standard output, the file's form and the length of its small picture, then
the small picture, then what is kept of the file; why it is not taken in, to the standard error.
"""

import resource
import sys
from typing import Final

from services.attachments.forms import PICTURES, UnfitFile, form_of
from services.attachments.pictures import drawn_anew

MEMORY: Final = 1536 * 1024 * 1024
"""Fifty million pixels are held three times over."""
SECONDS: Final = 60
REFUSED: Final = 3
"""The exit status of a file that is not taken in."""


def main(words: list[str]) -> int:
    """Look at the file that comes in; returns the exit status."""
    _bound()
    pixels, side = map(int, words)
    content = sys.stdin.buffer.read()
    try:
        form = form_of(content)
        small = b""
        if form in PICTURES:
            content, small = drawn_anew(content, form, pixels, side)
    except UnfitFile as unfit:
        sys.stderr.write(unfit.why)
        return REFUSED
    sys.stdout.buffer.write(f"{form} {len(small)}\n".encode() + small + content)
    sys.stdout.buffer.flush()
    return 0


def _bound() -> None:
    """It needs no file and starts no process; what it asks for beyond, it is refused."""
    bounds = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in bounds:
        _, hard = resource.getrlimit(what)
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (within, within))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
