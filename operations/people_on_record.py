"""What whoever starts the system is told of the people who may act in it."""

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
