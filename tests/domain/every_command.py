"""Every command by the name of its class, for tests that choose among all of them."""

from types import SimpleNamespace
from typing import Any

from domain.order.command import COMMANDS

c: Any = SimpleNamespace(**{command.__name__: command for command in COMMANDS.classes()})
