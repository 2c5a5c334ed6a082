"""Packing an order or a period so that a third party verifies it without this system."""

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from audit.log import log_rows
from audit.log.checkpoints import LogKey
from audit.log.leaves import COMMAND, HISTORY, canonical_command
from audit.log.merkle import Tree

VERIFIER: Final = "verify.py"
MADE_AT: Final = (1980, 1, 1, 0, 0, 0)
"""The same records give the same package, byte for byte."""
HISTORIES: Final = text(
    "SELECT run_id, packed FROM archive_history WHERE order_number = ANY(:orders) ORDER BY run_id"
)
OF_ORDERS: Final = (HISTORY, COMMAND)
"""What a package is about; months and the log of the door stay where they are."""
COMMANDS: Final = text(
    "SELECT * FROM command WHERE archived AND (order_number = ANY(:orders)"
    " OR order_number IS NULL AND id::text = ANY(:homeless)) ORDER BY id"
)
Leaves = list[Mapping[str, Any]]


class NothingToExport(LookupError):
    """There is nothing in the archive of what was asked for, or not all of it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPeriod:
    """From one instant up to another, which is outside."""

    begin: datetime
    end: datetime

    def holds(self, said: Mapping[str, Any]) -> bool:
        """Whether something of what a leaf is about happened then."""
        first = said.get("first_fact_at") or said.get("first_event_at") or said["received_at"]
        last = said.get("last_fact_at") or said.get("last_event_at") or said["received_at"]
        begun, ended = datetime.fromisoformat(first), datetime.fromisoformat(last)
        return begun < self.end and ended >= self.begin


async def export(engine: AsyncEngine, key: LogKey, wanted: str | ExportedPeriod) -> bytes:
    """Pack an order, or all that happened in a period; raises NothingToExport."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="REPEATABLE READ")
        leaves: Leaves = [leaf async for leaf in log_rows.leaves(connection)]
        notes = await log_rows.checkpoints(connection)
        chosen = _chosen(leaves, wanted)
        if not chosen:
            raise NothingToExport("nothing of that is in the archive (yet)")
        records = await _records(connection, chosen)
    tree = Tree([leaf["hash"] for leaf in leaves])
    size = len(leaves)
    sizes = [note["size"] for note in notes if 0 < note["size"] <= size]
    told = [_told(leaf, tree.inclusion(leaf["leaf_index"], size)) for leaf in chosen]
    grown = {str(before): _hex(tree.consistency(before, size)) for before in sizes}
    return _zipped(
        {
            VERIFIER: files("audit.export").joinpath("stand_alone.py").read_bytes(),
            "checkpoint": notes[-1]["note"].encode(),
            "key": key.written().encode(),
            "leaves.json": json.dumps(told, ensure_ascii=False).encode(),
            "consistency.json": json.dumps(grown).encode(),
            **records,
        }
    )


def _chosen(leaves: Leaves, wanted: str | ExportedPeriod) -> Leaves:
    """The leaves of an order; of a period, those of every order that something happened to."""
    if isinstance(wanted, str):
        chosen = [leaf for leaf in leaves if leaf["order_number"] == wanted]
        closed = any(leaf["kind"] == HISTORY for leaf in chosen)
        return chosen if closed else []
    of_orders = [leaf for leaf in leaves if leaf["kind"] in OF_ORDERS]
    then = [leaf for leaf in of_orders if wanted.holds(json.loads(leaf["content"]))]
    orders = {leaf["order_number"] for leaf in then if leaf["order_number"]}
    homeless = {leaf["subject"] for leaf in then if not leaf["order_number"]}
    return [one for one in leaves if one["order_number"] in orders or one["subject"] in homeless]


async def _records(connection: AsyncConnection, chosen: Leaves) -> dict[str, bytes]:
    orders = sorted({leaf["order_number"] for leaf in chosen if leaf["order_number"]})
    homeless = [leaf["subject"] for leaf in chosen if not leaf["order_number"]]
    histories = await connection.execute(HISTORIES, {"orders": orders})
    asked = {"orders": orders, "homeless": homeless}
    commands = await connection.execute(COMMANDS, asked)
    kept = {f"histories/{row.run_id}.json": zlib.decompress(row.packed) for row in histories}
    given = {
        f"commands/{row['id']}.json": canonical_command(dict(row)) for row in commands.mappings()
    }
    return {**kept, **given}


def _told(leaf: Mapping[str, Any], proof: Iterable[bytes]) -> dict[str, Any]:
    return {"index": leaf["leaf_index"], "content": leaf["content"], "proof": _hex(proof)}


def _hex(hashes: Iterable[bytes]) -> list[str]:
    return [one.hex() for one in hashes]


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, MADE_AT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
