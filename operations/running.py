"""How a command finds the system that runs in a data directory."""

from pathlib import Path

from operations.preflight import sqlalchemy_url
from services.installation.data_directory import Station
from services.installation.settings import Settings


def running_settings(data_dir: Path) -> Settings:
    """The settings with the addresses of the system running there; raises NotRunning."""
    system = Station(data_dir).system()
    return Settings().model_copy(
        update={
            "data_dir": Path(system.data_dir),
            "database_url": sqlalchemy_url(system.urls.database),
            "temporal_address": system.urls.temporal_grpc,
            "temporal_namespace": system.namespace,
            "task_queue": system.task_queue,
            "api_port": int(system.urls.api.rpartition(":")[2]),
        }
    )
