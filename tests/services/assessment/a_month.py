"""A month of an invented city, lived through the core: orders for a bulletin to tell of."""

from collections.abc import Iterator
from datetime import date

from domain.assessment import Assessment, Period, assess
from domain.bulletin import Bulletin, Material, Names, draw_up
from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.closing.commands import PassReview, Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import Accept, RequestReturn
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import NoteRepeat
from domain.vocabulary import Level, ResultKind, State, Trigger
from tests.domain.case import CITY, Case
from tests.services.assessment.assessed import MARCH, card_of, laid_out
from texts import zh

FEBRUARY = Period.of(date(2026, 2, 1), date(2026, 3, 1), CITY)
NAMES = Names(
    say=zh,
    units={
        "water": "市水务局",
        "transport": "市交通运输局",
        "housing": "市住房和城乡建设局",
        "city-management": "市城市管理局",
        "environment": "市生态环境局",
        "market": "市市场监督管理局",
    },
    districts={"east": "东城区", "west": "西城区"},
    categories={
        "water-supply": "供水、排水、水质、井盖",
        "public-transport": "公交、出租汽车、候车设施",
        "housing-repair": "房屋维修、物业、电梯",
        "street-order": "占道经营、市容环境卫生",
        "pollution": "噪声、扬尘、污水",
        "consumer-rights": "消费维权、价格",
    },
)
UNITS = tuple(NAMES.units)
CATEGORIES = tuple(NAMES.categories)
DISTRICTS = tuple(NAMES.districts)
CHANNELS = ("phone", "phone", "phone", "wechat", "web", "app")
FOUND = ("findings", "handling_of_responsible", "handling_of_matter", "legal_basis")
RESULTS = {
    "help": (ResultKind.SOLVED, ("solution", "evidence")),
    "complaint": (ResultKind.SUBSTANTIATED, FOUND),
    "consult": (ResultKind.ANSWERED, ("answer", "answer_source")),
    "report": (ResultKind.SUBSTANTIATED, FOUND),
    "suggestion": (ResultKind.DONE_ALREADY, ("done",)),
}
TYPES = ("help", "help", "help", *RESULTS)
AGAIN = NoteRepeat(later="later", new_facts=False)
UNHAPPY = 4
WATCHED = RaiseSupervision(level=Level.L3, trigger=Trigger.UNRESOLVED, authority="city-office")


def material(*cases: Case, before: tuple[Case, ...] = (), names: Names = NAMES) -> Material:
    """What a bulletin on March is drawn up from."""
    return Material(
        found=assessed(MARCH, cases),
        before=assessed(FEBRUARY, before),
        cards={card.number: card for card in map(card_of, (*cases, *before))},
        unit=None,
        names=names,
        zone=CITY,
        rules="全国缺省规则 national-default",
    )


def assessed(period: Period, cases: tuple[Case, ...]) -> Assessment:
    """The assessment of these cases."""
    return assess([card_of(case) for case in cases], period)


def bulletin(*cases: Case, before: tuple[Case, ...] = (), names: Names = NAMES) -> Bulletin:
    """The bulletin on these cases for March, as it is laid out with its rules."""
    told = draw_up(material(*cases, before=before, names=names))
    laid_out(told)
    return told


def a_month(orders: int, month: int = 3) -> tuple[Case, ...]:
    """So many orders of a month, their fates taking turns."""
    return tuple(_lives(orders, month))


def _lives(orders: int, month: int) -> Iterator[Case]:
    for place in range(orders):
        day = 1 + (place * 7 + place // 9) % 27
        number = f"2026{month:02d}{day:02d}-{place:06d}"
        case = Case(at=f"{month:02d}-{day:02d} {9 + place % 8:02d}:00", number=number)
        yield _fate(_begun(case, place), place).at(f"{month + 1:02d}-02 00:00")


def _begun(case: Case, place: int) -> Case:
    which = place % 5 if place % 3 else place // 3 % len(UNITS)
    return case.dispatched(
        UNITS[which],
        TYPES[place % len(TYPES)],
        district=DISTRICTS[place % 2],
        category=CATEGORIES[which] if place % 11 else "",
        channel=CHANNELS[place % len(CHANNELS)],
    )


def _fate(case: Case, place: int) -> Case:
    match place % 17:
        case 0:
            return case
        case 1:
            return _answered(case.after(days=9), 4)
        case 2:
            return _redone(case)
        case 3:
            away = RequestReturn(proposed_unit="market")
            return case.by("unit_clerk").does(away, "reason", "basis")
        case 4 if place % 4 == 0:
            return _excluded(_answered(case, 3))
        case 5:
            return _answered(case, 1).after(days=1).by("system").does(AGAIN)
        case 6:
            return case.by("unit_clerk").does(Accept()).by("supervisor").does(WATCHED)
        case _:
            return _answered(case.after(hours=place % 30), 1 + place % 3)


def _reported(case: Case) -> Case:
    kind, texts = RESULTS[case.order.item_type]
    result = SubmitResult(result_kind=kind, **case.told)
    return case.by("unit_clerk").does(result, *texts)


def _answered(case: Case, satisfied: int) -> Case:
    case = _reported(case.by("unit_clerk").does(Accept()).after(minutes=5))
    case = case.after(hours=1).by("reviewer").does(PassReview()).after(hours=1)
    if case.state is State.CLOSED:
        return case
    return case.called_back(solved=satisfied < UNHAPPY, satisfied=satisfied)


def _redone(case: Case) -> Case:
    case = _answered(case, UNHAPPY)
    if case.state is not State.RECHECK:
        return case
    case = case.by("supervisor").does(Recheck(decision=RecheckDecision.REWORK), "reason")
    case = _reported(case.after(days=1)).by("reviewer").does(PassReview())
    return case.called_back(solved=True, satisfied=3)


def _excluded(case: Case) -> Case:
    case = case.by("assessor").does(ExcludeFromAssessment(), "reason")
    return case.by("hotline_head").does(ApproveExclusion())
