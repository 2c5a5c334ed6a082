"""Running a question or an act within the office of the running system, from the command line."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cli.shared.exit_status import BadInput, ClearNo
from operations.running import running_settings
from services.installation.acting_key import kept_acting
from services.installation.data_directory import NotRunning
from texts import both
from texts.refusals import in_words

if TYPE_CHECKING:
    from services.access.principal import Principal
    from services.office import Office
    from services.records import Records

T = TypeVar("T")


def within_office(data_dir: Path, work: "Callable[[Office], Awaitable[T]]") -> T:
    """Do some work with the connections of the system that runs in a data directory."""
    try:
        settings = running_settings(data_dir)
    except NotRunning as no:
        raise ClearNo(
            f"no system is running in {data_dir}: start it with `paidan up`, or name its --data-dir"
        ) from no

    # Read only now: a command that needs no running system must start at once.
    from services.access.refusals import refusals_on_record
    from services.access.rights import MayNot
    from services.installation.city import UnfitCity
    from services.installation.secret_files import UnfitKey
    from services.installation.temporal_connection import LAST_WORDS_S
    from services.office import open_office

    async def whole() -> T:
        async with open_office(settings) as office, refusals_on_record(office.engine):
            done = await work(office)
        await asyncio.sleep(LAST_WORDS_S)
        return done

    try:
        return asyncio.run(whole())
    except (UnfitCity, UnfitKey) as unfit:
        raise ClearNo(str(unfit)) from unfit
    except MayNot as no:
        raise ClearNo(in_words(no.refusal)) from no


async def person_called(records: "Records", code: str, data_dir: Path) -> "Principal":
    """The person of the register in whose name something is done here: by the owner of the data
    directory where that is allowed, else by a token of that post's own (PAIDAN_TOKEN).

    Raises BadInput."""
    from domain.vocabulary import Admission
    from services.accounts.tokens import NotAdmitted, TokenScope, TooNarrow, admitted_by_token
    from services.register.people import UnknownPerson, principal_called

    settings = running_settings(data_dir)
    try:
        if kept_acting(settings) is not None:
            return await principal_called(records, code, Admission.LOCAL)
        token = settings.token.get_secret_value() if settings.token else ""
        admitted = await admitted_by_token(records, token, frozenset({TokenScope.ACT}))
    except (NotAdmitted, TooNarrow) as no:
        raise BadInput(both("problems.no_local_acting")) from no
    except UnknownPerson as nobody:
        words = f"the register knows nobody of the code {code}: name a person by --as"
        raise BadInput(words) from nobody
    if admitted.person != code:
        raise BadInput(both("problems.of_another_post"))
    return admitted
