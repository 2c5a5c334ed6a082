"""What the front window stands on: the counter, the law in force, the register."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from temporalio.client import Client

from services.accounts.asked_factor import AskedFactor
from services.accounts.local_acting import LocalActing
from services.accounts.sessions import LASTING, SessionLimits
from services.delivery.order_queue import Delivery
from services.installation.acting_key import local_acting
from services.installation.city import city_asked
from services.installation.data_directory import Station
from services.installation.keys import index_key, key_ring
from services.installation.known_keys import settle_keys
from services.installation.settings import Settings
from services.installation.sign_on import sign_on_asked
from services.installation.temporal_connection import connect as connect_temporal
from services.law.laws import Laws
from services.live.hub import Hub
from services.records import Records
from services.register.other_registers import OtherRegisters
from services.sign_on.provider import Provider
from services.submission.counter import Counter
from store.city import City, read_city
from store.engines import Engines
from store.engines import connect as connect_database
from store.register.other_registers import LocalRegister
from store.vault.blind_index import IndexKey
from store.vault.key_ring import KeyRing

DRAFTS_KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Records):
    """One process's connections and services: records that can be acted on."""

    engines: Engines
    counter: Counter
    others: OtherRegisters
    live: Hub
    """The ear of this process for what moves."""
    acting: LocalActing | None = None
    """None where nobody may speak in a person's name at the machine."""
    sessions: SessionLimits = LASTING
    second_factor: AskedFactor = AskedFactor.NOBODY
    """Of whom a second factor is asked."""
    sign_on: Provider | None = None
    """The city's single sign-on; None where it has none."""
    verified: Path | None = None
    """The note of when rows and histories were last found to agree."""
    drafts_kept: timedelta = DRAFTS_KEPT
    """For how long a draft is kept that nobody goes on with."""

    @property
    def master(self) -> KeyRing:
        """The keys under which secrets lie sealed."""
        return self.counter.master


def office_of(
    engines: Engines,
    client: Client,
    keys: tuple[KeyRing, IndexKey],
    task_queue: str,
    city: City,
    *,
    acting: LocalActing | None = None,
    sessions: SessionLimits = LASTING,
    second_factor: AskedFactor = AskedFactor.NOBODY,
    sign_on: Provider | None = None,
    verified: Path | None = None,
    drafts_kept: timedelta = DRAFTS_KEPT,
) -> Office:
    """Put an office together from its connections."""
    laws = Laws(engines.patient)
    delivery = Delivery(engines=engines, client=client, laws=laws, task_queue=task_queue)
    master, index = keys
    counter = Counter(engines=engines, master=master, index=index, delivery=delivery)
    return Office(
        engine=engines.patient,
        engines=engines,
        client=client,
        laws=laws,
        counter=counter,
        others=LocalRegister(engine=engines.patient),
        live=Hub(engines=engines, master=master),
        city=city,
        acting=acting,
        sessions=sessions,
        second_factor=second_factor,
        sign_on=sign_on,
        verified=verified,
        drafts_kept=drafts_kept,
    )


@asynccontextmanager
async def open_office(settings: Settings) -> AsyncIterator[Office]:
    """Open the office that the settings describe, and close it again; raises OtherCity,
    UnfitKey and UnfitSignOn."""
    registered = sign_on_asked(settings)
    engines = connect_database(str(settings.database_url))
    client = await connect_temporal(settings)
    try:
        city = await read_city(engines.patient)
        city_asked(settings).require(city)
        await settle_keys(engines.patient, settings)
        yield office_of(
            engines,
            client,
            (key_ring(settings), index_key(settings)),
            settings.task_queue,
            city,
            acting=local_acting(settings),
            sessions=SessionLimits(
                idle=timedelta(seconds=settings.session_idle_s),
                longest=timedelta(seconds=settings.session_longest_s),
            ),
            second_factor=settings.second_factor,
            sign_on=None if registered is None else Provider(registered),
            verified=Station(settings.data_dir).verified,
            drafts_kept=timedelta(days=settings.draft_days),
        )
    finally:
        await engines.close()
