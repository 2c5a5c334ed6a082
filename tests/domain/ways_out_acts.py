"""Acts that end an order at the desk: refusals and transfers, lawful or not."""

from typing import Any

from tests.domain.every_command import c

NEEDY = ("MUST_USE_PROCEDURE", "ALREADY_IN_PROCEDURE", "CONCLUDED", "DUPLICATE", "UNCLEAR")


def ways_out() -> list[Any]:
    """Refusals with and without what they rest on, and transfers to whom the law lists or not."""
    bare = [c.Refuse(disposition=code) for code in ("ABUSE", "OTHER", "NONE", *NEEDY)]
    shown = [
        c.Refuse(disposition=code, earlier="20260101-000001", case_no="2026-1", authority="court")
        for code in NEEDY
    ]
    targets = (("110", True), ("110", False), ("other_platform", False), ("nobody", False))
    return [*bare, *shown, *(c.TransferOut(target=code, warm=warm) for code, warm in targets)]
