"""Closed lists of the intake desk: what a ground of refusal must be shown to rest on."""

from enum import StrEnum


class GroundNeed(StrEnum):
    """What a ground of refusal needs beyond its reason."""

    EARLIER_ORDER = "earlier_order"
    """The order or decision by which the matter was taken in or settled before (C10)."""
    ASKED = "asked"
    """That the caller was asked to be specific (HN-08, HD-16)."""
    CASE = "case"
    """The number of the case, and the authority that has accepted it (C9, AH-06)."""
