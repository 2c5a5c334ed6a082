"""`paidan policy mutate`: the law with one thing wrong at a time; a test must notice each."""

from typing import Annotated, Any, Final

import typer

from cli.shared.checkout import told_by_tests
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about
from cli.shared.json_option import AsJson, JsonFile, give_json
from policies.rule_register import law_rules

MAY_SURVIVE: Final = 0.05
"""This share of the clauses may be removed unnoticed; of the values of a pack none."""
CLAUSE, VALUE = "clause", "value"


def mutate(
    as_json: AsJson = False,
    json_file: JsonFile = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help=about("rule_id")),
    ] = None,
    sample: Annotated[int | None, typer.Option(min=1, help=about("sample"))] = None,
    seed: Annotated[int, typer.Option(help=about("seed"))] = 0,
) -> None:
    """Change each pack value and remove each clause in turn, and run the tests of its rules.

    Exit status 1 if a value survives, more than 5 % of the clauses do, or one unexplained.
    """
    if unknown := set(only or ()) - law_rules().keys():
        raise BadInput(f"--only: no such rule: {', '.join(sorted(unknown))}")
    words = [word for id in only or () for word in ("--mutate-only", id)]
    if sample:
        words += ["--mutate-sample", str(sample), "--mutate-seed", str(seed)]
    told = told_by_tests(
        "--mutate", "-p", "tests.law_mutants.plugin", "-m", "rule", "-s", *words, quiet=False
    )
    if told["failed"]:
        raise ClearNo("\n".join(["these tests fail before anything is wrong:", *told["failed"]]))
    if as_json or json_file:
        give_json(told, json_file)
    else:
        _tell(told)
    if not holds(told):
        raise ClearNo


def holds(told: dict[str, Any]) -> bool:
    """Whether every value was noticed and nearly every clause, the others being explained."""
    survived = told["survived"]
    clauses = sum(one["kind"] == CLAUSE for one in survived)
    return (
        all(one["explained"] for one in survived)
        and all(one["kind"] == CLAUSE for one in survived)
        and clauses <= MAY_SURVIVE * told["clauses"]
    )


def _tell(told: dict[str, Any]) -> None:
    for one in told["survived"]:
        typer.echo(f"survived  {one['where']}: {one['change']}  [{', '.join(one['rules'])}]")
        typer.echo(f"          {one['explained'] or 'not explained'}")
    typer.echo(
        f"{told['mutants']} mutants ({told['values']} values, {told['clauses']} clauses), "
        f"{told['killed']} noticed, {len(told['survived'])} survived"
    )
