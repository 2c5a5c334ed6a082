"""A Merkle tree as RFC 9162 hashes it: a leaf behind 0x00, a node behind 0x01, both SHA-256."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from domain.values.quick_constructor import quick_constructor

LEAF: Final = b"\x00"
NODE: Final = b"\x01"
EMPTY: Final = sha256(b"").digest()
HASH_BYTES: Final = 32


def leaf_hash(content: bytes) -> bytes:
    """The hash under which a leaf's content stands in the tree."""
    return sha256(LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees that stand side by side."""
    return sha256(NODE + left + right).digest()


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """What must be kept of a tree so that it can grow: its full subtrees, the largest first."""

    size: int = 0
    subtrees: tuple[bytes, ...] = ()

    def with_leaf(self, leaf: bytes) -> "Frontier":
        """The tree with one more leaf hash at its end."""
        subtrees, merged = list(self.subtrees), leaf
        for _ in range(_trailing_ones(self.size)):
            merged = node_hash(subtrees.pop(), merged)
        return Frontier(size=self.size + 1, subtrees=(*subtrees, merged))

    @property
    def root(self) -> bytes:
        """The hash that stands for all leaves."""
        if not self.subtrees:
            return EMPTY
        *before, root = self.subtrees
        for subtree in reversed(before):
            root = node_hash(subtree, root)
        return root

    def packed(self) -> bytes:
        """The subtrees as one string of bytes."""
        return b"".join(self.subtrees)


def unpacked(size: int, packed: bytes) -> Frontier:
    """Read a packed frontier; raises ValueError if it cannot belong to a tree of this size."""
    if size < 0 or len(packed) != size.bit_count() * HASH_BYTES:
        raise ValueError(f"no frontier of {size} leaves")
    pieces = range(0, len(packed), HASH_BYTES)
    return Frontier(size=size, subtrees=tuple(packed[at : at + HASH_BYTES] for at in pieces))


class Tree:
    """All leaf hashes of a log, to draw proofs from."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves
        self._known: dict[tuple[int, int], bytes] = {}

    def root(self, size: int) -> bytes:
        """The root over the first leaves."""
        return self._over(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Prove that a leaf stands among the first `size` ones (RFC 9162, 2.1.3.1)."""
        if not 0 <= index < size <= len(self._leaves):
            raise ValueError(f"no leaf {index} among {size}")
        return self._path(index, 0, size)

    def consistency(self, before: int, size: int) -> list[bytes]:
        """Prove that the first leaves are those of an earlier tree (RFC 9162, 2.1.4.1)."""
        if not 0 <= before <= size <= len(self._leaves):
            raise ValueError(f"no tree of {before} leaves within {size}")
        if before in (0, size):
            return []
        return self._subproof(before, 0, size, whole=True)

    def _over(self, start: int, end: int) -> bytes:
        if end - start == 1:
            return self._leaves[start]
        if (start, end) not in self._known:
            middle = start + _split(end - start)
            joined = node_hash(self._over(start, middle), self._over(middle, end))
            self._known[start, end] = joined
        return self._known[start, end]

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._over(middle, end)]
        return [*self._path(index, middle, end), self._over(start, middle)]

    def _subproof(self, before: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        if before == end:
            return [] if whole else [self._over(start, end)]
        middle = start + _split(end - start)
        if before <= middle:
            inner = self._subproof(before, start, middle, whole=whole)
            return [*inner, self._over(middle, end)]
        inner = self._subproof(before, middle, end, whole=False)
        return [*inner, self._over(start, middle)]


def included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows a leaf hash at its place under a root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def consistent(
    before: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether a proof shows that a tree only grew from an earlier one (RFC 9162, 2.1.4.2)."""
    if before == size or before == 0:
        return not proof and old_root == (root if before else EMPTY)
    if not 0 < before < size or not proof:
        return False
    steps = [old_root, *proof] if before & (before - 1) == 0 else list(proof)
    place, last = before - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def _trailing_ones(number: int) -> int:
    return ((number + 1) & ~number).bit_length() - 1
