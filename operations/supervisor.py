"""`paidan up`: every part of the system started in order, kept alive, and stopped in order."""

import asyncio
import importlib.util
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from domain.order.terms import Mode
from operations.earlier_editions import told_of_earlier_orders
from operations.embedded.processes import Launch, spawn, stop
from operations.embedded.services import EmbeddedServers, Program, embedded_servers, opened
from operations.embedded.temporal import TemporalOptions
from operations.own_processes import ApiPart, WorkerPart, end_own_leftovers, python
from operations.people_on_record import first_administrators, told_of_people
from operations.preflight import Unfit, check_database, check_temporal, plain_url, sqlalchemy_url
from operations.watch import Watch
from operations.window import checked_address, open_window, port_of
from services.installation import logs
from services.installation.acting_key import settle_acting
from services.installation.city import UnfitCity, city_asked
from services.installation.data_directory import Pids, RunningSystem, Station, Urls
from services.installation.known_keys import check_keys
from services.installation.secret_files import UnfitKey
from services.installation.settings import Settings
from services.installation.started_with import note_start
from store.migrate import upgrade
from texts import both
from workflows.search_attributes import SEARCH_ATTRIBUTES

# Children live on when the supervisor is killed, so that the hotline keeps answering; the next
# `paidan up` in the same data directory ends them before it starts its own.
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOP_ORDER = ("api", "worker", "temporal", "postgres")
SAMPLE = "cli.operators.sample"
SAMPLE_GRACE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the person who starts the system asks for."""

    settings: Settings
    port: int | None = None
    empty: bool = False
    ready_file: Path | None = None


def _decided(wishes: Wishes) -> Settings:
    """The settings, with the port that was asked for, and with the owner's right to speak in a
    person's name where nobody said: the sample city is there to be tried, and a city's own people
    are not."""
    said = wishes.settings
    acting = not wishes.empty if said.local_acting is None else said.local_acting
    port = said.api_port if wishes.port is None else wishes.port
    return said.model_copy(update={"local_acting": acting, "api_port": port})


class Supervisor:
    """The parts of one data directory, run until a person or the machine asks them to stop.

    Raises Unfit for a window that may not be opened as its settings say."""

    def __init__(self, wishes: Wishes, say: Callable[[str], None]) -> None:
        self._wishes = wishes
        self._say = say
        self._station = Station(opened(wishes.settings.data_dir))
        self._settings = _decided(wishes).model_copy(update={"data_dir": self._station.data_dir})
        self._servers = EmbeddedServers(postgres=None, temporal=None)
        self._window: socket.socket | None = None
        self._address = checked_address(self._settings)
        self._watches: list[Watch] = []
        self._announced_in: tuple[Path, ...] | None = None
        self._notices: tuple[str, ...] = ()

    async def run(self) -> None:
        """Run the system until SIGINT, SIGTERM or SIGHUP.

        Raises AlreadyRunning, PortTaken, Unfit or StartFailure; nothing runs on after that."""
        with self._station.held(), self._station.log() as log:
            logs.configure("supervisor", self._settings.log_level, log)
            self._station.withdraw(*self._announcements())
            stopping = asyncio.Event()
            for number in STOP_SIGNALS:
                asyncio.get_running_loop().add_signal_handler(number, stopping.set)
            try:
                await self._run_until(stopping)
            finally:
                await self._stop()

    async def _run_until(self, stopping: asyncio.Event) -> None:
        start = asyncio.create_task(self._start())
        asked = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({start, asked}, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                await start
            await asked
        finally:
            asked.cancel()
            start.cancel()
            await asyncio.wait({start})

    async def _start(self) -> None:
        await end_own_leftovers(self._station.data_dir)
        shutil.rmtree(self._station.meters, ignore_errors=True)
        brand_new = not self._station.ever_served()
        if brand_new and self._settings.database_url is None:
            with _unfit_city_refused():
                city_asked(self._settings).born()
        window = self._open_window()
        await self._start_services()
        await self._check_and_migrate()
        await self._start_own(window)
        self._announced_in = ()
        self._publish()
        await self._put_in_sample(brand_new=brand_new)
        self._notices += await told_of_people(self._settings)
        if not self._settings.local_acting:
            self._notices += await first_administrators(self._settings, self._address.console)
        self._announced_in = self._announcements()
        self._publish()
        self._tell(f"ready: the console is at {self._address.console}/")
        if (accounts := self._station.accounts()) is not None:
            self._say(both("screens.accounts_stand_in", file=accounts))
        for line in self._notices:
            self._say(line)

    async def _start_services(self) -> None:
        options = TemporalOptions(
            namespace=self._settings.temporal_namespace,
            search_attributes=SEARCH_ATTRIBUTES,
            pages=self._settings.temporal_pages,
        )
        data_dir = self._station.data_dir
        self._servers = servers = await embedded_servers(self._settings, data_dir, options)
        await self._begin(*(part for part in (servers.postgres, servers.temporal) if part))
        found = dict[str, object]()
        if servers.postgres:
            found["database_url"] = servers.postgres.database_url
        if servers.temporal:
            found["temporal_address"] = servers.temporal.address
        self._settings = self._settings.model_copy(update=found)

    async def _check_and_migrate(self) -> None:
        database_url = str(self._settings.database_url)
        if self._servers.temporal is None:
            await check_temporal(str(self._settings.temporal_address))
        await check_database(database_url)
        mode = await self._upgraded(sqlalchemy_url(database_url))
        await _fit_keys(self._settings)
        self._tell("the database is as this version needs it")
        if mode is Mode.VIRTUAL:
            self._tell("its clock is a virtual one: this system is for inspection only")
        await note_start(_decided(self._wishes), self._settings)
        self._notices = await told_of_earlier_orders(self._settings)

    async def _upgraded(self, database_url: str) -> Mode:
        with _unfit_city_refused():
            asked = city_asked(self._settings)
            return await asyncio.to_thread(upgrade, database_url, asked=asked)

    async def _start_own(self, window: socket.socket) -> None:
        settings, station = self._settings, self._station
        settle_acting(settings)
        workers = (
            WorkerPart(number=number, settings=settings, station=station)
            for number in range(1, settings.workers + 1)
        )
        await self._begin(*workers, ApiPart(settings=settings, station=station, window=window))

    async def _begin(self, *parts: Program) -> None:
        begun = [Watch(part, told=self._tell, renewed=self._publish) for part in parts]
        self._watches += begun
        try:
            async with asyncio.TaskGroup() as group:
                for watch in begun:
                    group.create_task(watch.begin())
        except ExceptionGroup as several:
            raise several.exceptions[0] from several

    async def _put_in_sample(self, *, brand_new: bool) -> None:
        # Never into a database of somebody else's, nor into one that has served before.
        wanted = self._station.sample_wanted
        if brand_new and not self._wishes.empty and self._servers.postgres:
            wanted.touch()
        if wanted.exists() and importlib.util.find_spec(SAMPLE) is not None:
            self._tell("the sample city is being put in")
            if await self._run_sample() == 0:
                wanted.unlink()
            else:
                self._tell(f"the sample city could not be put in: see {self._sample_log}")

    async def _run_sample(self) -> int:
        environment = {**os.environ, **self._settings.environment()}
        launch = Launch(argv=python(SAMPLE), log=self._sample_log, environment=environment)
        process = await spawn(launch)
        try:
            return await process.wait()
        finally:
            await stop(process, signal.SIGTERM, SAMPLE_GRACE)

    async def _stop(self) -> None:
        self._tell("stopping")
        self._station.withdraw(*self._announcements())
        for names in STOP_ORDER:
            group = [watch for watch in self._watches if watch.part.name.startswith(names)]
            await asyncio.gather(*(watch.end() for watch in group))
        if self._window is not None:
            self._window.close()
        self._tell("stopped")

    def _publish(self) -> None:
        if self._announced_in is None:
            return
        settings, temporal = self._settings, self._servers.temporal
        system = RunningSystem(
            urls=Urls(
                api=self._address.api,
                console=f"{self._address.console}/",
                temporal_grpc=str(settings.temporal_address),
                temporal_ui=temporal.ui_url if temporal else None,
                database=plain_url(str(settings.database_url)),
            ),
            namespace=settings.temporal_namespace,
            task_queue=settings.task_queue,
            pids=self._pids(),
            data_dir=str(self._station.data_dir),
            logs={path.stem: str(path) for path in sorted(self._station.logs.glob("*.log"))},
        )
        self._station.publish(system, *self._announced_in)

    def _pids(self) -> Pids:
        pids = {watch.part.name: watch.pid for watch in self._watches if watch.pid is not None}
        return Pids(
            postgres=pids.get("postgres"),
            temporal=pids.get("temporal"),
            worker=tuple(pid for name, pid in pids.items() if name.startswith("worker")),
            api=pids["api"],
            supervisor=os.getpid(),
        )

    def _announcements(self) -> tuple[Path, ...]:
        asked = self._wishes.ready_file
        return (asked.resolve(),) if asked else ()

    def _open_window(self) -> socket.socket:
        settings = self._settings
        window = open_window(settings.api_host, usual=settings.api_port, asked=self._wishes.port)
        self._window = window
        self._settings = settings.model_copy(update={"api_port": port_of(window)})
        self._address = replace(self._address, port=port_of(window))
        return window

    @property
    def _sample_log(self) -> Path:
        return self._station.logs / "sample.log"

    def _tell(self, line: str) -> None:
        self._say(f"{time.strftime('%H:%M:%S')} {line}")
        logs.logger().info(line)


@contextmanager
def _unfit_city_refused() -> Iterator[None]:
    try:
        yield
    except UnfitCity as unfit:
        raise Unfit(str(unfit)) from unfit


async def _fit_keys(settings: Settings) -> None:
    try:
        await check_keys(settings)
    except UnfitKey as unfit:
        raise Unfit(str(unfit)) from unfit
