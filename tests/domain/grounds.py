"""Refusals with everything that their grounds must be shown to rest on."""

from domain.chapters.intake.commands import Refuse, RequestInfo
from tests.domain.case import Case

EARLIER = "20260105-000007"
COURT = "潍坊市奎文区人民法院"
CASE_NUMBER = "(2026)鲁0702民初1234号"


def grounded(code: str) -> Refuse:
    """A refusal on this ground that names whatever any ground may need."""
    return Refuse(disposition=code, earlier=EARLIER, case_no=CASE_NUMBER, authority=COURT)


def asked_and_refused(case: Case, code: str, *texts: str) -> Case:
    """Ask the caller to be specific, then refuse, by whoever may on every ground."""
    case.by("seat_agent").does(RequestInfo(missing=("subject",)))
    return case.by("shift_lead").does(grounded(code), *texts)
