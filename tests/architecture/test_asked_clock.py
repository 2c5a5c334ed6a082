"""Which day it is, the database says or the caller: nothing asks the machine's clock for a day.

The machine may stand in another zone, or live in another time than a virtual database.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = (
    *("domain", "policies", "workflows", "store", "readmodel", "audit", "services", "texts"),
    *("activities", "workers", "operations", "api", "console", "cli", "migrations"),
)
ADVICE = (
    "A calendar day is taken from the machine's clock. Ask the database (store.commands.order_time,"
    " or clock_timestamp() within a statement) and tell the day in the city's zone, or let the"
    " caller say it."
)
TYPES = {"date", "datetime"}
SAY_TODAY = {"today", "utcnow"}
BROKEN_DOWN = {"localtime", "gmtime", "ctime"}
PARTS = {
    *("date", "year", "month", "day", "weekday", "isoweekday", "isocalendar", "toordinal"),
    *("timetuple", "utctimetuple", "strftime"),
}
"""What of an instant is its day, or has it in it."""


def days(source: str) -> Iterator[str]:
    """Where a module takes a day, or a part of one, from the machine's clock."""
    tree = ast.parse(source)
    clocks = clock_names(tree)
    for node in ast.walk(tree):
        if is_day(node, clocks):
            yield f"line {getattr(node, 'lineno', 0)}: {ast.unparse(node)}"


def is_day(node: ast.AST, clocks: set[str]) -> bool:
    """Whether a node is a day of the machine's."""
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in SAY_TODAY:
            return last_name(value) in TYPES
        case ast.Attribute(value=ast.Name(id="time"), attr=attr) if attr in BROKEN_DOWN:
            return True
        case ast.Attribute(value=value, attr=attr) if attr in PARTS:
            return tells_time(value, clocks)
        case ast.FormattedValue(value=value, format_spec=ast.JoinedStr()):
            return tells_time(value, clocks)
    return False


def clock_names(tree: ast.Module) -> set[str]:
    """The names under which a module keeps what the machine's clock says."""
    names: set[str] = set()
    while found := {
        name
        for node in ast.walk(tree)
        for name, value in assigned(node)
        if name not in names and tells_time(value, names)
    }:
        names |= found
    return names


def assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Each name that a statement binds, with its value."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            pairs = zip(names, values, strict=True)
            yield from ((name.id, value) for name, value in pairs if isinstance(name, ast.Name))
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value
        case ast.NamedExpr(target=ast.Name(id=name), value=value):
            yield name, value


def tells_time(value: ast.expr, clocks: set[str]) -> bool:
    """Whether an expression is what the machine's clock says, moved or in another zone or not."""
    match value:
        case ast.Name(id=name):
            return name in clocks
        case ast.Call(func=ast.Attribute(value=of, attr="now")):
            return last_name(of) == "datetime"
        case ast.Call(func=ast.Attribute(value=of, attr="astimezone" | "replace")):
            return tells_time(of, clocks)
        case ast.BinOp(left=left, right=right):
            return tells_time(left, clocks) or tells_time(right, clocks)
        case ast.Call(func=ast.Attribute(attr="fromtimestamp"), args=[ast.Call(func=asked), *_]):
            return ast.unparse(asked) == "time.time"
    return False


def last_name(value: ast.expr) -> str:
    """The last name of a chain of attributes."""
    return ast.unparse(value).rpartition(".")[2]


def test_nothing_asks_the_machine_for_a_day() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {day}"
        for room in PRODUCT
        for path in sorted((ROOT / room).rglob("*.py"))
        for day in days(path.read_text("utf-8"))
    ]
    assert found == [], ADVICE


@pytest.mark.parametrize(
    "source",
    [
        "date.today()",
        "datetime.date.today()",
        "datetime.utcnow()",
        "time.localtime",
        "datetime.now(UTC).date()",
        "datetime.datetime.now().year",
        "(datetime.now(UTC) + A_DAY).astimezone(zone).date()",
        "now = datetime.now(UTC)\nmonth = now.month",
        "begun, book = datetime.now(UTC), 1\nhere = begun.astimezone(zone)\nhere.strftime('%d')",
        "f'{datetime.now(UTC):%Y-%m-%d}'",
        "datetime.fromtimestamp(time.time(), UTC).weekday()",
    ],
)
def test_every_way_of_asking_is_seen(source: str) -> None:
    assert len(list(days(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "units.today(engine)",
        "datetime.now(UTC)",
        "datetime.now(UTC) - begun",
        "order.now.date()",
        "time.time() - before",
        "workflow.now().date()",
    ],
)
def test_instants_and_other_clocks_are_left_alone(source: str) -> None:
    assert list(days(source)) == []
