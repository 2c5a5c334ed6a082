"""The address of the front window is one installation's, from before its API listens there."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial

import pytest

from operations.embedded.ports import LOOPBACK, free_ports
from operations.window import PortTaken, open_window, port_of


@pytest.fixture
def usual() -> int:
    (port,) = free_ports(1)
    return port


@pytest.fixture
def opened(usual: int) -> Iterator[partial[socket.socket]]:
    """Opens windows and closes them at the end."""
    with ExitStack() as stack:
        yield partial(
            lambda **asked: stack.enter_context(closing(open_window(LOOPBACK, **asked))),
            usual=usual,
        )


def test_of_two_installations_that_start_together_the_second_gets_another_address(
    usual: int, opened: partial[socket.socket]
) -> None:
    assert port_of(opened(asked=None)) == usual
    assert port_of(opened(asked=None)) != usual


def test_an_address_that_was_asked_for_is_had_or_refused(
    usual: int, opened: partial[socket.socket]
) -> None:
    opened(asked=usual)
    with pytest.raises(PortTaken, match=f"port {usual} is in use by another program"):
        opened(asked=usual)


def test_whoever_calls_before_the_window_is_served_waits(opened: partial[socket.socket]) -> None:
    window = opened(asked=None)
    with socket.create_connection((LOOPBACK, port_of(window)), timeout=5) as caller:
        caller.sendall(b"are you there?")
        heard, _ = window.accept()
        with heard:
            assert heard.recv(64) == b"are you there?"
