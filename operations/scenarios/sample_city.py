"""The sample city's day: invented demands, and how far each of them has come."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

Fields = dict[str, Any]
DISTRICTS: Final = ("east", "west")
DEMANDS: Final = (
    ("water", "help", "自来水浑浊", "早上开始自来水发黄,请派人检查水质。"),
    ("transport", "complaint", "公交车甩站", "公交车到站未停,希望加强管理。"),
    ("housing", "help", "屋顶漏水", "顶楼住户,雨天屋顶渗水,物业一直没有维修。"),
    ("city-management", "complaint", "占道经营", "人行道长期被摊位占用,行人只能走机动车道。"),
    ("environment", "report", "夜间偷排", "河边夜里有刺鼻气味,怀疑有人排放污水。"),
    ("market", "complaint", "预付卡不退款", "健身房关门,预付卡余额无法退还。"),
    ("water", "help", "井盖破损", "路口井盖破损,有安全隐患。"),
    ("transport", "suggestion", "增设候车亭", "建议在新小区门口增设公交候车亭。"),
    ("housing", "help", "电梯故障", "电梯一周内停运三次,老人出行困难。"),
    ("city-management", "help", "路灯不亮", "整条街路灯不亮,夜间出行不便。"),
    ("environment", "complaint", "施工噪声", "工地凌晨仍在施工,影响休息。"),
    ("market", "consult", "营业执照变更", "个体户变更经营范围需要哪些材料?"),
)
CATEGORIES: Final = {
    "water": "water-supply",
    "transport": "public-transport",
    "housing": "housing-repair",
    "city-management": "street-order",
    "environment": "pollution",
    "market": "consumer-rights",
}
"""What each unit's demands are about, as the sample city's dispatch catalogue words it."""
SEAT, DISPATCHER, REVIEWER, CALLBACK = "seat-1", "dispatcher-1", "reviewer-1", "callback-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One paper: who hands it in; {unit} and {district} in words stand for the demand's own."""

    command: str
    person: str
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One demand of the sample city with everything that has been done about it."""

    place: int
    registration: Fields
    steps: tuple[Step, ...]


def _step(command: str, person: str, **fields: Any) -> Step:
    return Step(command=command, person=person, fields=fields)


TAKEN_IN: Final = (_step("accept_for_dispatch", SEAT),)
DISPATCHED: Final = (*TAKEN_IN, _step("dispatch", DISPATCHER, unit="{unit}", rule="D-{unit}"))
ACCEPTED: Final = (*DISPATCHED, _step("accept", "{unit}-clerk"))
CONTACTED: Final = (*ACCEPTED, _step("contact", "{unit}-clerk", note="已电话联系,约定上门时间。"))
RESULT: Final = _step(
    "submit_result",
    "{unit}-clerk",
    result_kind="solved",
    solution="已派人处理,现场恢复正常。",
    evidence="现场照片两张。",
)
HANDED_IN: Final = (*ACCEPTED, RESULT)
REVIEWED: Final = (*HANDED_IN, _step("pass_review", REVIEWER))
CONTENT: Final = _step(
    "record_callback", CALLBACK, answered=True, contacted=True, solved=True, satisfied=1
)
NOT_CONTENT: Final = _step(
    "record_callback", CALLBACK, answered=True, contacted=True, solved=False, satisfied=4
)
RETURN_ASKED: Final = _step(
    "request_return",
    "{unit}-clerk",
    proposed_unit="city-management",
    reason="不属于本单位职责。",
    basis="单位职责清单。",
)
MORE_TIME: Final = _step(
    "request_extension", "{unit}-clerk", length="2 WD", signed_by="head", reason="配件需要采购。"
)
SUPERVISED: Final = _step(
    "raise_supervision", "supervisor-1", level="L2", trigger="leader_note", reason="领导批示。"
)
ANSWER: Final = _step("answer", SEAT, kb_entry="kb-1", answer="请携带材料到政务服务大厅办理。")
TO_THE_COURT: Final = _step(
    "refuse",
    SEAT,
    disposition="MUST_USE_PROCEDURE",
    reason="属于民事纠纷,应当通过诉讼解决。",
    route="可向人民法院起诉。",
)
ON_THE_SCENE: Final = (*CONTACTED, _step("arrive", "{unit}-clerk"))
IN_SAFETY: Final = (*ON_THE_SCENE, _step("protect", "{unit}-clerk", evidence="已设置围挡。"))
HELP: Final[Fields] = {"type": "help"}
EMERGENCY: Final[Fields] = {
    "type": "help",
    "urgency": "emergency",
    "territory": "{district}-government",
    "place_bound": True,
}
CONSULT: Final[Fields] = {"type": "consult"}
JOURNEYS: Final[tuple[tuple[int, Fields, tuple[Step, ...]], ...]] = (
    (18, CONSULT, (ANSWER,)),
    (3, HELP, (*REVIEWED, CONTENT)),
    (2, HELP, (TO_THE_COURT,)),
    (2, HELP, (_step("transfer_out", SEAT, target="119", warm=True),)),
    (2, HELP, (_step("withdraw", SEAT, reason="问题已自行解决。"),)),
    (5, {}, ()),
    (6, {}, TAKEN_IN),
    (6, {}, DISPATCHED),
    (2, {}, (*DISPATCHED, RETURN_ASKED)),
    (4, {}, ACCEPTED),
    (2, {}, (*CONTACTED, _step("urge", "caller"))),
    (2, HELP, (*ACCEPTED, MORE_TIME)),
    (2, HELP, (*ACCEPTED, SUPERVISED)),
    (2, HELP, HANDED_IN),
    (2, HELP, REVIEWED),
    (2, HELP, (*REVIEWED, NOT_CONTENT)),
    (2, EMERGENCY, CONTACTED),
    (1, EMERGENCY, ON_THE_SCENE),
    (2, EMERGENCY, IN_SAFETY),
)
"""How many demands there are of each kind, and what has been done about them."""


def demands() -> Iterator[Demand]:
    """Every demand of the sample city; the same ones each time."""
    place = 0
    for often, fixed, steps in JOURNEYS:
        for _ in range(often):
            unit, type, subject, words = DEMANDS[place % len(DEMANDS)]
            district = DISTRICTS[place // 2 % len(DISTRICTS)]
            own = {"unit": unit, "district": district}
            registration = {
                "type": type,
                "district": district,
                "category": CATEGORIES[unit],
                "name": "示例诉求人",
                "phone": f"000-{place:04d}",
                "place": f"示例路 {place + 1} 号",
                "subject": subject,
                "demand": words,
                **fixed,
            }
            yield Demand(
                place=place,
                registration=_filled(registration, own),
                steps=tuple(_own(step, own) for step in steps),
            )
            place += 1


def _own(step: Step, own: dict[str, str]) -> Step:
    return Step(
        command=step.command,
        person=step.person.format_map(own),
        fields=_filled(step.fields, own),
    )


def _filled(fields: Fields, own: dict[str, str]) -> Fields:
    return {
        name: value.format_map(own) if isinstance(value, str) else value
        for name, value in fields.items()
    }
