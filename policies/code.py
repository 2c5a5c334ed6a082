"""A code: the short name of a unit, a person or a rule; never a name, a telephone or a sentence."""

import re
from typing import Final

CODE: Final = r"[A-Za-z0-9][A-Za-z0-9._/:-]{0,63}"
"""How a code is written, as a regular expression."""
_CODE: Final = re.compile(CODE)


def is_code(written: str) -> bool:
    """Whether a word can stand as a code."""
    return _CODE.fullmatch(written) is not None
