"""Single sign-on is set up whole or not at all, and whatever is wrong is said at the start."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from operations.preflight import Unfit
from operations.window import checked_address
from services.installation.front_window import THIS_MACHINE
from services.installation.settings import Settings
from services.installation.sign_on import UnfitSignOn, sign_on_asked
from services.sign_on.registration import Registration

ISSUER, CONSOLE = "https://portal.example/realms/city", "https://localhost"


def asked(folder: Path, **said: object) -> Registration | None:
    """The single sign-on of a city whose settings are whole but for what is said."""
    mapping = folder / "sign-on.toml"
    mapping.write_text('provider = "city-portal"', encoding="utf-8")
    whole = {
        "sign_on_issuer": ISSUER,
        "sign_on_client_id": "paidan",
        "sign_on_client_secret": SecretStr("whispered"),
        "sign_on_mapping": mapping,
        "sign_on_console": CONSOLE,
        "sign_on_label": "门户",
    }
    return sign_on_asked(Settings().model_copy(update={**whole, **said}), THIS_MACHINE)


def refused(folder: Path, **said: object) -> str:
    """In which words it is not used."""
    with pytest.raises(UnfitSignOn) as unfit:
        asked(folder, **said)
    assert "whispered" not in str(unfit.value)
    return str(unfit.value)


def test_a_city_that_names_none_has_none() -> None:
    assert sign_on_asked(Settings()) is None


def test_the_provider_sends_people_back_to_the_console(tmp_path: Path) -> None:
    known = asked(tmp_path, sign_on_console=f"{CONSOLE}/")
    assert known is not None
    assert known.back == "https://localhost/sign-in/with-the-city/back"
    assert (known.issuer, known.client_id, known.label) == (ISSUER, "paidan", "门户")
    assert "whispered" not in repr(known)


@pytest.mark.parametrize("left_out", ["issuer", "client_id", "client_secret", "mapping", "console"])
def test_half_of_it_is_refused_and_the_other_half_named(tmp_path: Path, left_out: str) -> None:
    words = refused(tmp_path, **{f"sign_on_{left_out}": None})
    assert f"PAIDAN_SIGN_ON_{left_out.upper()}" in words
    assert words.count("PAIDAN_SIGN_ON_") == 2, "once in each language"


@pytest.mark.parametrize(
    "issuer",
    [
        "http://portal.example",
        "portal.example",
        "https://",
        "https://user@portal.example",
        "https://portal.example?realm=city",
        "https://portal.example#city",
        "https://portal.example:port",
        "https://portal.example/a b",
        "https://[portal",
        "javascript:alert(1)",
        f"https://portal.example/{'x' * 255}",
    ],
)
def test_a_provider_is_asked_by_tls_or_not_at_all(tmp_path: Path, issuer: str) -> None:
    assert "PAIDAN_SIGN_ON_ISSUER" in refused(tmp_path, sign_on_issuer=issuer)


@pytest.mark.parametrize(
    "console", ["http://hotline.example", "https://localhost/console", "https://localhost?a=b"]
)
def test_people_are_sent_back_by_tls_to_a_host_alone(tmp_path: Path, console: str) -> None:
    assert "PAIDAN_SIGN_ON_CONSOLE" in refused(tmp_path, sign_on_console=console)


def test_people_are_sent_back_to_where_they_are_answered(tmp_path: Path) -> None:
    words = refused(tmp_path, sign_on_console="https://hotline.example")
    assert "PAIDAN_SERVED_NAMES" in words
    assert "https://hotline.example" in words


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_of_its_own_machine_a_city_tries_it_without_tls(tmp_path: Path, host: str) -> None:
    own = f"http://{host}:8000"
    assert asked(tmp_path, sign_on_issuer=own, sign_on_console=own) is not None


def test_a_mapping_that_cannot_be_used_is_told_with_its_mistakes(tmp_path: Path) -> None:
    words = refused(tmp_path, sign_on_mapping=tmp_path / "nowhere.toml")
    assert "PAIDAN_SIGN_ON_MAPPING" in words
    assert "nowhere.toml" in words


def test_a_system_does_not_start_with_half_of_it() -> None:
    settings = Settings().model_copy(update={"sign_on_issuer": ISSUER})
    with pytest.raises(Unfit, match="PAIDAN_SIGN_ON_CLIENT_SECRET"):
        checked_address(settings)
