"""`paidan policy coverage`: which rules of the law a test really holds the system to."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from cli.lawmakers.rules_page import rules_page
from cli.shared.checkout import told_by_tests
from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.help_texts import about
from cli.shared.json_option import AsJson, JsonFile, give_json
from policies.law_coverage import CoverageStatus, Covered, law_coverage

MOST_PROCESSES: Final = 4


def coverage(
    as_json: AsJson = False,
    json_file: JsonFile = None,
    markdown: Annotated[Path | None, typer.Option(metavar="F", help=about("coverage_file"))] = None,
) -> None:
    """Run the tests that carry a rule and say which rules are tested and which are missing.

    A rule counts only where the tested code itself named it. Exit status 1 if a rule is missing
    that is not due later, or if a test fails.
    """
    processes = str(min(os.cpu_count() or 1, MOST_PROCESSES))
    told = told_by_tests("--rules-named", "-m", "rule", "-n", processes, "--dist", "loadfile")
    covered = law_coverage(told["tests"])
    if as_json or json_file:
        give_json(_report(covered, told["failed"]), json_file)
    else:
        _tell(covered, told["failed"])
    if markdown:
        _write(markdown, rules_page(covered))
    if told["failed"] or any(one.is_owed for one in covered):
        raise ClearNo


def _report(covered: Sequence[Covered], failed: Sequence[str]) -> dict[str, Any]:
    counts = _counts(covered)
    rules = [one.as_json() for one in covered]
    return {"rules": rules, **{str(s): counts[s] for s in CoverageStatus}, "failed": list(failed)}


def _counts(covered: Sequence[Covered]) -> Counter[CoverageStatus]:
    return Counter(one.status for one in covered)


def _tell(covered: Sequence[Covered], failed: Sequence[str]) -> None:
    for one in covered:
        if one.status is CoverageStatus.MISSING:
            later = "due later" if one.rule.due_later else "MISSING"
            typer.echo(f"{one.rule.id:<9}{later:<11}{one.rule.means} · {one.rule.zh}")
    for test in failed:
        typer.echo(f"FAILED   {test}")
    counts = _counts(covered)
    owed = sum(one.is_owed for one in covered)
    typer.echo(
        f"{counts[CoverageStatus.TESTED]} tested, "
        f"{counts[CoverageStatus.NOT_SOFTWARE]} no matter for a program, "
        f"{counts[CoverageStatus.MISSING]} missing, of which {owed} today"
    )


def _write(file: Path, page: str) -> None:
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as unwritable:
        raise BadInput(f"{file}: {unwritable.strerror}") from unwritable
