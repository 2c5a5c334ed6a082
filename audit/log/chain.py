"""The log held against its checkpoints: counted again from the first leaf to the last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from audit.log.checkpoints import Checkpoint, ForgedCheckpoint, LogKey, digest
from audit.log.merkle import Frontier, leaf_hash

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it was, or never was as it should be."""

    order: str
    """Empty where no single order is concerned."""
    what: str
    where: str


@dataclass(slots=True, kw_only=True)
class Chain:
    """The tree as the leaves make it, and the checkpoints that must agree with it."""

    key: LogKey
    checkpoints: Sequence[Row]
    against: Checkpoint | None = None
    """What a third party kept."""
    faults: list[Fault] = field(default_factory=list[Fault])
    frontier: Frontier = field(default_factory=Frontier)
    _previous: str = ""
    _next: int = 0
    _against_met: bool = False

    def begin(self) -> None:
        """Look at what is signed over no leaf at all."""
        self._meet()

    def take(self, leaf: Row) -> None:
        """Count one leaf: at its place, with its own hash."""
        place, hash = self.frontier.size, leaf_hash(leaf["content"].encode())
        if leaf["leaf_index"] != place:
            self._say(leaf, f"leaf {leaf['leaf_index']} stands at place {place}")
        if leaf["hash"] != hash:
            self._say(leaf, f"leaf {leaf['leaf_index']}: its content has another hash")
        self.frontier = self.frontier.with_leaf(hash)
        self._meet()

    def end(self) -> None:
        """Look at what no leaf reaches, and what no checkpoint covers."""
        size = self.frontier.size
        for row in self.checkpoints[self._next :]:
            self._wrong(row["size"], f"is over more leaves than the {size} that are there")
        covered = max((row["size"] for row in self.checkpoints), default=0)
        if covered < size:
            self._say({}, f"leaves {covered} to {size - 1} are under no checkpoint")
        if self.against is not None and not self._against_met:
            self._wrong(self.against.size, f"was kept elsewhere; only {size} leaves are left")

    def _meet(self) -> None:
        """Check every checkpoint over as many leaves as were counted now."""
        size = self.frontier.size
        while self._next < len(self.checkpoints) and self.checkpoints[self._next]["size"] <= size:
            row = self.checkpoints[self._next]
            self._next += 1
            for wrong in self._wrongs(row):
                self._wrong(row["size"], wrong)
            self._previous = row["note"]
        if self.against is not None and self.against.size == size:
            self._against_met = True
            if self.against.root != self.frontier.root:
                self._wrong(size, "was kept elsewhere and is over other leaves")

    def _wrongs(self, row: Row) -> Iterator[str]:
        try:
            signed = self.key.opened(row["note"])
        except ForgedCheckpoint as forged:
            yield str(forged)
            return
        if signed.origin != self.key.name:
            yield f"is of another log, {signed.origin}"
        if (row["size"], row["root"], row["signed_at"]) != (
            signed.size,
            signed.root,
            signed.signed_at,
        ):
            yield "its row is not what was signed"
        if (signed.size, signed.root) != (self.frontier.size, self.frontier.root):
            yield "is over other leaves than those that are there"
        if row["frontier"] != self.frontier.packed():
            yield "keeps other subtrees than the leaves make"
        if signed.previous != (digest(self._previous) if self._previous else b""):
            yield "does not follow the one before it"

    def _wrong(self, size: int, wrong: str) -> None:
        self.faults.append(Fault(order="", what="checkpoint", where=f"{size}: {wrong}"))

    def _say(self, leaf: Row, where: str) -> None:
        order = leaf.get("order_number") or ""
        self.faults.append(Fault(order=order, what="leaf", where=where))
