"""The national algorithms (国密): known answers of the standards, and a second opinion."""

from random import Random

import gmalg
import pytest

from audit.log.national import NationalKey, SoftwareSigner, UnusableKey, new_secret, sm3
from audit.log.sm2_curve import ORDER, first_of_sum
from tests.thorough import times

GM_T_0004 = [
    (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
]
SECRET = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
POINT = (
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
SIGNATURE = (
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
"""GM/T 0003.5, appendix A: the message is "message digest", the user 1234567812345678."""
MESSAGE = b"message digest"
USER = b"1234567812345678"
CHECKS = times(20, thorough=200)
BITS = 8


@pytest.mark.parametrize(("content", "hashed"), GM_T_0004)
def test_sm3_answers_as_gm_t_0004_says(content: bytes, hashed: str) -> None:
    assert sm3(content).hex() == hashed


def test_sm2_answers_as_gm_t_0003_says() -> None:
    key = NationalKey(point=bytes.fromhex(POINT))
    assert SoftwareSigner(bytes.fromhex(SECRET)).key == key
    assert key.signed(MESSAGE, bytes.fromhex(SIGNATURE))
    assert not key.signed(MESSAGE + b"s", bytes.fromhex(SIGNATURE))


def test_sm3_is_the_same_in_two_libraries() -> None:
    chance = Random(3)
    for _ in range(CHECKS):
        content = chance.randbytes(chance.randrange(300))
        other = gmalg.SM3()
        other.update(content)
        assert sm3(content) == other.value()


def test_each_of_two_libraries_believes_what_the_other_signs() -> None:
    chance = Random(4)
    for _ in range(CHECKS // 2):
        secret, message = new_secret(), chance.randbytes(chance.randrange(300))
        ours = SoftwareSigner(secret)
        theirs = gmalg.SM2(secret, USER, b"\x04" + ours.key.point)
        r, s = theirs.sign(message)
        assert ours.key.signed(message, r.rjust(32, b"\0") + s.rjust(32, b"\0"))
        signature = ours.sign(message)
        assert ours.key.signed(message, signature)
        assert theirs.verify(message, signature[:32], signature[32:])


def test_no_flipped_bit_of_a_signature_passes() -> None:
    key, chance = NationalKey(point=bytes.fromhex(POINT)), Random(5)
    for place in chance.sample(range(len(SIGNATURE) // 2 * BITS), 40):
        signature = bytearray.fromhex(SIGNATURE)
        signature[place // BITS] ^= 1 << place % BITS
        assert not key.signed(MESSAGE, bytes(signature))


def test_numbers_outside_the_order_are_no_signature() -> None:
    key = NationalKey(point=bytes.fromhex(POINT))
    r = bytes.fromhex(SIGNATURE)[:32]
    for wrong in (0, ORDER, 2**256 - 1):
        assert not key.signed(MESSAGE, r + wrong.to_bytes(32))
        assert not key.signed(MESSAGE, wrong.to_bytes(32) + r)
    assert not key.signed(MESSAGE, bytes.fromhex(SIGNATURE)[:-1])


@pytest.mark.parametrize("secret", [1, 2, ORDER - 2])
def test_keys_beside_the_generator_sign_too(secret: int) -> None:
    signer = SoftwareSigner(secret.to_bytes(32))
    signature = signer.sign(MESSAGE)
    assert signer.key.signed(MESSAGE, signature)
    assert not signer.key.signed(MESSAGE + b"s", signature)


def test_a_signature_that_arrives_at_infinity_is_none() -> None:
    key, both = NationalKey(point=bytes.fromhex(POINT)), 7
    s = -both * int(SECRET, 16) % ORDER
    r = (both - s) % ORDER
    assert first_of_sum(s, both, key.point) is None
    assert not key.signed(MESSAGE, r.to_bytes(32) + s.to_bytes(32))


def test_a_key_is_read_as_it_is_written() -> None:
    key = NationalKey(point=bytes.fromhex(POINT))
    line = key.note.written()
    assert NationalKey.read(line) == key
    for wrong in (line[:-1], line.replace("paidan-sm2", "paidan"), line + "=", ""):
        with pytest.raises(UnusableKey, match="no SM2 public key"):
            NationalKey.read(wrong)


@pytest.mark.parametrize("secret", [0, ORDER - 1, ORDER])
def test_a_number_that_is_no_private_key_is_refused(secret: int) -> None:
    with pytest.raises(UnusableKey, match="below the order"):
        SoftwareSigner(secret.to_bytes(32))


def test_a_point_off_the_curve_is_refused() -> None:
    with pytest.raises(UnusableKey, match="no SM2 public key"):
        NationalKey(point=bytes.fromhex(POINT)[:-1] + b"\x14")
