"""What is made quickly is made as every frozen dataclass is: same arguments, same refusals."""

from dataclasses import FrozenInstanceError, dataclass, field, fields
from datetime import UTC, datetime

import pytest

from domain.decide import Decided
from domain.law.limit_rule import Circumstances
from domain.order.clock import Clock
from domain.order.order import Order
from domain.values.quick_constructor import quick_constructor


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class Slotted:
    number: str
    rules: tuple[str, ...] = ("G:G1",)
    clocks: dict[str, int] = field(default_factory=dict[str, int])


@quick_constructor
@dataclass(frozen=True, kw_only=True)
class Open:
    number: str
    rules: tuple[str, ...] = ("G:G1",)
    clocks: dict[str, int] = field(default_factory=dict[str, int])


BOTH = pytest.mark.parametrize("kind", [Slotted, Open])


@BOTH
def test_what_is_given_is_kept_and_the_rest_is_as_the_class_says(
    kind: type[Slotted] | type[Open],
) -> None:
    made = kind(number="12345", clocks={"handle/1": 1})
    assert (made.number, made.rules, made.clocks) == ("12345", ("G:G1",), {"handle/1": 1})


@BOTH
def test_two_of_a_kind_share_nothing_that_could_be_changed(
    kind: type[Slotted] | type[Open],
) -> None:
    one, other = kind(number="1"), kind(number="1")
    assert one == other
    assert one.clocks is not other.clocks


@BOTH
def test_a_missing_and_an_unknown_argument_are_refused_by_name(
    kind: type[Slotted] | type[Open],
) -> None:
    with pytest.raises(TypeError, match="number"):
        kind()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="caller"):
        kind(number="1", caller="2")  # type: ignore[call-arg]


@BOTH
def test_it_is_frozen_all_the_same(kind: type[Slotted] | type[Open]) -> None:
    made = kind(number="1")
    with pytest.raises(FrozenInstanceError):
        made.number = "2"  # type: ignore[misc]


@pytest.mark.parametrize("kind", [Clock, Circumstances, Decided, Order])
def test_no_field_of_a_class_that_the_core_makes_is_forgotten(kind: type) -> None:
    given = {part.name: datetime(2026, 3, 2, tzinfo=UTC) for part in fields(kind)}
    made = kind(**given)
    assert {name: getattr(made, name) for name in given} == given
