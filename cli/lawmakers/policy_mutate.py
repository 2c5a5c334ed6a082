"""`paidan policy mutate`: the law with one thing wrong at a time; a test must notice each."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

import typer

from cli.shared.checkout import told_by_tests
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about
from cli.shared.json_option import AsJson, JsonFile, give_json
from policies.rule_register import law_rules

MAY_SURVIVE: Final = 0.05
"""This share of the clauses, and of the faults that people make, may go unnoticed where it is
explained; of the values of a pack none."""
VALUE: Final = "value"
CLAUSE: Final = "clause"
KINDS: Final = (
    VALUE,
    CLAUSE,
    "actor",
    "anchor",
    "boundary",
    "checks",
    "convention",
    "follow_up",
    "owner",
    "person",
    "quantifier",
    "strictness",
)
"""What may be wrong; from the third on the faults that people make."""


def mutate(
    as_json: AsJson = False,
    json_file: JsonFile = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help=about("rule_id")),
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help=about("mutant_kind"))] = None,
    everything: Annotated[bool, typer.Option("--all", help=about("all_mutants"))] = False,
    sample: Annotated[int | None, typer.Option(min=1, help=about("sample"))] = None,
    each: Annotated[int, typer.Option(min=1, help=about("faults_of_each_kind"))] = 60,
    seed: Annotated[int, typer.Option(help=about("seed"))] = 0,
) -> None:
    """Change each pack value, remove each clause, make the faults that people make, one at a time.

    The tests of its rules must notice each. Without --all or --only: all values and clauses, and
    --each faults of each kind, drawn by the seed from every chapter and pack. Exit status 1 if a
    value survives, more than 5 % of the others do, or one unexplained.
    """
    _require_known(only or (), kind or ())
    words = [word for id in only or () for word in ("--mutate-only", id)]
    words += [word for name in kind or () for word in ("--mutate-kind", name)]
    words += ["--mutate-each", str(each), "--mutate-seed", str(seed)]
    words += ["--mutate-all"] if everything else []
    words += ["--mutate-sample", str(sample)] if sample else []
    told = told_by_tests(
        "--mutate", "-p", "tests.law_mutants.plugin", "-m", "rule", "-s", *words, quiet=False
    )
    if told["failed"]:
        raise ClearNo("\n".join(["these tests fail before anything is wrong:", *told["failed"]]))
    if as_json or json_file:
        give_json({**told, "seed": seed}, json_file)
    else:
        _tell(told, seed)
    if not holds(told, whole=not sample):
        raise ClearNo


def _require_known(only: Iterable[str], kinds: Iterable[str]) -> None:
    if unknown := set(only) - law_rules().keys():
        raise BadInput(f"--only: no such rule: {', '.join(sorted(unknown))}")
    if unknown := set(kinds) - {*KINDS}:
        raise BadInput(
            f"--kind: no such kind: {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}"
        )


def holds(told: dict[str, Any], *, whole: bool = True) -> bool:
    """Whether every value was noticed and nearly all the rest, what was not being explained.

    A sample is too small for a share: there it is enough that every survivor is explained."""
    if any(one["kind"] == VALUE or not one["explained"] for one in told["survived"]):
        return False
    kinds = told["kinds"]
    clauses = [count for kind, count in kinds.items() if kind == CLAUSE]
    human = [count for kind, count in kinds.items() if kind not in (VALUE, CLAUSE)]
    return not whole or (_nearly_all(clauses) and _nearly_all(human))


def _nearly_all(counts: list[dict[str, int]]) -> bool:
    tried = sum(count["tried"] for count in counts)
    return sum(count["survived"] for count in counts) <= MAY_SURVIVE * tried


def _tell(told: dict[str, Any], seed: int) -> None:
    for one in told["survived"]:
        typer.echo(f"survived  {one['where']}: {one['change']}  [{', '.join(one['rules'])}]")
        said = one["explained"] or "not explained"
        typer.echo(f"          {one['kind']}; {one['tests']} tests came by; {said}")
    for kind, count in sorted(told["kinds"].items()):
        tried, survived = count["tried"], count["survived"]
        noticed = (tried - survived) / tried
        typer.echo(f"{kind:<12}{tried:>5} tried {survived:>5} survived {noticed:>7.1%} noticed")
    typer.echo(
        f"{told['mutants']} mutants, {told['killed']} noticed, "
        f"{len(told['survived'])} survived; seed {seed}, {told['seconds']} seconds"
    )
