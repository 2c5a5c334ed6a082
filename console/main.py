"""The window's process: serves API and console until asked to stop."""

import asyncio
import socket
import sys
from datetime import UTC, datetime
from functools import partial
from typing import Final

import uvicorn

from api.app import build
from console.pages import pages
from console.pages.problem_page import told_as_page
from services.installation import logs
from services.installation.front_window import UnfitWindow, window_address
from services.installation.known_keys import check_keys
from services.installation.secret_files import UnfitKey
from services.installation.settings import Settings
from services.installation.sign_on import UnfitSignOn, sign_on_asked
from services.office import open_office

LAST_ANSWERS_S: Final = 5
NOT_STARTED: Final = 3


def main() -> None:
    """Serve with the settings of the environment."""
    settings = Settings()
    logs.configure("api", settings.log_level)
    try:
        window = window_address(settings, datetime.now(UTC))
        sign_on_asked(settings, window)
    except (UnfitWindow, UnfitSignOn) as unfit:
        sys.exit(str(unfit))
    try:
        asyncio.run(check_keys(settings))
    except UnfitKey as unfit:
        sys.exit(str(unfit))
    app = build(partial(open_office, settings), pages(), window, told_as_page)
    config = uvicorn.Config(
        app,
        host=settings.api_host,
        port=settings.api_port,
        ssl_certfile=settings.tls_cert,
        ssl_keyfile=settings.tls_key,
        # Left to itself uvicorn believes whatever any program of this machine forwards.
        proxy_headers=bool(window.proxies),
        forwarded_allow_ips=list(window.proxies),
        server_header=False,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=LAST_ANSWERS_S,
    )
    handed_on = settings.api_socket
    server = uvicorn.Server(config)
    server.run(None if handed_on is None else [socket.socket(fileno=handed_on)])
    if not server.started:
        sys.exit(NOT_STARTED)


if __name__ == "__main__":
    main()
