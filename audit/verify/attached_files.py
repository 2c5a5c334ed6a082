"""Every file that a fact names, held against its digest, which is over what is stored: whoever
verifies needs no key."""

from typing import Any, Final

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from audit.log.chain import Fault

ATTACHMENT: Final = "attachment"
NAMED: Final = text("""
SELECT fact.order_number, fact.body #>> '{content,attachment}' AS id,
       fact.body #>> '{content,digest}' AS digest, fact.body #>> '{content,form}' AS form,
       CAST(fact.body #>> '{content,size}' AS integer) AS size,
       fact.kind = 'FileAdded' AND EXISTS (
           SELECT FROM erasure WHERE erasure.order_number = fact.order_number) AS erased
  FROM fact WHERE fact.kind IN ('FileAdded', 'EvidenceAdded') ORDER BY 1, fact.seq
""")
KEPT: Final = text("""
SELECT form, size, encode(attachment.digest, 'hex') AS digest,
       (SELECT encode(sha256(string_agg(nonce || ciphertext, '' ORDER BY place)), 'hex')
          FROM attachment_piece AS piece
         WHERE piece.attachment = attachment.id AND part = 'kept') AS pieces
  FROM attachment WHERE id::text = :id AND order_number = :number
""")


async def examine_files(connection: AsyncConnection) -> list[Fault]:
    """Name every attached file that is gone, or of which a byte or what it is was changed.

    What lay under an erased caller's key is gone by law."""
    faults = list[Fault]()
    for fact in (await connection.execute(NAMED)).all():
        asked = {"id": fact.id, "number": fact.order_number}
        kept = (await connection.execute(KEPT, asked)).one_or_none()
        if wrong := _wrong(fact, kept):
            where = f"{fact.id} {wrong}"
            faults.append(Fault(order=fact.order_number, what=ATTACHMENT, where=where))
    return faults


def _wrong(fact: Row[Any], kept: Row[Any] | None) -> str:
    if kept is None:
        return "" if fact.erased else "is gone, and its fact is there"
    if kept.pieces != fact.digest:
        return "is not as its fact says: its bytes"
    told = (kept.form, kept.size, kept.digest)
    return "" if told == (fact.form, fact.size, fact.digest) else "is not as its fact says"
