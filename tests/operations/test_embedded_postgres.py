"""The embedded PostgreSQL keeps what it acknowledged, however it ends."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import psycopg
import pytest

from operations.embedded import account, embedded_services
from operations.embedded.ports import free_ports
from operations.embedded.postgres import PostgresServer
from operations.embedded.processes import living, spawn
from operations.embedded.services import opened, running, until_ready
from operations.preflight import plain_url
from services.installation.data_directory import AlreadyRunning, Station

pytestmark = pytest.mark.long(seconds=60)


def server_in(data_dir: Path) -> PostgresServer:
    return PostgresServer(data_dir=opened(data_dir), port=free_ports(1)[0])


async def ask(server: PostgresServer, question: str) -> list[tuple[object, ...]]:
    url = plain_url(server.database_url)
    async with await psycopg.AsyncConnection.connect(url) as connection:
        cursor = await connection.execute(question.encode())
        return await cursor.fetchall() if cursor.description else []


async def test_what_was_acknowledged_survives_a_sudden_end_and_a_clean_one(tmp_path: Path) -> None:
    server = server_in(tmp_path)
    async with running(server) as process:
        await ask(server, "CREATE TABLE paper AS SELECT '路灯不亮' AS words")
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    async with running(server):
        assert await ask(server, "SELECT words FROM paper") == [("路灯不亮",)]
    async with running(server):
        assert await ask(server, "SELECT words FROM paper") == [("路灯不亮",)]


async def test_a_server_left_behind_by_a_killed_run_is_ended_before_the_next_start(
    tmp_path: Path,
) -> None:
    first = server_in(tmp_path)
    await first.prepare()
    left_behind = await spawn(first.launch())
    await until_ready(first, left_behind)
    async with running(server_in(tmp_path)) as process:
        assert left_behind.returncode == 0
        assert process.pid != left_behind.pid


async def test_it_is_durable_and_sorts_the_same_on_every_machine(tmp_path: Path) -> None:
    server = server_in(tmp_path)
    async with running(server):
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert await ask(server, f"SHOW {setting}") == [("on",)]
        locale = "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'paidan'"
        assert await ask(server, locale) == [("b", "C.UTF-8")]


async def test_only_who_knows_the_password_comes_in(tmp_path: Path) -> None:
    server = server_in(tmp_path)
    async with running(server):
        password = (tmp_path / "postgres.password").read_text()
        wrong = plain_url(server.database_url).replace(password, "guessed")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            await psycopg.AsyncConnection.connect(wrong)
    assert (tmp_path / "postgres.password").stat().st_mode & 0o077 == 0


async def test_a_closed_and_very_long_data_directory_is_no_hindrance(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = server_in(closed / ("long" * 20) / ("longer" * 20))
    async with running(server):
        assert await ask(server, "SELECT 1") == [(1,)]
    assert closed.stat().st_mode & 0o777 == 0o700


async def test_a_founding_that_was_cut_short_is_begun_again(tmp_path: Path) -> None:
    half_done = tmp_path / "postgres-18.new"
    half_done.mkdir()
    (half_done / "PG_VERSION").write_text("18\n")
    async with running(server_in(tmp_path)):
        assert not half_done.exists()


async def test_nothing_runs_on_after_the_block(tmp_path: Path) -> None:
    server = server_in(tmp_path)
    async with running(server) as process:
        pass
    assert process.returncode == 0
    assert living(lambda found: found.cwd() == str(tmp_path / "postgres-18")) == []


async def test_a_data_directory_in_use_is_left_alone(tmp_path: Path) -> None:
    with Station(tmp_path).held():
        with pytest.raises(AlreadyRunning, match=str(os.getpid())):
            async with embedded_services(tmp_path):
                pass
        assert not (tmp_path / "postgres-18").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has programs that `nobody` cannot read")
def test_programs_that_nobody_can_read_are_copied_once_and_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    installed = account.postgres_binaries(None).parents[1]
    for part in (installed, installed.with_name(installed.name + ".libs")):
        shutil.copytree(part, closed / part.name)
    closed.chmod(0o700)
    with tempfile.TemporaryDirectory() as shared:
        Path(shared).chmod(0o755)
        monkeypatch.setattr(account, "SHARED_COPIES", Path(shared))
        found = account.readable_binaries(closed / installed.name, account.server_account())
        assert found.is_relative_to(shared)
        assert account.readable_binaries(closed / installed.name, account.server_account()) == found
