"""The API process: serves the front window on the loopback address until it is asked to stop."""

from functools import partial
from typing import Final

import uvicorn

from api.app import build
from services.installation import logs
from services.installation.settings import Settings
from services.office import open_office

LAST_ANSWERS_S: Final = 5


def main() -> None:
    """Serve with the settings of the environment."""
    settings = Settings()
    logs.configure("api", settings.log_level)
    app = build(partial(open_office, settings))
    uvicorn.run(
        app,
        host=settings.api_host,
        port=settings.api_port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=LAST_ANSWERS_S,
    )


if __name__ == "__main__":
    main()
