"""Verify an exported package of a hotline's records; needs Python 3 and nothing else.

    python verify.py [PACKAGE.zip] [--key KEY] [--against CHECKPOINT]

KEY is the log's public key as you got it from the hotline, not from the package; CHECKPOINT is one
that you kept earlier and of which the package proves that the log only grew since. Exit status: 0
all is proved, 1 something is not, 2 the package cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

Point = tuple[int, int, int, int]
P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
SIGNATURE, KEY, KEY_ID = 64, 32, 4
SM3 = {"sm3"} & hashlib.algorithms_available
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def add(one: Point, other: Point) -> Point:
    """Add two points of the curve in extended coordinates (RFC 8032, 5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    """Multiply a point by a number."""
    product = (0, 1, 1, 0)
    while number:
        if number & 1:
            product = add(product, point)
        point, number = add(point, point), number >> 1
    return product


def same(one: Point, other: Point) -> bool:
    """Whether two points are the same."""
    x = one[0] * other[2] - other[0] * one[2]
    y = one[1] * other[2] - other[1] * one[2]
    return x % P == 0 == y % P


def point_of(written: bytes) -> Point | None:
    """Read a point, None if there is none (RFC 8032, 5.1.3)."""
    y = int.from_bytes(written, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
BASE_Y = 46316835694926478169428394003475163141307993866256225615783033603165251855960
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature over a message is by this key (RFC 8032, 5.1.7)."""
    if len(signature) != SIGNATURE or len(key) != KEY:
        return False
    public, commitment = point_of(key), point_of(signature[:32])
    number = int.from_bytes(signature[32:], "little")
    if public is None or commitment is None or number >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    return same(times(number, BASE), add(commitment, times(challenge, public)))


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def leaf_of(content: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + content).digest()


def included(index: int, size: int, leaf: bytes, proof: list[bytes], root: bytes) -> bool:
    """Whether a leaf stands at its place under a root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def opened(note: str, key: str) -> tuple[int, bytes]:
    """Read a checkpoint's size and root; raises ValueError if this key did not sign it."""
    name, key_id, written = key.strip().split("+", 2)
    public = base64.b64decode(written, validate=True)
    ours = hashlib.sha256(name.encode() + b"\n" + public).digest()[:KEY_ID]
    text, _, signature_lines = note.rpartition("\n\n")
    text += "\n"
    dash, signer, given = signature_lines.split("\n")[0].split()
    signature = base64.b64decode(given, validate=True)
    ours_it_is = (dash, signer, key_id) == ("\u2014", name, ours.hex())
    if not ours_it_is or signature[:KEY_ID] != ours or public[:1] != b"\x01":
        raise ValueError("the checkpoint is by another key")
    if not signed(public[1:], text.encode(), signature[KEY_ID:]):
        raise ValueError("the checkpoint's signature does not hold")
    lines = text.split("\n")
    if lines[0] != name:
        raise ValueError("the checkpoint is of another log")
    return int(lines[1]), base64.b64decode(lines[2], validate=True)


def named(said: dict[str, Any]) -> str:
    """The file that a leaf is about."""
    return f"histories/{said['run']}.json" if "run" in said else f"commands/{said['command']}.json"


def consistent(before: int, size: int, old_root: bytes, root: bytes, proof: list[bytes]) -> bool:
    """Whether a log only grew from an earlier one (RFC 9162, 2.1.4.2)."""
    if before == size:
        return not proof and old_root == root
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
            old, new = node(step, old), node(step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def grown(package: dict[str, bytes], key: str, kept: str) -> list[str]:
    """Every fault between a checkpoint that was kept and the package's own."""
    before, old_root = opened(kept, key)
    size, root = opened(package["checkpoint"].decode(), key)
    proofs = json.loads(package["consistency.json"])
    proof = [bytes.fromhex(step) for step in proofs.get(str(before), [])]
    if consistent(before, size, old_root, root, proof):
        return []
    return ["the log did not grow out of the checkpoint that you kept"]


def faults_of(package: dict[str, bytes], key: str) -> list[str]:
    """Every fault of the package, in words."""
    size, root = opened(package["checkpoint"].decode(), key)
    about: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    for leaf in json.loads(package["leaves.json"]):
        content, proof = leaf["content"], [bytes.fromhex(step) for step in leaf["proof"]]
        if not included(leaf["index"], size, leaf_of(content.encode()), proof, root):
            faults.append(f"leaf {leaf['index']} does not stand in the log")
        said = json.loads(content)
        name, kinds = named(said), {"sha256", *(SM3 & said.keys())}
        about[name] = said
        if name not in package:
            faults.append(f"{name} is missing")
        elif any(hashlib.new(kind, package[name]).hexdigest() != said[kind] for kind in kinds):
            faults.append(f"{name} is not what was logged")
    faults += [f"{name} has no leaf" for name in package if "/" in name and name not in about]
    return faults + list(gaps(list(about.values())))


def gaps(leaves: list[dict[str, Any]]) -> Iterator[str]:
    """Which runs and commands of the orders are not there."""
    runs = {leaf["run"]: leaf for leaf in leaves if "run" in leaf}
    for leaf in runs.values():
        if leaf["previous"] and leaf["previous"] not in runs:
            yield f"order {leaf['order']}: the run before {leaf['run']} is missing"
    places: dict[str, set[int]] = {}
    for leaf in leaves:
        if leaf.get("place"):
            places.setdefault(leaf["order"], set()).add(leaf["place"])
    for order, found in places.items():
        for place in sorted(set(range(1, max(found) + 1)) - found):
            yield f"order {order}: its command {place} is missing"


def verdict(words: list[str]) -> int:
    """Read the command line, verify, and say what was found; the exit status."""
    asked = argparse.ArgumentParser(description="Verify an exported package of records.")
    asked.add_argument("package", nargs="?", default=sys.argv[0], help="the package, a .zip")
    asked.add_argument("--key", help="the log's public key, as the hotline gave it to you")
    asked.add_argument("--against", help="a checkpoint that you kept")
    given = asked.parse_args(words)
    try:
        with zipfile.ZipFile(given.package) as packed:
            package = {name: packed.read(name) for name in packed.namelist()}
        key = given.key or package["key"].decode()
        faults = faults_of(package, key)
        if given.against:
            with open(given.against, encoding="utf-8") as kept:
                faults += grown(package, key, kept.read())
    except ValueError as wrong:
        return say([f"not proved: {wrong}"], 1)
    except (OSError, LookupError, TypeError, AttributeError, *DAMAGED) as unreadable:
        return say([f"the package cannot be read: {unreadable}"], 2)
    if b"\nnational " in package["checkpoint"]:
        print("the SM2 signature was not looked at: the hotline's own verification checks it")
    if not given.key:
        print("checked by the key in the package: compare it with the one you were given")
    return say([*faults, f"{len(faults)} fault(s)"], 1) if faults else say(["all is proved"], 0)


def say(lines: list[str], status: int) -> int:
    """Print lines, and pass the status on."""
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(verdict(sys.argv[1:]))
