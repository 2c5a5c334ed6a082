"""Citing: an answer that stands on what is not in force is not received at all."""

from services.submission.registers_asked import RegistersAsked


def require_citable(said: RegistersAsked) -> None:
    """Let a paper in unless it is an answer that cites what is not in force (WF-38, T05).

    An answer that cites nothing was given in a three-way call. Raises NotInForce."""
    if said.citation is not None:
        said.citation.require_in_force()
