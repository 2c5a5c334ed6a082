"""What whoever starts the system is told of the people who may act in it."""

from services.accounts.first_accounts import begin_administration
from services.installation.settings import Settings
from services.records import open_database
from store.register.people import people_on_record
from texts import both


async def told_of_people(settings: Settings) -> tuple[str, ...]:
    """That nobody can act yet, and who was disabled because nobody had entered them.

    Nothing where somebody acts. Raises RecordsSilent."""
    async with open_database(settings) as engine:
        found = await people_on_record(engine)
    if found.acting:
        return ()
    remedy = both("screens.nobody_acts")
    if not found.unasked:
        return (remedy,)
    return both("screens.unasked_people", people=", ".join(found.unasked)), remedy


async def first_administrators(settings: Settings, console: str) -> tuple[str, ...]:
    """Where the three administrators of a new city choose their passwords, told this once.

    Nothing where there is any account already. Raises RecordsSilent."""
    async with open_database(settings) as engine:
        links = await begin_administration(engine)
    if not links:
        return ()
    told = (f"{link.username}  {link.url(console)}" for link in links)
    return (both("screens.first_administrators", hours=links[0].hours), *told)
