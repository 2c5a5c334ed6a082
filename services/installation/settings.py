"""What an installation can set, from variables that begin with PAIDAN_; secrets only from here."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.accounts.asked_factor import AskedFactor


class Settings(BaseSettings):
    """The settings of one installation; an address left out means the embedded service."""

    model_config = SettingsConfigDict(env_prefix="PAIDAN_", extra="ignore", frozen=True)

    database_url: str | None = None
    temporal_address: str | None = None
    temporal_namespace: str = "default"
    temporal_http_port: int = 7243
    """Where a Temporal that is not ours would answer browsers; `status` asks whether it does."""
    temporal_tls_cert: Path | None = None
    temporal_tls_key: Path | None = None
    temporal_tls_ca: Path | None = None
    temporal_api_key: SecretStr | None = None
    temporal_pages: bool = False
    """Whether our own Temporal serves its web pages: whoever reaches their port may use them."""
    vault_key: SecretStr | None = None
    vault_further_keys: SecretStr | None = None
    """Keys that came into the vault's ring after the first one, separated by spaces."""
    index_key: SecretStr | None = None
    checkpoint_key: SecretStr | None = None
    national_algorithms: bool = False
    national_key: SecretStr | None = None
    national_former_keys: str = ""
    archive_every_s: float = Field(default=60, gt=0)
    archive_alarm_s: float = Field(default=900, gt=0)
    reconcile_every_s: float = Field(default=30, gt=0)
    city_name: str | None = Field(default=None, min_length=1, max_length=200)
    """What is left out of the city, the database says; a new one is called as its pack."""
    city_pack: str | None = Field(default=None, min_length=1, max_length=64)
    """A new database is born for the national defaults, unless a pack is named."""
    city_zone: str | None = Field(default=None, min_length=1, max_length=64)
    """A new database is born in the zone of its pack's calendar, unless a zone is named."""
    city_number_prefix: str | None = Field(default=None, pattern=r"^[A-Za-z0-9-]{0,16}$")
    """The numbers of a new database begin with the day, unless a prefix is named."""
    local_acting: bool | None = None
    """Whether the owner of the data directory may speak in a person's name (`--as`); left out, it
    is allowed with the sample city only."""
    token: SecretStr | None = None
    """By what whoever types at a prompt is let in, where the owner may not speak for anybody."""
    session_idle_s: float = Field(default=1800, gt=0)
    session_longest_s: float = Field(default=43_200, gt=0)
    draft_days: int = Field(default=30, ge=1, le=366)
    """For how long a draft is kept that nobody goes on with."""
    second_factor: AskedFactor = AskedFactor.NOBODY
    """Of whom a code is asked besides the password: nobody, the administrators, or everybody."""
    sign_on_issuer: str | None = None
    """The city's single sign-on (OpenID Connect), by the address that its provider calls itself."""
    sign_on_client_id: str | None = None
    sign_on_client_secret: SecretStr | None = None
    sign_on_mapping: Path | None = None
    """The file that says which of the provider's groups gives which post."""
    sign_on_console: str | None = None
    """The address under which people reach the console, as the provider was told it."""
    sign_on_label: str = Field(default="", max_length=40)
    """What the button says; left out, it says what it says everywhere."""
    task_queue: str = "orders-3"
    """It bears the edition of the workflow, whose workers are handed no history of another."""
    api_host: str = "127.0.0.1"
    api_port: int = Field(default=8000, ge=1, le=65535)
    tls_cert: Path | None = None
    tls_key: Path | None = None
    served_names: str = ""
    """By which further names people come, separated by commas; the first is told to people."""
    trusted_proxies: str = ""
    """Whose word is taken for who asks and how: addresses and networks, separated by commas."""
    api_socket: int | None = Field(default=None, ge=0)
    """The number of an open socket that listens there; whoever starts the API may hand it on."""
    data_dir: Path = Path("var")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    workers: int = Field(default=1, ge=1, le=64)
    ready_note: Path | None = None

    def environment(self) -> dict[str, str]:
        """The same settings as variables, for a process that is started with them."""
        return {
            f"PAIDAN_{name.upper()}": _plain(value)
            for name in type(self).model_fields
            if (value := getattr(self, name)) is not None
        }


def _plain(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
