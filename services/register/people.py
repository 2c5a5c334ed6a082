"""Who stands behind a code: the register makes a principal of it."""

from domain.vocabulary import Admission
from services.access.principal import Principal
from services.records import Records
from store.register.people import actor


class UnknownPerson(LookupError):
    """The register knows nobody of this code today."""


async def principal_called(
    records: Records, person: str, admitted_by: Admission | None = None
) -> Principal:
    """The person of the register that bears this code today; raises UnknownPerson."""
    known = person.isprintable()  # a NUL, for one, is nothing that can be looked up
    found = await actor(records.engine, person) if known else None
    if found is None:
        raise UnknownPerson(person)
    return Principal.of(found, admitted_by=admitted_by)
