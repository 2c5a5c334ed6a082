"""The data directory in which the command line finds a hotline that a test has opened."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.installation.data_directory import Pids, RunningSystem, Station, Urls
from tests.acting import keep_key

NO_WINDOW = "http://127.0.0.1:1"


@contextmanager
def station_of(
    hotline: VirtualHotline, services: Services, data_dir: Path, here: str = NO_WINDOW
) -> Iterator[str]:
    """Tell where the hotline runs, as a running system does; the directory's name."""
    station = Station(data_dir)
    shutil.copytree(hotline.data_dir / "secrets", data_dir / "secrets", dirs_exist_ok=True)
    keep_key(data_dir)
    database = hotline.engines.patient.url.set(drivername="postgresql")
    urls = Urls(
        api=here,
        console=here,
        temporal_grpc=services.temporal_address,
        temporal_ui=None,
        database=database.render_as_string(hide_password=False),
    )
    system = RunningSystem(
        urls=urls,
        namespace=services.namespace,
        task_queue=hotline.task_queue,
        pids=Pids(postgres=None, temporal=None, worker=(), api=0, supervisor=0),
        data_dir=str(data_dir),
    )
    with station.held():
        station.publish(system)
        yield str(data_dir)
