"""The verifier that goes with an export: it knows the standards, and needs nothing of ours."""

import hashlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.export import stand_alone
from audit.export.package import ExportedPeriod, NothingToExport, export
from audit.log import merkle
from audit.log.checkpoints import Signer
from operations.embedded import Services
from operations.virtual import VirtualHotline
from store.accounts.access_log import AccessEvent, AccessNote, note_access
from tests.audit.archives import SIGNER, say, sweep
from tests.audit.lives import dispatched, short_life
from tests.audit.packages import SCRIPT, changed, parts_of, verified
from tests.hotlines import open_hotline

RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
ANOTHER = Signer(bytes(32)).key.written()


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_the_signatures_of_rfc_8032_hold(key: str, message: str, signature: str) -> None:
    known = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
    assert stand_alone.signed(*known)
    assert not stand_alone.signed(known[0], known[1] + b"x", known[2])


def test_no_flipped_bit_of_a_signature_passes() -> None:
    private, chance = Ed25519PrivateKey.from_private_bytes(bytes(32)), Random(1)
    public = private.public_key().public_bytes_raw()
    for _ in range(40):
        message = chance.randbytes(50)
        signature = bytearray(private.sign(message))
        assert stand_alone.signed(public, message, bytes(signature))
        signature[chance.randrange(64)] ^= 1 << chance.randrange(8)
        assert not stand_alone.signed(public, message, bytes(signature))


def test_its_tree_is_ours() -> None:
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(20)]
    tree = merkle.Tree(leaves)
    for size in range(1, 21):
        root, proof = tree.root(size), tree.inclusion(size // 2, size)
        assert stand_alone.included(size // 2, size, leaves[size // 2], proof, root)
        assert not stand_alone.included(size // 2, size, leaves[size // 2], proof, leaves[0][::-1])
        for before in range(1, size + 1):
            grown, old = tree.consistency(before, size), tree.root(before)
            assert stand_alone.consistent(before, size, old, root, grown)
            assert not stand_alone.consistent(before, size, leaves[0][::-1], root, grown)


@pytest.fixture(scope="module")
async def hotline(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A hotline with two closed orders, swept one after the other with what happened at the door,
    and an open one."""
    async with open_hotline(services, tmp_path_factory.mktemp("export"), "export") as hotline:
        for _ in range(2):
            await short_life(hotline)
            async with hotline.engines.patient.begin() as connection:
                await note_access(connection, AccessNote(event=AccessEvent.REFUSED, by="seat-1"))
            await sweep(hotline, 1)
        await dispatched(hotline)
        yield hotline


@pytest.fixture(scope="module")
async def package(hotline: VirtualHotline) -> bytes:
    """The export of the order that closed first."""
    [first] = await say(hotline, "SELECT order_number FROM archive_leaf WHERE leaf_index = 0")
    return await export(hotline.engines.patient, SIGNER.key, first.order_number)


async def test_a_third_party_verifies_an_order(
    hotline: VirtualHotline, package: bytes, tmp_path: Path
) -> None:
    [old] = await say(hotline, "SELECT note FROM checkpoint ORDER BY size LIMIT 1")
    kept = tmp_path / "kept"
    kept.write_text(old.note)
    words = ("--key", SIGNER.key.written(), "--against", str(kept))
    assert parts_of(package)["verify.py"] == SCRIPT
    assert verified(package, tmp_path, *words) == (0, "all is proved\n")
    assert verified(package, tmp_path, "--key", ANOTHER)[0] == 1
    kept.write_text(SIGNER.sign(1, bytes(32), datetime.now(UTC)))
    assert "did not grow" in verified(package, tmp_path, *words)[1]
    assert verified(package[:-40], tmp_path)[0] == 2


def test_whatever_of_a_package_is_changed_is_named(package: bytes, tmp_path: Path) -> None:
    parts, chance = parts_of(package), Random(2)
    records = [name for name in parts if "/" in name]
    assert len(records) > 7
    for name in records:
        content = bytearray(parts[name])
        content[chance.randrange(len(content))] ^= 1
        for forged in (bytes(content), None):
            status, told = verified(changed(package, name, forged), tmp_path)
            assert (status, name in told) == (1, True)
    assert verified(changed(package, "commands/x.json", b"{}"), tmp_path)[0] == 1


def test_a_leaf_taken_out_with_its_command_is_missed(package: bytes, tmp_path: Path) -> None:
    leaves = json.loads(parts_of(package)["leaves.json"])
    second = next(leaf for leaf in leaves if json.loads(leaf["content"]).get("place") == 2)
    name = stand_alone.named(json.loads(second["content"]))
    less = json.dumps([leaf for leaf in leaves if leaf is not second]).encode()
    without = changed(changed(package, name, None), "leaves.json", less)
    status, told = verified(without, tmp_path)
    assert (status, "command 2 is missing" in told) == (1, True)


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this Python has no SM3")
def test_a_wrong_sm3_beside_a_right_sha256_is_named() -> None:
    record = b"{}"
    said = {"run": "r", "order": "o", "previous": "", "sha256": hashlib.sha256(record).hexdigest()}
    for sm3, faults in (
        (hashlib.new("sm3", record).hexdigest(), []),
        ("00" * 32, ["histories/r.json is not what was logged"]),
    ):
        content = json.dumps({**said, "sm3": sm3})
        note = SIGNER.sign(1, merkle.leaf_hash(content.encode()), datetime.now(UTC))
        leaves = json.dumps([{"index": 0, "content": content, "proof": []}]).encode()
        package = {"checkpoint": note.encode(), "leaves.json": leaves, "histories/r.json": record}
        assert stand_alone.faults_of(package, SIGNER.key.written()) == faults


async def test_a_period_holds_what_happened_in_it(hotline: VirtualHotline, tmp_path: Path) -> None:
    now, day = datetime.now(UTC), timedelta(days=1)
    engine, key = hotline.engines.patient, SIGNER.key
    package = await export(engine, key, ExportedPeriod(begin=now - day, end=now + day))
    assert sum(name.startswith("histories/") for name in parts_of(package)) == 2
    assert verified(package, tmp_path)[0] == 0
    with pytest.raises(NothingToExport):
        await export(engine, key, ExportedPeriod(begin=now - 9 * day, end=now - 8 * day))


async def test_an_open_order_is_not_packed(hotline: VirtualHotline) -> None:
    with pytest.raises(NothingToExport):
        await export(hotline.engines.patient, SIGNER.key, await dispatched(hotline))
