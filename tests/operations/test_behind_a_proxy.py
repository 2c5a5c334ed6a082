"""Behind nginx, set up as docs/behind-a-proxy.md says: HTTP/2, sign-in, and nobody's forgeries."""

import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import pytest

from operations.embedded.ports import free_ports
from policies.strangers import open_paths
from services.installation.data_directory import Station
from tests.api.test_door import NOT_SET_UP
from tests.certificates import made
from tests.console.door import OWN_PAGE, PASSWORD
from tests.proxies import proxy

pytestmark = pytest.mark.long(seconds=40)

RECIPE: Final = Path(__file__).parents[2] / "docs" / "behind-a-proxy.md"
NAME: Final = "hotline.example"
LINK: Final = re.compile(r"^(\S+)  (\S+)/choose-password#(\S+)$", re.MULTILINE)
FORGED: Final = {
    "X-Forwarded-Proto": "http",
    "X-Forwarded-For": "10.9.9.9",
    "X-Forwarded-Host": "evil.example",
    "Forwarded": "for=10.9.9.9;proto=http;host=evil.example",
}
BY_TLS: Final = {"Host": NAME, "X-Forwarded-Proto": "https"}
"""What the proxy itself sends of whoever came to it by TLS."""
REST: Final = {"/static": "/console.css", "/public/limits": "?from=2026-01-01&to=2026-02-01"}
TLS_FOR_A_YEAR: Final = "strict-transport-security"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A hotline behind nginx."""

    api: str
    port: int
    trusts: ssl.SSLContext
    told: str

    def browser(self) -> httpx.Client:
        """A browser that comes by the site's name and speaks HTTP/2."""

        def by_name(request: httpx.Request) -> httpx.Request:
            request.headers["Host"] = f"{NAME}:{self.port}"
            request.extensions["sni_hostname"] = NAME
            return request

        return httpx.Client(
            base_url=f"https://127.0.0.1:{self.port}",
            verify=self.trusts,
            http2=True,
            trust_env=False,
            timeout=30,
            auth=by_name,
        )


def recipe() -> str:
    """The site as the page has it."""
    return RECIPE.read_text(encoding="utf-8").partition("```nginx\n")[2].partition("```")[0]


def paidan(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command on this data directory."""
    command = [sys.executable, "-P", "-m", "cli.main", *words, "--data-dir", str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("behind")
    home, pair, (by_tls, plain) = folder / "var", made(folder / "tls", NAME), free_ports(2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAIDAN_LOCAL_ACTING", "false")
        patch.setenv("PAIDAN_SERVED_NAMES", NAME)
        patch.setenv("PAIDAN_TRUSTED_PROXIES", "127.0.0.1")
        started = paidan(home, "up", "--empty", "--detach")
        assert started.returncode == 0, started.stderr
        try:
            api = Station(home).system().urls.api
            here = {
                "listen 443": f"listen 127.0.0.1:{by_tls}",
                "listen 80": f"listen 127.0.0.1:{plain}",
                "/etc/ssl/hotline/window.pem": str(pair.certificate),
                "/etc/ssl/hotline/window.key": str(pair.key),
                "http://127.0.0.1:8000": api,
            }
            said = recipe()
            for word, ours in here.items():
                assert word in said, f"the recipe says {word} no more"
                said = said.replace(word, ours)
            with proxy(folder, said, by_tls):
                trusts = ssl.create_default_context(cafile=str(pair.certificate))
                trusts.verify_flags &= ~ssl.VERIFY_X509_STRICT
                yield Site(api=api, port=by_tls, trusts=trusts, told=started.stdout)
        finally:
            paidan(home, "down")


def test_browsers_are_spoken_to_by_http_2_and_told_to_come_by_tls(site: Site) -> None:
    with site.browser() as browser:
        form = browser.get("/sign-in")
    assert (form.status_code, form.http_version) == (httpx.codes.OK, "HTTP/2")
    assert form.headers[TLS_FOR_A_YEAR]
    assert form.headers["cache-control"] == "no-store"


def test_a_stranger_gets_what_is_open_and_one_answer_elsewhere(site: Site) -> None:
    with site.browser() as browser:
        for line in open_paths():
            path = line.path + REST.get(line.path, "")
            told = httpx.codes.NOT_FOUND if path in NOT_SET_UP else httpx.codes.OK
            assert browser.get(path).status_code == told, path
        closed = [browser.get(path) for path in ("/", "/orders", "/health", "/metrics", "/nothing")]
        closed += [browser.post(path) for path in ("/orders", "/nothing")]
        page = browser.get("/orders", headers={"Accept": "text/html"})
    assert {answer.status_code for answer in closed} == {httpx.codes.UNAUTHORIZED}
    assert len({answer.content for answer in closed}) == 1
    assert (page.status_code, page.headers["location"]) == (httpx.codes.SEE_OTHER, "/sign-in")


def test_what_a_visitor_forges_changes_nothing_through_the_proxy_or_past_it(site: Site) -> None:
    with site.browser() as browser:
        assert browser.get("/sign-in", headers=FORGED).headers[TLS_FOR_A_YEAR]
    elsewhere = httpx.HTTPTransport(local_address="127.0.0.2")
    with httpx.Client(base_url=site.api, transport=elsewhere) as stranger:
        forged = stranger.get("/sign-in", headers={**FORGED, **BY_TLS})
    assert forged.status_code == httpx.codes.OK
    assert TLS_FOR_A_YEAR not in forged.headers
    with httpx.Client(base_url=site.api, trust_env=False) as named:
        believed = named.get("/sign-in", headers=BY_TLS)
    assert believed.headers[TLS_FOR_A_YEAR], "the named proxy itself is not believed"


def test_a_human_signs_in_through_it_and_links_are_for_its_name(site: Site) -> None:
    links = {name: (base, word) for name, base, word in LINK.findall(site.told)}
    assert {base for base, _ in links.values()} == {f"https://{NAME}"}
    with site.browser() as browser:
        said = {"link": links["sec-admin"][1], "password": PASSWORD}
        # A browser of before Sec-Fetch-Site says where the form is from, and no more.
        own = {"Origin": f"https://{NAME}:{site.port}"}
        assert browser.post("/choose-password", data=said, headers=own).status_code == 303
        known = {"username": "sec-admin", "password": PASSWORD}
        evil = browser.post("/sign-in", data=known, headers={"Origin": "https://evil.example"})
        assert evil.status_code == httpx.codes.FORBIDDEN
        let_in = browser.post("/sign-in", data=known, headers=own)
        assert let_in.headers["location"] == "/?tried=true", let_in.text
        assert "sec-admin" in browser.get("/me").text
        paper = {"username": "wang.min", "title": "王敏"}
        added = browser.post("/accounts", json=paper, headers=OWN_PAGE)
        assert added.json()["url"].startswith(f"https://{NAME}/choose-password#")
        too_large = browser.post("/accounts", content=b"x" * 70_000, headers=OWN_PAGE)
        assert too_large.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE
        assert too_large.json()["code"] == "too_large"
