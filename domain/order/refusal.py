"""Why an act is not lawful: the refusal that answers it, and the codes that it may bear."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an act is not lawful now: a code, the rules it rests on, and what it concerns."""

    code: str
    basis: tuple[str, ...]
    about: tuple[str, ...] = ()
    """Names, codes or instants that the explanation needs; never personal data."""
