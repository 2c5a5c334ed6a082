"""Why the knowledge base says no, in words for the person who asked."""

from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from api.problems import answer
from services.knowledge.entries import MayNot, NothingToLearn
from store.knowledge.citations import NotInForce
from store.knowledge.entries import (
    AlreadyWithdrawn,
    EndsBeforeItBegins,
    SecondPersonNeeded,
    UnknownEntry,
)

NOT_OF_THIS_ORDER: Final = {
    "order_not_closed": "the order is not closed yet · 工单尚未办结",
    "order_is_confidential": "a report, or an order under secrecy, is told to nobody"
    " · 举报件或保密工单不得入库",
    "order_has_no_answer": "the order holds no answer that can be read · 工单没有可入库的答复",
}
PLAIN: Final[dict[type[Exception], tuple[int, str, str]]] = {
    UnknownEntry: (
        404,
        "unknown_entry",
        "the knowledge base has no such entry or version · 知识库无此条目或版本",
    ),
    MayNot: (403, "role_may_not", "this role may not do this to the knowledge base · 角色无权操作"),
    SecondPersonNeeded: (
        409,
        "second_person_needed",
        "another person than the proposer must approve · 须由另一人审定",
    ),
    EndsBeforeItBegins: (
        422,
        "ends_before_it_begins",
        "the last day lies before the first · 截止日期早于生效日期",
    ),
    AlreadyWithdrawn: (409, "entry_withdrawn", "this version was withdrawn · 该版本已停用"),
}


async def _plain(_: Request, no: Exception) -> JSONResponse:
    return answer(*PLAIN[type(no)])


async def _nothing_to_learn(_: Request, no: Exception) -> JSONResponse:
    if not isinstance(no, NothingToLearn):
        raise no
    return answer(409, no.why, NOT_OF_THIS_ORDER[no.why])


async def _not_in_force(_: Request, no: Exception) -> JSONResponse:
    if not isinstance(no, NotInForce):
        raise no
    cited = f"{no.code} version {no.version}"
    now = f"version {no.in_force}" if no.in_force else "none 无"
    words = f"{cited} of the knowledge base is not in force; in force is {now} · 所引知识库条目无效"
    about = [no.code, str(no.version)]
    return answer(409, "knowledge_not_in_force", words, about=about, in_force=no.in_force)


def add_knowledge_problems(app: FastAPI) -> None:
    """Answer what the knowledge base refuses as a problem."""
    for kind in PLAIN:
        app.add_exception_handler(kind, _plain)
    app.add_exception_handler(NothingToLearn, _nothing_to_learn)
    app.add_exception_handler(NotInForce, _not_in_force)
