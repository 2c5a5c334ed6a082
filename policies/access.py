"""Who may see and do what beyond the rulebook's roles × commands, read from `access.toml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from domain.vocabulary import Role
from policies.mistake import BadPack, Mistake
from policies.plain import DEFAULT, plain_value, rule_ids
from policies.shown import shown
from policies.toml_text import Table, tables_of_file, tables_of_text

FILE: Final = Path(__file__).with_name("access.toml")


class Right(StrEnum):
    """What somebody may see or do; acts on orders are no matter of rights but of the rulebook."""

    READ_ORDERS = "read_orders"
    READ_LEDGER = "read_ledger"
    READ_PROTECTED = "read_protected"
    READ_REGISTER = "read_register"
    KEEP_REGISTER = "keep_register"
    KEEP_ROSTER = "keep_roster"
    LOAD_CITY = "load_city"
    READ_ACCOUNTS = "read_accounts"
    KEEP_ACCOUNTS = "keep_accounts"
    RESTORE_SECURITY = "restore_security"
    READ_CATALOGUE = "read_catalogue"
    KEEP_CATALOGUE = "keep_catalogue"
    READ_KNOWLEDGE = "read_knowledge"
    PROPOSE_KNOWLEDGE = "propose_knowledge"
    APPROVE_KNOWLEDGE = "approve_knowledge"
    WITHDRAW_KNOWLEDGE = "withdraw_knowledge"
    FIND_SIMILAR = "find_similar"
    IMPORT_DEMANDS = "import_demands"
    KEEP_CALLS = "keep_calls"
    READ_CALLS = "read_calls"
    READ_ASSESSMENT = "read_assessment"
    READ_UNIT_FIGURES = "read_unit_figures"
    READ_PUBLIC_SAMPLES = "read_public_samples"
    READ_PUBLIC_LIMITS = "read_public_limits"
    READ_CITY = "read_city"
    READ_HEALTH = "read_health"
    FREEZE_MONTH = "freeze_month"
    PUBLISH_LAW = "publish_law"
    TRY_LAW = "try_law"
    KEEP_OTHER_REGISTERS = "keep_other_registers"
    SETTLE_FINDINGS = "settle_findings"
    AUDIT_RECORDS = "audit_records"
    REBUILD_RECORDS = "rebuild_records"


class BadAccess(BadPack):
    """Raised for access rights that must not be used; carries all of their mistakes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who has one right, and how far it reaches."""

    rules: tuple[str, ...]
    """The rules that it rests on; "default" where none says who has it."""
    all: frozenset[Role] = frozenset()
    """Roles that have it whichever unit is concerned."""
    own_unit: frozenset[Role] = frozenset()
    """Roles that have it where their own unit is concerned."""
    totals: frozenset[Role] = frozenset()
    """Roles that have it for every unit, but without single orders."""
    as_command: tuple[str, ...] = ()
    """Commands of the pack in force: whoever may give one of them has it."""
    outsourced: bool = True
    """Whether staff of a service provider may have it at all."""
    named: bool = False
    """Every person of the register has it, whatever the role."""
    but: frozenset[Role] = frozenset()
    """Roles that do not have it, though every other person of the register has."""
    unnamed: bool = False
    """Whoever names nobody has it."""
    operator: bool = False
    """Whoever works at the machine itself has it."""
    everybody: bool = False
    """It is public, and nobody asks who reads."""


Rights = Mapping[Right, Grant]
ROLES: Final = ("all", "own_unit", "totals")
OTHERS: Final = ("as_command", "named", "unnamed", "operator", "everybody")
BEYOND_A_ROLE: Final = ("named", "everybody")
"""With these every role has the right already."""


@cache
def access_rights() -> Rights:
    """The rights that this installation lives by; raises BadAccess."""
    return rights_of_tables(tables_of_file(FILE), FILE.name)


def rights_of_text(text: str, file: str) -> Rights:
    """Read the rights of a text; raises BadAccess with every mistake."""
    return rights_of_tables(tables_of_text(text, file), file)


def rights_of_tables(tables: Table, file: str) -> Rights:
    """Read one table per right; raises BadAccess with every mistake."""
    known = ", ".join(Right)
    mistakes = [
        Mistake(file=file, key=word, reason=f"no such right; there are {known}")
        for word in tables
        if word not in list(Right)
    ]
    mistakes += [
        Mistake(file=file, key=right, reason="missing: nobody would have this right")
        for right in Right
        if right not in tables
    ]
    found = {right: _GrantReader(file, right) for right in Right if right in tables}
    grants = {right: reader.read(tables[right]) for right, reader in found.items()}
    mistakes += [mistake for reader in found.values() for mistake in reader.mistakes]
    if mistakes:
        raise BadAccess(mistakes)
    return {right: grant for right, grant in grants.items() if grant is not None}


class _GrantReader:
    """Reads the table of one right and notes what is wrong with it."""

    def __init__(self, file: str, right: Right) -> None:
        self._file, self._right = file, right
        self.mistakes: list[Mistake] = []

    def read(self, raw: object) -> Grant | None:
        """Read the table; None where something was wrong."""
        if not isinstance(raw, dict):
            self._note("", f"must be a table, not {shown(raw)}")
            return None
        words = [field.name for field in fields(Grant)]
        for word in raw.keys() - set(words):
            self._note(word, f"unknown key; allowed: {', '.join(words)}")
        grant = Grant(
            rules=self._rules(raw.get("rules")),
            all=self._roles(raw, "all"),
            own_unit=self._roles(raw, "own_unit"),
            totals=self._roles(raw, "totals"),
            as_command=self._words(raw, "as_command"),
            outsourced=self._flag(raw, "outsourced", default=True),
            named=self._flag(raw, "named"),
            but=self._roles(raw, "but"),
            unnamed=self._flag(raw, "unnamed"),
            operator=self._flag(raw, "operator"),
            everybody=self._flag(raw, "everybody"),
        )
        for word, reason in _contradictions(grant):
            self._note(word, reason)
        return None if self.mistakes else grant

    def _note(self, word: str, reason: str) -> None:
        key = f"{self._right}.{word}" if word else self._right
        self.mistakes.append(Mistake(file=self._file, key=key, reason=reason))

    def _rules(self, raw: object) -> tuple[str, ...]:
        if raw == [DEFAULT]:
            return (DEFAULT,)
        try:
            return rule_ids(raw)
        except ValueError as problem:
            self._note("rules", f'{problem}, or ["{DEFAULT}"]')
            return ()

    def _words(self, raw: Table, word: str) -> tuple[str, ...]:
        said = raw.get(word, [])
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            self._note(word, f"must be a list of words, not {shown(said)}")
            return ()
        if len(set(said)) < len(said):
            self._note(word, "names something twice")
        return tuple(said)

    def _roles(self, raw: Table, word: str) -> frozenset[Role]:
        roles = set[Role]()
        for said in self._words(raw, word):
            try:
                roles.add(plain_value(Role, said))
            except ValueError as problem:
                self._note(word, str(problem))
        return frozenset(roles)

    def _flag(self, raw: Table, word: str, *, default: bool = False) -> bool:
        try:
            flag: bool = plain_value(bool, raw.get(word, default))
        except ValueError as problem:
            self._note(word, str(problem))
            return False
        return flag


def _contradictions(grant: Grant) -> Iterator[tuple[str, str]]:
    """What a right says that it also unsays, or that gives it to nobody."""
    if not any(getattr(grant, word) for word in (*ROLES, *OTHERS)):
        yield "", "nobody would have this right"
    named: list[Role] = [role for word in ROLES for role in getattr(grant, word)]
    for role in sorted({role for role in named if named.count(role) > 1}):
        yield "", f"{role} stands in more than one of {', '.join(ROLES)}"
    for word in BEYOND_A_ROLE:
        if getattr(grant, word) and (named or grant.as_command):
            yield word, "gives the right to every role: name no roles and no commands beside it"
    if grant.but and not grant.named:
        yield "but", "leaves out roles of those that `named` gives the right to, and it gives none"
    if not grant.outsourced and not named:
        yield "outsourced", "leaves out staff of roles, and no role is named"
