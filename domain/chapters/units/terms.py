"""Posts within a unit: who answers for the work, and in which degree (JT-01, SY20-09)."""

from enum import StrEnum
from typing import Final


class Post(StrEnum):
    """Which of the people a unit has named somebody is."""

    HEAD = "head"
    """The first responsible."""
    DEPUTY = "deputy"
    """The specific responsible."""
    OFFICER = "officer"
    """The direct responsible."""
    CLERK = "clerk"
    """Who receives, returns and submits orders."""


FILED: Final = frozenset({Post.HEAD, Post.DEPUTY, Post.CLERK})
"""Posts whose change is filed with the hotline (SY20-10)."""
SCHEDULING: Final = frozenset({Post.HEAD, Post.DEPUTY})
"""Posts that schedule in person (JT-02)."""
