"""Where the front window is opened, by which names it is asked there, and who may stand between.

Beyond the machine itself it is opened with TLS or not at all: passwords and citizens' words would
pass by in the open, and no browser keeps a session's cookie without."""

import re
import socket
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Final

from services.installation.certificate import (
    Certificate,
    UnfitCertificate,
    reaches,
    read_certificate,
)
from services.installation.settings import Settings
from texts import both

OF_THIS_MACHINE: Final = ("127.0.0.1", "localhost", "::1")
"""By what a machine asks itself."""
A_NAME: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
USUAL_PORTS: Final = {"http": 80, "https": 443}


class UnfitWindow(ValueError):
    """The window may not be opened so; the text says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowAddress:
    """Where the window is opened, and how it is asked."""

    host: str
    port: int
    certificate: Certificate | None
    names: tuple[str, ...]
    """By which names and addresses it is asked; a name may begin with `*.`."""
    proxies: tuple[str, ...]
    """The addresses of those whose word is taken for who asks and how."""

    def answers_to(self, host: str) -> bool:
        """Whether a request that names this host is meant for us."""
        return any(reaches(name, host) for name in self.names)

    @property
    def api(self) -> str:
        """How programs of this machine ask it."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
        return self._url(everywhere.get(self.host, self.host))

    @property
    def console(self) -> str:
        """How people ask it: a proxy in front speaks TLS, at the usual port."""
        others = (name for name in self.names if name not in OF_THIS_MACHINE)
        known = next((name for name in others if not name.startswith("*")), "")
        if not known:
            return self.api
        if self.certificate is None:
            return f"https://{known}" if self.proxies else self.api
        return self._url(known)

    def _url(self, host: str) -> str:
        scheme = "http" if self.certificate is None else "https"
        port = "" if self.port == USUAL_PORTS[scheme] else f":{self.port}"
        return f"{scheme}://[{host}]{port}" if ":" in host else f"{scheme}://{host}{port}"


THIS_MACHINE: Final = WindowAddress(
    host=OF_THIS_MACHINE[0], port=8000, certificate=None, names=OF_THIS_MACHINE, proxies=()
)
"""The window of a machine that nobody else asks."""


def window_address(settings: Settings, now: datetime) -> WindowAddress:
    """Where the settings open the window; raises UnfitWindow."""
    certificate = _certificate(settings, now)
    said = _words(settings.served_names)
    _require_names(said)
    if certificate is None:
        if not is_of_this_machine(settings.api_host):
            raise UnfitWindow(both("window.no_tls", host=settings.api_host))
    else:
        _require_named(certificate, settings.api_host, said)
    # Everywhere is no name: a browser that asks 0.0.0.0 was sent there by somebody's page.
    own = () if is_everywhere(settings.api_host) else (settings.api_host,)
    found = (*said, *own, *(certificate.names if certificate else ()))
    return WindowAddress(
        host=settings.api_host,
        port=settings.api_port,
        certificate=certificate,
        names=tuple(dict.fromkeys((*found, *OF_THIS_MACHINE))),
        proxies=_proxies(settings.trusted_proxies),
    )


def is_of_this_machine(host: str) -> bool:
    """Whether only this machine reaches what listens there; raises UnfitWindow for no address."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as unknown:
        raise UnfitWindow(both("window.no_host", host=host)) from unknown
    return all(ip_address(str(address[0])).is_loopback for *_, address in found)


def is_everywhere(host: str) -> bool:
    """Whether what listens there listens at every address of the machine."""
    return host in ("0.0.0.0", "::")


def _certificate(settings: Settings, now: datetime) -> Certificate | None:
    file, key = settings.tls_cert, settings.tls_key
    if file is None and key is None:
        return None
    if file is None or key is None:
        raise UnfitWindow(both("window.half_of_tls"))
    try:
        return read_certificate(file, key, now)
    except UnfitCertificate as unfit:
        raise UnfitWindow(str(unfit)) from unfit


def _require_named(certificate: Certificate, host: str, said: tuple[str, ...]) -> None:
    """Insist that a browser will be content: by every name that was said, else by the host."""
    hosts = OF_THIS_MACHINE if is_of_this_machine(host) else (host,)
    unnamed = [name for name in said if not certificate.is_for(name)]
    if not said and is_everywhere(host):
        unnamed = [] if certificate.names else [host]
    elif not said:
        unnamed = [] if any(certificate.is_for(one) for one in (host, *hosts)) else [host]
    if unnamed:
        named = ", ".join(certificate.names) or "–"
        raise UnfitWindow(both("window.not_named", hosts=", ".join(unnamed), named=named))


def _require_names(said: tuple[str, ...]) -> None:
    for name in said:
        if not (A_NAME.fullmatch(name) or _is_address(name)):
            raise UnfitWindow(both("window.no_name", name=name))


def _proxies(said: str) -> tuple[str, ...]:
    for one in _words(said):
        try:
            ip_network(one)
        except ValueError as bad:
            raise UnfitWindow(both("window.no_proxy", proxy=one)) from bad
    return _words(said)


def _words(said: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in said.split(",") if word.strip())


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
