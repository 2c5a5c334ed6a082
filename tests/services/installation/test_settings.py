"""Settings reach every process as they were given, and commands find the running system."""

import os
from pathlib import Path

import pytest

from operations.running import running_settings
from services.installation.data_directory import NotRunning, Pids, RunningSystem, Station, Urls
from services.installation.settings import Settings


def test_a_process_that_is_given_settings_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Settings(
        database_url="postgresql+psycopg://a@b/c",
        temporal_api_key="secret",
        data_dir=Path("/srv/paidan"),
        workers=3,
    )
    for name, value in given.environment().items():
        monkeypatch.setenv(name, value)
    assert Settings() == given


def test_a_secret_is_not_shown() -> None:
    secrets = {"temporal_api_key": "whispered", "sign_on_client_secret": "whispered"}
    assert "whispered" not in repr(Settings.model_validate(secrets))


def test_a_command_finds_the_system_that_runs_in_its_data_directory(tmp_path: Path) -> None:
    station = Station(tmp_path)
    with station.held():
        station.publish(
            RunningSystem(
                urls=Urls(
                    api="http://127.0.0.1:8123",
                    console="http://127.0.0.1:8123/",
                    temporal_grpc="127.0.0.1:7233",
                    temporal_ui=None,
                    database="postgresql://a@b/c",
                ),
                namespace="city",
                task_queue="desk",
                pids=Pids(postgres=None, temporal=None, worker=(5,), api=6, supervisor=os.getpid()),
                data_dir=str(tmp_path),
            )
        )
        found = running_settings(tmp_path)
    assert (found.database_url, found.api_port) == ("postgresql+psycopg://a@b/c", 8123)
    assert (found.temporal_namespace, found.task_queue) == ("city", "desk")


def test_where_nothing_runs_a_command_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NotRunning, match="paidan up"):
        running_settings(tmp_path)
