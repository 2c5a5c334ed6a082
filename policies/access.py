"""Who may see and do what beyond the rulebook's roles × commands, read from `access.toml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from domain.vocabulary import Role
from policies.mistake import BadPack, Mistake
from policies.plain import plain_value, rules_or_default
from policies.shown import shown
from policies.toml_text import Table, tables_of_file, tables_of_text

FILE: Final = Path(__file__).with_name("access.toml")
STRANGERS: Final = "strangers"
"""The table of what is open to strangers, which is no right of anybody's (policies/strangers)."""


class Right(StrEnum):
    """What somebody may see or do. Which acts a role may give is the rulebook's; a right says on
    which orders it may give any."""

    READ_ORDERS = "read_orders"
    READ_LEDGER = "read_ledger"
    BE_TOLD = "be_told"
    ACT_ON_ORDERS = "act_on_orders"
    REPORT_LEAK = "report_leak"
    RELEASE_HELD_ACTS = "release_held_acts"
    SEE_WHO_LOOKED = "see_who_looked"
    EXPORT_TEXTS = "export_texts"
    APPROVE_EXPORT = "approve_export"
    CHOOSE_LAW = "choose_law"
    READ_PROTECTED = "read_protected"
    READ_REGISTER = "read_register"
    KEEP_REGISTER = "keep_register"
    KEEP_ROSTER = "keep_roster"
    LOAD_CITY = "load_city"
    ERASE_PERSONS = "erase_persons"
    KEEP_KEYS = "keep_keys"
    READ_ACCOUNTS = "read_accounts"
    KEEP_ACCOUNTS = "keep_accounts"
    RESTORE_SECURITY = "restore_security"
    ASK_BREAK_GLASS = "ask_break_glass"
    OPEN_BREAK_GLASS = "open_break_glass"
    SEE_CHANGES = "see_changes"
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
    OPEN_FIGURES = "open_figures"
    READ_UNIT_FIGURES = "read_unit_figures"
    READ_PUBLIC_SAMPLES = "read_public_samples"
    READ_PUBLIC_LIMITS = "read_public_limits"
    READ_CITY = "read_city"
    READ_READINESS = "read_readiness"
    READ_HEALTH = "read_health"
    FREEZE_MONTH = "freeze_month"
    PUBLISH_LAW = "publish_law"
    TRY_LAW = "try_law"
    KEEP_OTHER_REGISTERS = "keep_other_registers"
    SETTLE_FINDINGS = "settle_findings"
    AUDIT_RECORDS = "audit_records"
    REBUILD_RECORDS = "rebuild_records"


class Scope(StrEnum):
    """How far a right reaches: which orders or units, seen from whoever has it."""

    ALL = "all"
    """Whichever unit is concerned."""
    OWN_UNIT = "own_unit"
    """What lies with the own unit, or was passed on to it by the one above."""
    BELOW = "below"
    """What lies with a unit below the own one."""
    TOTALS = "totals"
    """Every unit, but without single orders."""
    DISTRICT = "district"
    """Orders of the own unit's district."""
    OWN_QUEUE = "own_queue"
    """Orders of the queue of special seats that the own unit is."""
    OWN_ACTS = "own_acts"
    """Orders on which the same post has acted."""
    BY_NUMBER = "by_number"
    """Any single order whose number is known; no list shows it."""
    SHARED = "shared"
    """Orders of which the own unit owes a share."""
    EMERGENCIES = "emergencies"
    """Emergencies to which the own unit was called, whoever has the order."""
    DISTRICT_EMERGENCIES = "district_emergencies"
    """Emergencies in the own unit's district, whoever has the order."""
    SUBMITTED = "submitted"
    """Cases that were submitted to the body that the role speaks for."""
    EXCHANGED = "exchanged"
    """Orders that came from the own platform, or went to it."""
    TO_CALL_BACK = "to_call_back"
    """Orders whose caller is to be called back."""
    HAD_DUTIES = "had_duties"
    """Orders in which the own unit has, or once had, a duty."""


T = TypeVar("T", bound=StrEnum)
WHOLE: Final = frozenset({Scope.ALL})
NO_SCOPE: Final = frozenset[Scope]()


class BadAccess(BadPack):
    """Raised for access rights that must not be used; carries all of their mistakes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who has one right, and how far it reaches."""

    rules: tuple[str, ...]
    """The rules that it rests on; "default" where none says who has it."""
    scopes: Mapping[Scope, frozenset[Role]] = field(default_factory=dict[Scope, frozenset[Role]])
    """Roles that have it, by how far it reaches for them."""
    as_command: tuple[str, ...] = ()
    """Commands of the pack in force: whoever may give one of them has it."""
    outsourced: frozenset[Scope] = WHOLE
    """How far it reaches for staff of a service provider whose role has it for every unit; where
    it is empty, such staff has none of it."""
    named: bool = False
    """Every person of the register has it, whatever the role."""
    but: frozenset[Role] = frozenset()
    """Roles that do not have it, though every other person of the register has."""
    operator: bool = False
    """Whoever works at the machine itself has it."""
    everybody: bool = False
    """It is public, and nobody asks who reads."""


Rights = Mapping[Right, Grant]
OTHERS: Final = ("as_command", "named", "operator", "everybody")
WORDS: Final = ("rules", *Scope, *OTHERS, "outsourced", "but")
"""All that may stand in the table of a right."""
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
        if word not in (*Right, STRANGERS)
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
        for word in raw.keys() - set(WORDS):
            self._note(word, f"unknown key; allowed: {', '.join(WORDS)}")
        roles = {scope: self._roles(raw, scope) for scope in Scope if scope in raw}
        grant = Grant(
            rules=self._rules(raw.get("rules")),
            scopes={scope: found for scope, found in roles.items() if found},
            as_command=self._words(raw, "as_command"),
            outsourced=self._outsourced(raw),
            named=self._flag(raw, "named"),
            but=self._roles(raw, "but"),
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
        try:
            return rules_or_default(raw)
        except ValueError as problem:
            self._note("rules", str(problem))
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
        return frozenset(self._values(Role, raw, word))

    def _values(self, kind: type[T], raw: Table, word: str) -> Iterator[T]:
        for said in self._words(raw, word):
            try:
                yield plain_value(kind, said)
            except ValueError as problem:
                self._note(word, str(problem))

    def _outsourced(self, raw: Table) -> frozenset[Scope]:
        if not isinstance(raw.get("outsourced"), list):
            return WHOLE if self._flag(raw, "outsourced", default=True) else NO_SCOPE
        return frozenset(self._values(Scope, raw, "outsourced"))

    def _flag(self, raw: Table, word: str, *, default: bool = False) -> bool:
        try:
            flag: bool = plain_value(bool, raw.get(word, default))
        except ValueError as problem:
            self._note(word, str(problem))
            return False
        return flag


def _contradictions(grant: Grant) -> Iterator[tuple[str, str]]:
    """What a right says that it also unsays, or that gives it to nobody."""
    if not grant.scopes and not any(getattr(grant, word) for word in OTHERS):
        yield "", "nobody would have this right"
    named = frozenset[Role]().union(*grant.scopes.values())
    for whole in (Scope.ALL, Scope.TOTALS):
        beside = (roles for scope, roles in grant.scopes.items() if scope is not whole)
        elsewhere = frozenset[Role]().union(*beside)
        for role in sorted(grant.scopes.get(whole, frozenset[Role]()) & elsewhere):
            yield whole, f"{role} has it there already: it stands in no other scope"
    for word in BEYOND_A_ROLE:
        if getattr(grant, word) and (named or grant.as_command):
            yield word, "gives the right to every role: name no roles and no commands beside it"
    if grant.but and not grant.named:
        yield "but", "leaves out roles of those that `named` gives the right to, and it gives none"
    if grant.outsourced != WHOLE and not named:
        yield "outsourced", "leaves out staff of roles, and no role is named"
