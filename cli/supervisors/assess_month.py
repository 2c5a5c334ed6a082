"""A frozen month on the command line: freezing it, and what changed since."""

from pathlib import Path

import typer

from cli.shared.exit_status import BadInput, ClearNo
from cli.shared.records import from_records
from domain.assessment import Assessment
from operations.running import running_settings
from services.access.principal import OPERATOR
from services.assessment.assessing import BadPeriod, PeriodNotEnded
from services.assessment.freezing import PARTS, AlreadyFrozen, StillMoving
from services.assessment.frozen_comparison import Frozen
from services.assessment.reading import freeze_month as freeze
from services.installation.keys import log_signer
from services.law.laws import UnknownLaw
from services.records import Records
from texts import glossed, zh_first


def freeze_month(data_dir: Path, month: str) -> None:
    """Freeze a month; raises BadInput, or ClearNo where it is frozen already."""

    async def work(records: Records) -> None:
        signer = log_signer(running_settings(data_dir))
        await freeze(OPERATOR, records, signer, month)

    try:
        from_records(data_dir, work)
    except (BadPeriod, PeriodNotEnded, UnknownLaw) as no:
        raise BadInput(str(no)) from no
    except AlreadyFrozen as again:
        raise ClearNo(f"{again} {glossed('assessment.frozen_already')}") from again
    except StillMoving as moving:
        raise ClearNo(f"{moving}: {glossed('assessment.still_moving')}") from moving
    typer.echo(f"{month} {glossed('assessment.frozen')}")


def tell_frozen(today: Assessment, frozen: Frozen | None) -> None:
    """Say when a month was frozen, which figures are otherwise today, and because of what."""
    if frozen is None:
        return
    month = frozen.month
    since = f"{zh_first('assessment.frozen')} {month.frozen_at.isoformat()}"
    typer.echo(f"{month.month} {since} {month.pack}")
    for part in PARTS:
        was = getattr(frozen.then, part)
        for code, figure in getattr(today, part).items():
            if code in was and was[code].tally != figure.tally:
                then = f"{zh_first('assessment.then')} {was[code].value}"
                typer.echo(f"{code}  {then}  {zh_first('assessment.today')} {figure.value}")
    for one in frozen.changed:
        facts, figures = " ".join(map(str, one.facts)), " ".join(one.figures)
        typer.echo(f"{one.order}  {zh_first('assessment.facts_since')} {facts}: {figures}")
