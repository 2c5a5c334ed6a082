"""What a list's address asks for: filters, sorting and page all stand in it (criterion 17).

A form that is sent with nothing chosen says empty words; they ask for nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import Depends
from pydantic import BeforeValidator, Field, StringConstraints

from domain.vocabulary import ItemType, Level, State, Urgency
from services.orders.desk_list import ListWanted, Sorting
from services.orders.reading import OrderFilter

Open = Literal["open", "over", "all"]
IS_OPEN: Final[dict[Open, bool | None]] = {"open": True, "over": False, "all": None}
LAST_PAGE: Final = 10_000
_or_none = BeforeValidator(lambda said: None if said == "" else said)
_Word = Annotated[str, StringConstraints(max_length=64, pattern=r"^[^\x00]*$")]
Word = Annotated[_Word | None, _or_none]
Rung = Annotated[int, Field(ge=0, le=5)]
Page = Annotated[int, Field(ge=1, le=LAST_PAGE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuestion:
    """What the list of orders is asked for."""

    state: State | None
    type: ItemType | None
    urgency: Urgency | None
    unit: str | None
    district: str | None
    level: Level | None
    overdue: bool
    number: str | None
    show: Open
    sort: Sorting
    page: int

    @property
    def wanted(self) -> ListWanted:
        """The orders that are asked for."""
        of = OrderFilter(
            state=self.state,
            type=self.type,
            unit=self.unit,
            district=self.district,
            level=self.level,
            overdue=self.overdue or None,
        )
        is_open = None if self.state else IS_OPEN[self.show]
        return ListWanted(of=of, urgency=self.urgency, number=self.number or "", is_open=is_open)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the open orders of all kinds is asked for."""
        return any(name not in ("sort", "page") for name, _ in self._said())

    def address(self, **other: object) -> str:
        """The address of this list with something otherwise; another filter begins at page 1."""
        changed = dict(self._said()) | ({} if "page" in other else {"page": ""})
        changed |= {name: str(value) for name, value in other.items()}
        query = urlencode({name: value for name, value in changed.items() if value})
        return f"/orders?{query}" if query else "/orders"

    def page_address(self, page: int) -> str:
        """The address of another page of the same list."""
        return self.address(page=page if page > 1 else "")

    def _said(self) -> Iterator[tuple[str, str]]:
        """What departs from the list that nobody has asked anything of."""
        chosen = {
            "state": self.state and self.state.value,
            "type": self.type and self.type.value,
            "urgency": self.urgency and self.urgency.value,
            "unit": self.unit,
            "district": self.district,
            "level": "" if self.level is None else str(int(self.level)),
            "overdue": "true" if self.overdue else "",
            "number": self.number,
            "show": "" if self.show == "open" else self.show,
            "sort": "" if self.sort is Sorting.URGENT else self.sort.value,
            "page": "" if self.page == 1 else str(self.page),
        }
        yield from ((name, value) for name, value in chosen.items() if value)


def _asked(
    state: Annotated[State | None, _or_none] = None,
    type: Annotated[ItemType | None, _or_none] = None,
    urgency: Annotated[Urgency | None, _or_none] = None,
    unit: Word = None,
    district: Word = None,
    level: Annotated[Rung | None, _or_none] = None,
    overdue: Annotated[bool | None, _or_none] = None,
    number: Word = None,
    show: Annotated[Open | None, _or_none] = None,
    sort: Annotated[Sorting | None, _or_none] = None,
    page: Annotated[Page | None, _or_none] = None,
) -> ListQuestion:
    said: dict[str, Any] = {
        "state": state,
        "type": type,
        "urgency": urgency,
        "unit": unit,
        "district": district,
        "level": None if level is None else Level(level),
        "overdue": bool(overdue),
        "number": number and number.strip(),
        # Whoever looks for a number wants it whether or not its order is over.
        "show": show or ("all" if number else "open"),
        "sort": sort or Sorting.URGENT,
        "page": page or 1,
    }
    return ListQuestion(**said)


QuestionOf = Annotated[ListQuestion, Depends(_asked)]
