"""`paidan up --host`: the console is served beyond the machine by TLS; prompts still reach it."""

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import psutil
import psycopg
import pytest
from temporalio.client import Client

from policies.city_file import SAMPLE
from services.installation.data_directory import RunningSystem, Station
from tests.certificates import Pair, made
from tests.console.door import OWN_PAGE, PASSWORD

pytestmark = pytest.mark.long(seconds=60)

NAME: Final = "hotline.example"
WITHIN_S: Final = 60
LINK: Final = re.compile(r"^(\S+)  (https://\S+)/choose-password#(\S+)$", re.MULTILINE)
ELSEWHERE: Final = {
    "Origin": "https://evil.example",
    "Sec-Fetch-Site": "cross-site",
    "Content-Type": "text/plain",
}
ROWS: Final = "SELECT count(*) FROM {}"
TABLES: Final = ("command", "work_order", "fact", "account", "session", "token", "access_log")
DEMAND: Final = ("type=help", "demand=路灯不亮", "name=张三", "phone=13800000000")


@dataclass(slots=True, kw_only=True)
class City:
    """One installation whose console is served by TLS."""

    home: Path
    pair: Pair
    started: str = ""

    def paidan(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "cli.main", *words, "--data-dir", str(self.home)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def up(self, *said: str) -> subprocess.CompletedProcess[str]:
        return self.paidan("up", "--empty", "--detach", *said)

    @property
    def shown(self) -> tuple[str, ...]:
        return "--tls-cert", str(self.pair.certificate), "--tls-key", str(self.pair.key)

    @property
    def system(self) -> RunningSystem:
        return Station(self.home).system()

    @property
    def port(self) -> int:
        return int(self.system.urls.api.rpartition(":")[2])

    def browser(self) -> httpx.Client:
        """A browser that is content with this very certificate, and asks by its name."""
        trusts = ssl.create_default_context(cafile=str(self.pair.certificate))
        trusts.verify_flags &= ~ssl.VERIFY_X509_STRICT
        browser = httpx.Client(verify=trusts, trust_env=False, timeout=30)

        def by_name(request: httpx.Request) -> httpx.Request:
            request.headers["Host"] = f"{NAME}:{self.port}"
            request.extensions["sni_hostname"] = NAME
            return request

        browser.auth = by_name
        browser.base_url = httpx.URL(f"https://127.0.0.1:{self.port}")
        return browser

    def rows(self) -> dict[str, int]:
        with psycopg.connect(self.system.urls.database) as database:
            found = {name: database.execute(ROWS.format(name)).fetchone() for name in TABLES}
        return {name: row[0] for name, row in found.items() if row}

    def ports(self) -> list[int]:
        """Every port at which a part of the system listens."""
        supervisor = psutil.Process(self.system.pids.supervisor)
        return sorted(
            {
                connection.laddr.port
                for process in (supervisor, *supervisor.children(recursive=True))
                for connection in process.net_connections("tcp")
                if connection.status == psutil.CONN_LISTEN
            }
        )


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("by-tls")
    city = City(home=folder / "var", pair=made(folder / "tls", NAME))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAIDAN_LOCAL_ACTING", "false")
        first = city.up("--host", "0.0.0.0", *city.shown)
        assert first.returncode == 0, first.stderr
        city.started = first.stdout
        assert city.paidan("down").returncode == 0
    again = city.up("--host", "0.0.0.0", *city.shown)
    assert again.returncode == 0, again.stderr
    assert city.paidan("city", "load", str(SAMPLE)).returncode == 0
    yield city
    city.paidan("down")


@pytest.fixture(scope="module")
def signed_in(city: City) -> Iterator[httpx.Client]:
    """The security administrator, at a browser."""
    links = {name: word for name, _, word in LINK.findall(city.started)}
    with city.browser() as browser:
        said = {"link": links["sec-admin"], "password": PASSWORD}
        chosen = browser.post("/choose-password", data=said, headers=OWN_PAGE)
        assert chosen.headers["location"] == "/sign-in", chosen.text
        known = {"username": "sec-admin", "password": PASSWORD}
        let_in = browser.post("/sign-in", data=known, headers=OWN_PAGE)
        assert let_in.status_code == httpx.codes.SEE_OTHER, let_in.text
        assert "Secure" in let_in.headers["set-cookie"]
        yield browser


def test_people_are_told_the_name_that_the_certificate_is_for(city: City) -> None:
    # Which port was free at the first start, the second one need not have found free again.
    told = {base.rpartition(":")[0] for _, base, _ in LINK.findall(city.started)}
    assert told == {f"https://{NAME}"}
    assert city.system.urls.console == f"https://{NAME}:{city.port}/"


def test_a_prompt_reaches_the_window_and_trusts_its_own_certificate_alone(
    city: City, tmp_path: Path
) -> None:
    assert json.loads(city.paidan("status", "--json").stdout)["healthy"] is True
    registered = city.paidan("order", "register", *DEMAND, "--as", "seat-1", "--json")
    assert registered.returncode == 0, registered.stderr
    number = json.loads(registered.stdout)["number"]
    assert number in city.paidan("order", "list").stdout
    kept = Station(city.home).certificate()
    assert kept is not None
    ours, other = kept.read_bytes(), made(tmp_path, NAME).certificate.read_bytes()
    kept.write_bytes(other)
    try:
        distrusted = city.paidan("order", "list")
        assert (distrusted.returncode, distrusted.stdout) == (1, "")
    finally:
        kept.write_bytes(ours)


def test_a_link_that_is_made_at_a_prompt_is_for_people_too(city: City) -> None:
    made_here = city.paidan("account", "password", "audit-admin", "--as", "sec-admin")
    assert f"https://{NAME}:{city.port}/choose-password#" in made_here.stdout, made_here.stderr


def test_whoever_signs_in_is_in_also_with_a_browser_that_tells_its_origin_only(
    city: City, signed_in: httpx.Client
) -> None:
    assert signed_in.get("/me").status_code == httpx.codes.OK
    own = {"Origin": f"https://{NAME}:{city.port}"}
    assert signed_in.post("/tokens", json={}, headers=own).status_code == 201
    assert signed_in.get("/me").headers["strict-transport-security"]


def test_without_tls_and_by_another_name_nothing_is_told(city: City) -> None:
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"http://127.0.0.1:{city.port}/healthz", trust_env=False)
    with city.browser() as browser:
        browser.auth = None
        by_tls, other = {"sni_hostname": NAME}, {"Host": "evil.example"}
        asked = browser.get("/healthz", headers=other, extensions=by_tls)
        assert asked.status_code == httpx.codes.MISDIRECTED_REQUEST


async def test_what_a_page_of_elsewhere_sends_to_any_port_does_nothing(
    city: City, signed_in: httpx.Client
) -> None:
    asked = {"type": "help", "demand": "x", "name": "x", "phone": "1", "username": "evil"}
    cookie = "; ".join(f"{name}={value}" for name, value in signed_in.cookies.items())
    client = await Client.connect(city.system.urls.temporal_grpc)
    running = await client.count_workflows("ExecutionStatus = 'Running'")
    before, ports = city.rows(), city.ports()
    assert len(ports) >= 4
    number = json.loads(city.paidan("order", "list", "--json").stdout)["orders"][0]["number"]
    paths = (
        *("/", "/orders", "/accounts", "/tokens", "/sign-out", "/me/password"),
        f"/orders/{number}/accept_for_dispatch",
        f"/api/v1/namespaces/default/workflows/order%2F{number}/terminate",
        f"/api/v1/namespaces/default/workflows/order%2F{number}/cancel",
    )
    async with httpx.AsyncClient(verify=False, trust_env=False, timeout=5) as page:
        for port in ports:
            for scheme in ("http", "https"):
                for path in paths:
                    url = f"{scheme}://127.0.0.1:{port}{path}"
                    headers = {**ELSEWHERE, "Cookie": cookie, "Idempotency-Key": "evil"}
                    try:
                        told = await page.post(url, content=json.dumps(asked), headers=headers)
                    except httpx.HTTPError:
                        continue
                    assert told.status_code >= httpx.codes.BAD_REQUEST, (url, told.text)
    assert city.rows() == before
    assert await client.count_workflows("ExecutionStatus = 'Running'") == running


def test_a_certificate_that_was_renewed_is_shown_once_the_window_is_started_again(
    city: City,
) -> None:
    made(city.pair.certificate.parent, NAME, "localhost")
    killed = city.system.pids.api
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + WITHIN_S
    while city.system.pids.api == killed or city.paidan("status").returncode:
        assert time.monotonic() < deadline, "the window is not well again"
        time.sleep(0.2)
    with city.browser() as browser:
        assert browser.get("/healthz").text == "ok"


def test_beyond_the_machine_nothing_starts_without_tls(tmp_path: Path) -> None:
    here = City(home=tmp_path / "var", pair=made(tmp_path, NAME))
    refused = here.up("--host", "0.0.0.0")
    assert refused.returncode == 1
    assert "--tls-cert F --tls-key F" in refused.stderr
    here.pair.key.chmod(0o644)
    assert "chmod o=" in here.up("--host", "0.0.0.0", *here.shown).stderr
    here.pair.key.chmod(0o600)
    not_ours = here.up("--host", "192.0.2.1", *here.shown)
    assert (not_ours.returncode, "is not for 192.0.2.1" in not_ours.stderr) == (1, True)
    assert not (here.home / "ports.json").exists()
