"""The commands that an order can give to Temporal, in the order of the code: histories hang on it.

A change here may make stored histories unreadable for the new code. Whoever means it decides what
becomes of running orders, records histories anew, and puts the new list down here.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

WORKFLOWS = Path(__file__).parents[2] / "workflows"
COMMANDING = {
    "continue_as_new",
    "deprecate_patch",
    "execute_activity",
    "execute_activity_method",
    "execute_child_workflow",
    "execute_local_activity",
    "execute_local_activity_method",
    "patched",
    "sleep",
    "start_activity",
    "start_child_workflow",
    "start_local_activity",
    "upsert_memo",
    "upsert_search_attributes",
    "uuid4",
    "wait",
}
KNOWN = [
    "work_order.run: continue_as_new",
    "work_order.wait_for: sleep",
    "work_order.ask: execute_local_activity_method",
    "work_order.ask: execute_activity_method",
    "work_order.show: upsert_search_attributes",
]
ADVICE = (
    "The commands of the order workflow changed. If histories of running orders must still "
    "replay, guard the change with workflow.patched; if none are left, record the stored ones anew "
    "(python -m tests.replay.record). Then put the new list into KNOWN."
)


def commands(module: Path) -> Iterator[str]:
    """Every call by which a workflow gives Temporal a command, named after its function."""
    for function in ast.walk(ast.parse(module.read_text())):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            called = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
            named = (func for func in called if isinstance(func, ast.Attribute))
            for func in sorted(named, key=lambda func: func.lineno):
                if func.attr in COMMANDING:
                    yield f"{module.stem}.{function.name}: {func.attr}"


def test_the_commands_of_an_order_are_the_known_ones() -> None:
    found = [name for module in sorted(WORKFLOWS.glob("*.py")) for name in commands(module)]
    assert found == KNOWN, ADVICE
