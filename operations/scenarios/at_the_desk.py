"""Lives that end at the hotline's own desk (坐席): answered, refused, transferred, withdrawn."""

from domain.chapters.closing.commands import PassReview, Withdraw
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Refuse, Register, TransferOut
from domain.vocabulary import ItemType
from operations.scenarios.case import Case
from operations.scenarios.steps import help_wanted, registered


async def answered_at_once(case: Case) -> None:
    """A question that the seat answers from the knowledge base."""
    await registered(case, Register(type=ItemType.CONSULT))
    await case.acts("seat-1", Answer(kb_entry=f"kb-{case.unit}"), answer="办理时间为工作日。")


async def refused_with_route(case: Case) -> None:
    """A matter for the courts; without naming the lawful route it may not be refused."""
    await registered(case, Register(type=ItemType.COMPLAINT))
    refusal = Refuse(disposition="MUST_USE_PROCEDURE")
    await case.is_refused("seat-1", refusal, "text_missing", reason="应当通过诉讼解决。")
    await case.acts("seat-1", refusal, reason="应当通过诉讼解决。", route="向人民法院起诉。")


async def transferred(case: Case) -> None:
    """A call that belongs to another line is put through."""
    await registered(case, help_wanted())
    await case.acts("seat-1", TransferOut(target="119", warm=True), reason="火警。")


async def withdrawn(case: Case) -> None:
    """The caller takes the demand back; afterwards nothing can be done with it."""
    await registered(case, help_wanted())
    await case.acts("seat-1", AcceptForDispatch())
    await case.acts("seat-1", Withdraw(), reason="问题已自行解决。")
    if case.place % 4 == 0:
        await case.is_refused("reviewer-1", PassReview(), "order_is_over")
