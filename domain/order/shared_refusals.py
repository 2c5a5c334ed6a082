"""Refusals that clauses of several chapters give."""

from domain.order.refusal import refusal

ALREADY_REGISTERED = refusal("already_registered")
AUTHORITY_MISSING = refusal("authority_missing")
CASE_NUMBER_MISSING = refusal("case_number_missing")
ORDER_IS_OVER = refusal("order_is_over")
SECOND_PERSON_NEEDED = refusal("second_person_needed")
