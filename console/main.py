"""The window's process: serves API and console on the loopback address until asked to stop."""

import socket
import sys
from functools import partial
from typing import Final

import uvicorn

from api.app import build
from console.pages import pages
from services.installation import logs
from services.installation.settings import Settings
from services.office import open_office

LAST_ANSWERS_S: Final = 5
NOT_STARTED: Final = 3


def main() -> None:
    """Serve with the settings of the environment."""
    settings = Settings()
    logs.configure("api", settings.log_level)
    app = build(partial(open_office, settings), pages())
    config = uvicorn.Config(
        app,
        host=settings.api_host,
        port=settings.api_port,
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
