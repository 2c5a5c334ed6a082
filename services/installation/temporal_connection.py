"""The connection to Temporal: embedded, or a cluster by address with TLS or an API key."""

from datetime import timedelta
from typing import Final

from temporalio.client import Client
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.service import TLSConfig

from services.installation.settings import Settings
from workflows.plugin import PaidanPlugin

LAST_WORDS_S: Final = 0.3
"""The interpreter may abort when it ends in the same breath as a client: wait so long first."""
CONNECT_WITHIN: Final = timedelta(seconds=10)


async def connect(settings: Settings) -> Client:
    """Connect with everything that all processes agree on."""
    key = settings.temporal_api_key
    return await Client.connect(
        str(settings.temporal_address),
        namespace=settings.temporal_namespace,
        plugins=[PaidanPlugin()],
        tls=_tls(settings),
        api_key=key.get_secret_value() if key else None,
        connect_timeout=CONNECT_WITHIN,
        runtime=quiet_runtime(),
    )


def _tls(settings: Settings) -> TLSConfig | bool:
    cert, private, ca = (
        path.read_bytes() if path else None
        for path in (
            settings.temporal_tls_cert,
            settings.temporal_tls_key,
            settings.temporal_tls_ca,
        )
    )
    if cert is None and ca is None:
        return settings.temporal_api_key is not None
    return TLSConfig(server_root_ca_cert=ca, client_cert=cert, client_private_key=private)


def quiet_runtime() -> Runtime:
    """The SDK writes to stdout what is not an error; nothing of ours may be mixed with that."""
    return Runtime(
        telemetry=TelemetryConfig(
            logging=LoggingConfig(filter=TelemetryFilter(core_level="ERROR", other_level="ERROR"))
        )
    )
