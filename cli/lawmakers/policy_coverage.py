"""`paidan policy coverage`: which claims of the law a test really holds the system to."""

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
    """Run the tests that carry a rule and say which claims of the law are held and which are not.

    A claim counts only where the tested code itself named its rule. Exit status 1 if a rule, or a
    claim of one, is missing that is not due later, or if a test fails.
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
    rules = [one.as_json() for one in covered]
    return {"rules": rules, **_counts(covered), "failed": list(failed)}


def _counts(covered: Sequence[Covered]) -> dict[str, int]:
    statuses = Counter(one.status for one in covered)
    claims = [claim for one in covered for claim in one.rule.claims]
    return {
        **{str(status): statuses[status] for status in CoverageStatus},
        "rules_due_later": sum(one.rule.due_later for one in covered),
        "rules_owed": sum(one.is_owed for one in covered),
        "claims": len(claims),
        "claims_held": sum(bool(tests) for one in covered for tests in one.held.values()),
        "claims_due_later": sum(claim.due_later for claim in claims),
    }


def _tell(covered: Sequence[Covered], failed: Sequence[str]) -> None:
    for one in covered:
        if one.status in (CoverageStatus.MISSING, CoverageStatus.HALF):
            _tell_rule(one)
    for test in failed:
        typer.echo(f"FAILED   {test}")
    counts = _counts(covered)
    typer.echo(
        f"rules: {counts['whole']} held whole, {counts['half']} half, {counts['missing']} missing, "
        f"{counts['not_software']} no matter for a program; {counts['rules_due_later']} are due "
        f"later, {counts['rules_owed']} owed today"
    )
    typer.echo(
        f"claims: {counts['claims_held']} of {counts['claims']} held, "
        f"{counts['claims_due_later']} due later"
    )


def _tell_rule(one: Covered) -> None:
    rule = one.rule
    status = "due later" if rule.due_later else one.status.upper()
    typer.echo(f"{rule.id:<9}{status:<11}{rule.means} · {rule.zh}")
    for claim in one.unheld if one.status is CoverageStatus.HALF else ():
        typer.echo(f"         not held   {claim.id}: {claim.says}")
    if not rule.claims and not rule.due_later:
        typer.echo("         nobody has written what it claims")


def _write(file: Path, page: str) -> None:
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as unwritable:
        raise BadInput(f"{file}: {unwritable.strerror}") from unwritable
