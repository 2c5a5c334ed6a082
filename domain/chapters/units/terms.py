"""Posts within a unit (岗位): who answers for the work, and in which degree (JT-01, SY20-09)."""

from enum import StrEnum
from typing import Final


class Post(StrEnum):
    """Which of the people a unit has named somebody is."""

    HEAD = "head"
    """主要领导: the first responsible (第一责任人)."""
    DEPUTY = "deputy"
    """分管领导: the specific responsible (具体责任人)."""
    OFFICER = "officer"
    """处置人员: the direct responsible (直接责任人)."""
    CLERK = "clerk"
    """信息采编员: who receives, returns and submits orders."""


FILED: Final = frozenset({Post.HEAD, Post.DEPUTY, Post.CLERK})
"""Posts whose change is filed with the hotline (SY20-10)."""
SCHEDULING: Final = frozenset({Post.HEAD, Post.DEPUTY})
"""Posts that schedule in person (JT-02)."""
