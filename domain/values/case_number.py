"""Numbers of cases and names of authorities, in the words in which offices write them (C9, T50).

Courts, arbitration bodies and administrations write Chinese. Both stand in facts, so what is taken
has the shape of a number or of a name and is never a sentence.
"""

import re
from typing import Annotated, Final

CaseNumber = Annotated[str, "the number of a case"]
"""The number under which a court or another authority has a matter."""
AuthorityName = Annotated[str, "the name of an authority"]
"""The name or the code of an authority."""

LONGEST_CASE_NUMBER: Final = 64
LONGEST_AUTHORITY: Final = 40
_HAN: Final = "\u4e00-\u9fff"
_NUMBER_SIGN: Final = "\u53f7"
_ORDINAL: Final = "\u7b2c?"
_OPEN, _CLOSE = r"[(\uff08\u3014\[]", r"[)\uff09\u3015\]]"
_YEAR: Final = rf"{_OPEN}\d{{4}}{_CLOSE}"
_PART: Final = rf"(?:\u4e4b[{_HAN}\d]{{1,3}})?"
_OF_A_COURT: Final = (
    rf"{_YEAR}[{_HAN}]{{1,8}}\d{{0,6}}[{_HAN}]{{0,8}}\d{{1,8}}{_NUMBER_SIGN}{_PART}"
)
_OF_AN_OFFICE: Final = rf"[{_HAN}A-Za-z]{{1,16}}{_YEAR}{_ORDINAL}\d{{1,8}}{_NUMBER_SIGN}{_PART}"
_IN_A_REGISTER: Final = r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9._/:-]*"
_CASE_NUMBER: Final = re.compile(f"(?:{_OF_A_COURT}|{_OF_AN_OFFICE}|{_IN_A_REGISTER})", re.ASCII)
_AUTHORITY: Final = re.compile(
    rf"[{_HAN}]{{2,}}(?:{_OPEN}[{_HAN}A-Za-z0-9]+{_CLOSE}[{_HAN}]*)?", re.ASCII
)
_AUTHORITY_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:-]*")


def is_case_number(written: str) -> bool:
    """Whether this is the number of a case, as a court, an office or a register writes one.

    A threat to sue has none: words without a number are no case (X12)."""
    return len(written) <= LONGEST_CASE_NUMBER and bool(_CASE_NUMBER.fullmatch(written))


def is_authority_name(written: str) -> bool:
    """Whether this is the name of an authority in Chinese, or the code of one."""
    named = _AUTHORITY.fullmatch(written) or _AUTHORITY_CODE.fullmatch(written)
    return len(written) <= LONGEST_AUTHORITY and bool(named)
