"""Names of laws and numbers of their articles, in the words in which offices write them (WF-19)."""

import re
from typing import Annotated, Final

LawName = Annotated[str, "the name of a law"]
"""A law by its full name, within the marks that offices set around it."""
ArticleName = Annotated[str, "the number of an article"]
"""An article of a law, with paragraph and item where they are meant."""

LONGEST_LAW: Final = 64
_HAN: Final = "\u4e00-\u9fff"
_LAW: Final = re.compile(rf"\u300a[{_HAN}()\uff08\uff09\d]{{2,}}\u300b", re.ASCII)
_NUMBER: Final = (
    r"[\d\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u3007\u96f6]{1,6}"
)
_ARTICLE: Final = re.compile(
    rf"\d{{1,4}}|\u7b2c?{_NUMBER}\u6761(?:\u4e4b{_NUMBER})?"
    rf"(?:\u7b2c?{_NUMBER}\u6b3e)?(?:\u7b2c?[(\uff08]?{_NUMBER}[)\uff09]?\u9879)?",
    re.ASCII,
)


def is_law_name(written: str) -> bool:
    """Whether this names a law as it is cited."""
    return len(written) <= LONGEST_LAW and bool(_LAW.fullmatch(written))


def is_article(written: str) -> bool:
    """Whether this is the number of an article, in figures or in words."""
    return bool(_ARTICLE.fullmatch(written))
