"""The clauses, chapter by chapter. Importing this package enters every one of them."""

from domain.clauses import (
    calendar_change,
    callback,
    dispatch,
    emergency,
    ending,
    force_majeure,
    handling,
    intake,
    returns,
    review,
    rule_set_change,
    sharing,
    sign_in,
    supervision,
    withdrawal,
)

CHAPTERS = (
    intake,
    dispatch,
    sign_in,
    returns,
    handling,
    emergency,
    force_majeure,
    review,
    callback,
    ending,
    supervision,
    withdrawal,
    calendar_change,
    sharing,
    rule_set_change,
)
