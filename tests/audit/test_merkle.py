"""The tree of RFC 9162: known roots, and proofs that hold for what is so and for nothing else."""

from itertools import product

import pytest

from audit.log.merkle import EMPTY, Frontier, Tree, consistent, included, leaf_hash, unpacked

CONTENTS = [
    bytes.fromhex(content)
    for content in (
        *("", "00", "10", "2021", "3031", "40414243"),
        *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The roots that the tests of Certificate Transparency publish for these leaves."""
LEAVES = [leaf_hash(bytes([number])) for number in range(40)]
OTHER = leaf_hash(b"other")


def test_the_published_roots_come_out_in_both_ways_of_counting() -> None:
    leaves, frontier = [leaf_hash(content) for content in CONTENTS], Frontier()
    assert frontier.root == Tree([]).root(0) == EMPTY
    for size, (leaf, root) in enumerate(zip(leaves, ROOTS, strict=True), start=1):
        frontier = frontier.with_leaf(leaf)
        assert frontier.root.hex() == Tree(leaves).root(size).hex() == root
        assert unpacked(size, frontier.packed()) == frontier


@pytest.mark.parametrize("size", range(1, len(LEAVES) + 1))
def test_every_leaf_is_proved_at_its_place_and_no_other_there(size: int) -> None:
    tree = Tree(LEAVES)
    for index in range(size):
        proof, root = tree.inclusion(index, size), tree.root(size)
        assert included(index, size, LEAVES[index], proof, root)
        assert not included(index, size, OTHER, proof, root)
        assert not included(index, size, LEAVES[index], [*proof, OTHER], root)
        assert not included(index, size, LEAVES[index], proof[:-1], root) or not proof
        assert not included((index + 1) % size, size, LEAVES[index], proof, root) or size == 1


def test_a_log_that_only_grew_is_proved_and_one_that_was_changed_is_not() -> None:
    tree, changed = Tree(LEAVES), Tree([OTHER, *LEAVES[1:]])
    for before, size in product(range(len(LEAVES) + 1), repeat=2):
        if before > size:
            continue
        proof, old = tree.consistency(before, size), tree.root(before)
        assert consistent(before, size, old, tree.root(size), proof)
        if before:
            forged = changed.consistency(before, size)
            assert not consistent(before, size, old, changed.root(size), forged)
            assert not consistent(before, size, old, tree.root(size), [*proof, OTHER])


def test_what_is_out_of_bounds_is_refused() -> None:
    tree = Tree(LEAVES)
    for index, size in ((5, 5), (-1, 5), (0, 41)):
        with pytest.raises(ValueError, match="no leaf"):
            tree.inclusion(index, size)
    with pytest.raises(ValueError, match="no tree"):
        tree.consistency(6, 5)
    with pytest.raises(ValueError, match="no frontier"):
        unpacked(3, b"x" * 32)
    assert not consistent(6, 5, EMPTY, EMPTY, [])
    assert not included(5, 5, OTHER, [], OTHER)
