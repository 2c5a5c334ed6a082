"""Photos and papers of an order: sent in over a bad line, attached by an act, shown like texts."""

import httpx
import pytest
from sqlalchemy import text

from audit.verify.attached_files import examine_files
from operations.virtual import VirtualHotline
from policies.attachments import attachment_law
from services.attachments.clearing import clear_forsaken
from store.vault.erasing import erase_caller
from tests.acting import NOBODY, named
from tests.api.files import (
    CALLERS,
    EVIDENCE,
    announced,
    attached,
    attaches,
    piece,
    seen,
    sent_in,
)
from tests.api.window import front_window, is_problem
from tests.hotline import opens
from tests.pictures import OWNER, PDF, photo

ORDINARY = {"demand": "路灯不亮", "name": "张三", "phone": "13800000000"}


async def an_order(hotline: VirtualHotline, **said: str) -> str:
    """An order that lies with the water company."""
    return (await (await opens(hotline, **{**ORDINARY, **said})).dispatched()).number


async def test_a_photo_is_sent_in_over_a_line_that_breaks_and_a_window_that_dies(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    order, content = await an_order(hotline), photo()
    begun = await announced(window, "water-officer", order, EVIDENCE, len(content), "one")
    again = await announced(window, "water-officer", order, EVIDENCE, len(content), "one")
    assert again.json() == begun.json()
    id = begun.json()["id"]
    half = len(content) // 2
    assert (await piece(window, "water-officer", id, 0, content[:half])).status_code == 200
    twice = await piece(window, "water-officer", id, 0, content[:half])
    assert (is_problem(twice, 409), twice.json()["offset"]) == ("other_offset", half)
    async with front_window(hotline, hotline.engines) as another:
        stands = await another.get(f"/attachments/{id}", headers=named("water-officer"))
        assert (stands.json()["offset"], "form" in stands.json()) == (half, False)
        done = await piece(another, "water-officer", id, half, content[half:])
    assert (done.json()["offset"], done.json()["form"]) == (len(content), "jpeg")
    more = await piece(window, "water-officer", id, len(content), b"x")
    assert is_problem(more, 409) == "other_offset"
    assert await seen(window, "water-officer", order) == []
    assert (await attaches(window, "water-officer", order, EVIDENCE, id)).status_code == 200
    assert await seen(window, "water-officer", order) == [id]


async def test_who_is_shown_the_words_is_shown_the_picture_and_nobody_else(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    """6.3: a demand that others read masked or redacted has no picture for them."""
    order = await an_order(hotline, district="east")
    photo_id = await attached(window, "seat-1", order, CALLERS)
    paper = await attached(window, "water-clerk", order, EVIDENCE, PDF)
    both = [photo_id, paper]
    assert await seen(window, "dispatcher-1", order) == both
    assert await seen(window, "water-officer", order) == both
    assert await seen(window, "supervisor-1", order) == [paper]
    assert await seen(window, "seat-1", order) == [photo_id]
    assert await seen(window, "monitor-1", order) == []
    for place in ("attachments", f"attachments/{paper}"):
        reply = await window.get(f"/orders/{order}/{place}", headers=named("transport-clerk"))
        assert is_problem(reply, 404) == "unknown_order"
    masked = await window.get(
        f"/orders/{order}/attachments/{photo_id}", headers=named("supervisor-1")
    )
    assert is_problem(masked, 404) == "unknown_attachment"


async def test_of_a_report_the_unit_sees_no_picture(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    order = await an_order(hotline, type="report")
    id = await attached(window, "seat-1", order, CALLERS)
    assert await seen(window, "water-clerk", order) == []
    assert await seen(window, "dispatcher-1", order) == [id]


async def test_what_leaves_is_kept_and_never_run_and_says_nothing_of_its_camera(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    order = await an_order(hotline)
    id = await sent_in(window, "water-officer", order, EVIDENCE)
    name = '现场"\r\nX-Evil: 1.html'
    bad = await attaches(window, "water-officer", order, EVIDENCE, id, name)
    assert is_problem(bad, 422) == "bad_paper"
    name = '现场".html'
    done = await attaches(window, "water-officer", order, EVIDENCE, id, name)
    assert done.status_code == 200, done.text
    place = f"/orders/{order}/attachments/{id}"
    for path in (place, f"{place}/thumbnail"):
        reply = await window.get(path, headers=named("water-clerk"))
        assert reply.status_code == 200, reply.text
        assert reply.headers["content-type"] == "image/jpeg"
        said = reply.headers["content-disposition"]
        assert said == "attachment; filename*=UTF-8''%E7%8E%B0%E5%9C%BA%22.html"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert reply.content.startswith(b"\xff\xd8\xff")
        assert OWNER.encode() not in reply.content
    [shown] = (
        await window.get(f"/orders/{order}/attachments", headers=named("water-clerk"))
    ).json()
    assert (shown["name"], shown["media_type"], shown["unit"]) == (name, "image/jpeg", "water")
    assert shown["has_thumbnail"]


async def test_a_file_is_reached_through_its_own_order_act_and_sender_only(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    order, other = await an_order(hotline), await an_order(hotline)
    id = await sent_in(window, "water-clerk", order, EVIDENCE, PDF)
    theirs = await window.get(f"/attachments/{id}", headers=named("water-officer"))
    assert is_problem(theirs, 404) == "unknown_attachment"
    assert is_problem(await piece(window, "water-officer", id, 0, b"x"), 404)
    for by, number in (("water-officer", order), ("water-clerk", other)):
        reply = await attaches(window, by, number, EVIDENCE, id)
        assert is_problem(reply, 409) == "nothing_sent_in"
    assert (await attaches(window, "water-clerk", order, EVIDENCE, id)).status_code == 200
    twice = await attaches(window, "water-clerk", order, EVIDENCE, id)
    assert is_problem(twice, 409) == "nothing_sent_in"
    elsewhere = f"/orders/{other}/attachments/{id}"
    reply = await window.get(elsewhere, headers=named("water-clerk"))
    assert is_problem(reply, 404) == "unknown_attachment"
    no_picture = f"/orders/{order}/attachments/{id}/thumbnail"
    reply = await window.get(no_picture, headers=named("water-clerk"))
    assert is_problem(reply, 404) == "unknown_attachment"


async def test_what_is_unfit_too_large_or_not_one_s_own_to_send_is_refused_and_nothing_stays(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    order, law = await an_order(hotline), attachment_law()
    script = b"<svg onload=alert(1)>"
    begun = await announced(window, "water-clerk", order, EVIDENCE, len(script))
    id = begun.json()["id"]
    unfit = await piece(window, "water-clerk", id, 0, script)
    assert (is_problem(unfit, 422), unfit.json()["about"]) == ("unfit_file", ["unknown_form"])
    gone = await window.get(f"/attachments/{id}", headers=named("water-clerk"))
    assert is_problem(gone, 404) == "unknown_attachment"
    large = await announced(window, "water-clerk", order, EVIDENCE, law.largest + 1)
    assert is_problem(large, 413) == "file_too_large"
    piece_too_large = await piece(window, "water-clerk", id, 0, bytes(512 * 1024 + 1))
    assert is_problem(piece_too_large, 413) == "too_large"
    closed = await announced(window, "dispatcher-1", order, EVIDENCE, 9)
    assert is_problem(closed, 403) == "role_may_not"
    unseen = await announced(window, "transport-clerk", order, EVIDENCE, 9)
    assert is_problem(unseen, 404) == "unknown_order"
    reused = await announced(window, "water-clerk", order, EVIDENCE, 9, "again")
    assert reused.status_code == 201
    other = await announced(window, "water-clerk", order, EVIDENCE, 10, "again")
    assert is_problem(other, 409) == "key_reused"
    stranger = await window.get(f"/orders/{order}/attachments", headers=NOBODY)
    assert stranger.status_code == 401


async def test_an_order_holds_so_much_and_no_more(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    order, law = await an_order(hotline), attachment_law()
    for _ in range(law.bytes_of_order // law.largest):
        reply = await announced(window, "water-clerk", order, EVIDENCE, law.largest)
        assert reply.status_code == 201, reply.text
    full = await announced(window, "water-clerk", order, EVIDENCE, law.largest)
    assert is_problem(full, 409) == "attachments_full"


async def test_with_the_caller_goes_the_caller_s_picture_and_the_evidence_stays(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    order = await an_order(hotline)
    photo_id = await attached(window, "seat-1", order, CALLERS)
    paper = await attached(window, "water-clerk", order, EVIDENCE, PDF)
    waiting = await announced(window, "seat-1", order, CALLERS, 9)
    async with hotline.engines.patient.begin() as connection:
        assert await erase_caller(connection, order)
        pieces = await connection.scalars(text("SELECT DISTINCT attachment FROM attachment_piece"))
        assert photo_id not in set(map(str, pieces))
        assert [fault for fault in await examine_files(connection) if fault.order == order] == []
    assert await seen(window, "dispatcher-1", order) == [paper]
    gone = await window.get(f"/orders/{order}/attachments/{photo_id}", headers=named("seat-1"))
    assert is_problem(gone, 404) == "unknown_attachment"
    assert is_problem(await piece(window, "seat-1", waiting.json()["id"], 0, b"x"), 404)
    late = await announced(window, "seat-1", order, CALLERS, 9)
    assert is_problem(late, 409) == "caller_erased"


SPOILT = (
    "UPDATE attachment_piece SET nonce = ciphertext WHERE attachment = :id",
    "UPDATE attachment_piece SET part = 'sent' WHERE attachment = :id AND part = 'kept'",
    "UPDATE attachment SET form = 'docx' WHERE id = :id",
    "UPDATE attachment SET size = size + 1 WHERE id = :id",
    "DELETE FROM attachment WHERE id = :id",
)


@pytest.mark.parametrize("spoilt", SPOILT)
async def test_whoever_changes_or_takes_away_a_file_is_named_by_the_audit(
    window: httpx.AsyncClient, hotline: VirtualHotline, spoilt: str
) -> None:
    order = await an_order(hotline)
    id = await attached(window, "water-clerk", order, EVIDENCE, PDF)
    async with hotline.engines.patient.connect() as connection:
        assert [fault for fault in await examine_files(connection) if fault.order == order] == []
        await connection.execute(text(spoilt), {"id": id})
        [fault] = [fault for fault in await examine_files(connection) if fault.order == order]
        assert (fault.what, fault.where.partition(" ")[0]) == ("attachment", id)
        await connection.rollback()


async def test_what_nobody_attached_in_a_day_is_thrown_away_and_nothing_else(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    order = await an_order(hotline)
    kept = await attached(window, "water-clerk", order, EVIDENCE, PDF)
    forsaken = await sent_in(window, "water-clerk", order, EVIDENCE, PDF)
    young = await sent_in(window, "water-clerk", order, EVIDENCE, PDF)
    earlier = text("UPDATE attachment SET begun_at = begun_at - :span WHERE id = ANY(:ids)")
    span = {"span": attachment_law().waits, "ids": [kept, forsaken]}
    async with hotline.engines.patient.begin() as connection:
        await connection.execute(earlier, span)
    assert await clear_forsaken(hotline.engines.patient) == 1
    assert await seen(window, "water-clerk", order) == [kept]
    gone = await window.get(f"/attachments/{forsaken}", headers=named("water-clerk"))
    assert is_problem(gone, 404) == "unknown_attachment"
    there = await window.get(f"/attachments/{young}", headers=named("water-clerk"))
    assert there.json()["form"] == "pdf"
