"""The ports of one data directory: chosen once, kept as long as they are free."""

import json
import random
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"
# Below the range from which systems take the ports of outgoing connections.
LOWEST, HIGHEST = 20_000, 32_000
# Two processes whose random numbers were seeded alike must not choose the same ports.
CHANCE = random.SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where the embedded services listen, all on this machine's loopback address."""

    postgres: int
    temporal: int
    temporal_http: int
    temporal_ui: int
    temporal_metrics: int


def known_ports(data_dir: Path) -> Ports | None:
    """The ports this data directory used before, if it was ever used."""
    note = data_dir / "ports.json"
    return Ports(**json.loads(note.read_text())) if note.exists() else None


def new_ports(data_dir: Path) -> Ports:
    """New free ports, remembered for the next start in this data directory."""
    chosen = Ports(**dict(zip(Ports.__dataclass_fields__, free_ports(5), strict=True)))
    (data_dir / "ports.json").write_text(json.dumps(asdict(chosen)))
    return chosen


def all_free(ports: Ports) -> bool:
    """Whether nobody listens on any of them."""
    return all(is_free(port) for port in asdict(ports).values())


def free_ports(count: int) -> list[int]:
    """So many different ports on which nobody listens."""
    chosen: set[int] = set()
    while len(chosen) < count:
        port = CHANCE.randrange(LOWEST, HIGHEST)
        if is_free(port):
            chosen.add(port)
    return list(chosen)


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback address now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
