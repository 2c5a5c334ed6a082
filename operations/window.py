"""The address of the front window, held as long as the system stands, also while its API dies.

An address that is only chosen can be taken by another installation before the API listens on it,
or while a killed API is started again; papers would then be answered by a stranger."""

import errno
import socket
from datetime import UTC, datetime

from operations.embedded.ports import free_ports
from operations.preflight import Unfit
from services.installation.front_window import UnfitWindow, WindowAddress, window_address
from services.installation.settings import Settings
from services.installation.sign_on import UnfitSignOn, sign_on_asked
from texts import both

WAITING_CALLERS = 2048
"""So many callers may wait while the API is started again."""


class PortTaken(RuntimeError):
    """The port asked for is in use by another program."""


def checked_address(settings: Settings) -> WindowAddress:
    """Where the settings open the window, and send people to who sign in with the city's single
    sign-on; raises Unfit with what to change."""
    try:
        window = window_address(settings, datetime.now(UTC))
        sign_on_asked(settings, window)
        return window
    except (UnfitWindow, UnfitSignOn) as unfit:
        raise Unfit(str(unfit)) from unfit


def open_window(host: str, *, usual: int, asked: int | None) -> socket.socket:
    """Listen on the port asked for; on the usual one or, where it is taken, on a free one.

    Raises PortTaken when the port asked for is taken, Unfit when nothing can listen there."""
    if asked is not None:
        window = _listen(host, asked)
        if window is None:
            raise PortTaken(f"port {asked} is in use by another program; name another --port")
        return window
    port = usual
    while (window := _listen(host, port)) is None:
        (port,) = free_ports(1)
    return window


def port_of(window: socket.socket) -> int:
    """The port that callers dial."""
    return int(window.getsockname()[1])


def _listen(host: str, port: int) -> socket.socket | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=WAITING_CALLERS)
    except OSError as failed:
        if failed.errno == errno.EADDRINUSE:
            return None
        why = failed.strerror or type(failed).__name__
        raise Unfit(both("window.cannot_listen", host=host, port=port, why=why)) from failed
