"""Closed lists of the closing: its kinds, rechecks and procedures."""

from enum import StrEnum


class ProcedureKind(StrEnum):
    """Which lawful procedure the caller has gone into midway (T50, G21)."""

    LITIGATION = "litigation"
    RECONSIDERATION = "reconsideration"
    PETITION = "petition"
    ARBITRATION = "arbitration"


class ClosingKind(StrEnum):
    """How an order ended (closing types for ST19)."""

    ANSWERED = "answered"
    SOLVED = "solved"
    EXPLAINED = "explained"
    UNSUBSTANTIATED = "unsubstantiated"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    PRAISE_CONVEYED = "praise_conveyed"
    CONSTRAINED = "constrained"
    FINAL_REPLY = "final_reply"
    FOLLOWED_MASTER = "followed_master"


class RecheckDecision(StrEnum):
    """What the recheck of a dissatisfied callback comes to (G15)."""

    REWORK = "rework"
    EXPLAIN = "explain"
    COMMIT = "commit"
    DESK = "desk"
    """No unit ever had it: the desk that answered decides anew (X36)."""
