"""The window is opened beyond the machine with TLS or not at all, and whatever a browser would
stumble over is said at the start."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.installation.front_window import UnfitWindow, WindowAddress, window_address
from services.installation.settings import Settings
from tests.certificates import DAYS, Pair, made

NOW = datetime.now(UTC)
NAME = "hotline.example"


def opened(pair: Pair | None = None, **said: object) -> WindowAddress:
    """Where a window is opened by these settings."""
    shown = {} if pair is None else {"tls_cert": pair.certificate, "tls_key": pair.key}
    return window_address(Settings().model_copy(update={**shown, **said}), NOW)


def refused(pair: Pair | None = None, **said: object) -> str:
    """In which words a window is not opened."""
    with pytest.raises(UnfitWindow) as unfit:
        opened(pair, **said)
    return str(unfit.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.9"])
def test_of_its_own_machine_a_window_is_asked_without_tls(host: str) -> None:
    window = opened(api_host=host)
    assert window.certificate is None
    shown = f"[{host}]" if ":" in host else host
    assert window.api == window.console == f"http://{shown}:8000"
    for name in ("127.0.0.1", "localhost", "::1", host):
        assert window.answers_to(name)
    for name in ("", "evil.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0"):
        assert not window.answers_to(name)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "192.0.2.1"])
def test_beyond_its_machine_a_window_is_not_opened_without_tls_and_the_remedy_is_said(
    host: str,
) -> None:
    words = refused(api_host=host)
    assert "--tls-cert F --tls-key F" in words
    assert "docs/behind-a-proxy.md" in words
    assert "未启用 TLS" in words


def test_with_a_certificate_a_window_is_asked_by_what_the_certificate_names(tmp_path: Path) -> None:
    window = opened(made(tmp_path, NAME, "*.city.example", "192.0.2.7"), api_host="0.0.0.0")
    assert (window.api, window.console) == ("https://127.0.0.1:8000", f"https://{NAME}:8000")
    for name in (NAME, NAME.upper(), "a.city.example", "192.0.2.7", "localhost"):
        assert window.answers_to(name)
    for name in ("city.example", "a.b.city.example", "evil.example", "0.0.0.0", ".city.example"):
        assert not window.answers_to(name)


def test_people_are_told_the_name_that_was_said_first(tmp_path: Path) -> None:
    pair = made(tmp_path, "*.city.example", "192.0.2.7")
    said = {"api_host": "192.0.2.7", "api_port": 443}
    assert opened(pair, **said).console == "https://192.0.2.7"
    named = opened(pair, **said, served_names="hotline.city.example, other.city.example")
    assert (named.api, named.console) == ("https://192.0.2.7", "https://hotline.city.example")


@pytest.mark.parametrize(
    ("names", "said", "unnamed"),
    [
        ((NAME,), {"api_host": "192.0.2.7"}, "is not for 192.0.2.7 (it names: hotline.example)"),
        ((NAME,), {"api_host": "127.0.0.1"}, "is not for 127.0.0.1"),
        ((), {"api_host": "0.0.0.0"}, "is not for 0.0.0.0 (it names: –)"),
        ((NAME,), {"api_host": "0.0.0.0", "served_names": "a.example"}, "is not for a.example"),
        ((f"*.{NAME}",), {"api_host": "0.0.0.0", "served_names": NAME}, "is not for hotline"),
    ],
)
def test_a_certificate_that_does_not_name_the_host_is_said_at_the_start(
    tmp_path: Path, names: tuple[str, ...], said: dict[str, str], unnamed: str
) -> None:
    words = refused(made(tmp_path, *names), **said)
    assert unnamed in words
    assert "PAIDAN_SERVED_NAMES" in words


def test_a_certificate_of_another_day_is_said_at_the_start(tmp_path: Path) -> None:
    past = made(tmp_path / "past", NAME, since=NOW - timedelta(days=DAYS + 1))
    assert "was valid until" in refused(past, api_host="0.0.0.0")
    coming = made(tmp_path / "coming", NAME, since=NOW + timedelta(days=1))
    assert "is valid from" in refused(coming, api_host="0.0.0.0")


def test_a_key_that_others_may_read_or_that_is_another_ones_is_said_at_the_start(
    tmp_path: Path,
) -> None:
    pair, other = made(tmp_path / "one", NAME), made(tmp_path / "other", NAME)
    pair.key.chmod(0o640)  # to a group of its own a key may be open
    assert opened(pair, api_host="0.0.0.0").certificate
    pair.key.chmod(0o604)
    assert f"chmod o= {pair.key}" in refused(pair, api_host="0.0.0.0")
    crossed = Pair(certificate=pair.certificate, key=other.key)
    assert "does not belong to the certificate" in refused(crossed, api_host="0.0.0.0")


def test_what_cannot_be_read_is_said_at_the_start(tmp_path: Path) -> None:
    locked = made(tmp_path / "locked", NAME, password=b"x")
    assert "the key" in refused(locked, api_host="0.0.0.0")
    pair = made(tmp_path, NAME)
    assert "TLS needs both" in refused(tls_cert=pair.certificate)
    assert "TLS needs both" in refused(tls_key=pair.key)
    pair.certificate.write_text("no certificate")
    assert "the certificate" in refused(pair, api_host="0.0.0.0")
    gone = Pair(certificate=tmp_path / "gone", key=pair.key)
    assert "No such file" in refused(gone, api_host="0.0.0.0")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"api_host": "no such host"}, "--host no such host is no address"),
        ({"served_names": "https://a.example"}, "PAIDAN_SERVED_NAMES: https://a.example is no"),
        ({"served_names": "*"}, "PAIDAN_SERVED_NAMES: * is no"),
        ({"trusted_proxies": "10.0.0.0/8, proxy.example"}, "PROXIES: proxy.example is no"),
        ({"trusted_proxies": "*"}, "PAIDAN_TRUSTED_PROXIES: * is no"),
    ],
)
def test_a_name_or_an_address_that_is_none_is_named(said: dict[str, str], words: str) -> None:
    assert words in refused(**said)


def test_behind_a_proxy_a_window_answers_to_the_name_that_people_come_by() -> None:
    window = opened(served_names=NAME, trusted_proxies="127.0.0.1, 10.1.2.0/24")
    assert window.answers_to(NAME)
    assert window.proxies == ("127.0.0.1", "10.1.2.0/24")
    assert (window.api, window.console) == ("http://127.0.0.1:8000", f"https://{NAME}")
