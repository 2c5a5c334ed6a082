"""The table of rounds: what every worker does besides its orders, how often, and who is told."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import structlog

from services.archive.archiving import Archivist
from services.archive.filing import file_quiet_orders
from services.archive.older_parties import read_older_parties
from services.archive.reconciling import Reconciler
from services.attachments.clearing import clear_forsaken
from services.delivery.order_queue import Delivery
from services.desk.telling import tell_people
from services.installation.keys import log_signer
from services.installation.settings import Settings
from services.isolation import Quarantine
from services.keys.destroying import erase_approved
from store.commands.delivery_lock import DeliveryBusy
from store.desk.drafts import drop_old_drafts
from store.live.moves import forget_moves
from workers.rounds.archiving import ArchiveRound
from workers.rounds.holding import HoldingRound
from workers.rounds.relay import Relay
from workers.rounds.round import Round
from workers.rounds.scoring import ScoringClerk

log = structlog.get_logger("rounds")
MISSED_ROUNDS: Final = 3
"""A round whose alarm can be set is never called late before it could have gone so often."""


def rounds_of(settings: Settings, delivery: Delivery) -> tuple[Round, ...]:
    """Every round of a worker."""
    return (
        Round(
            name="relay",
            period=timedelta(seconds=0.25),
            alarm=timedelta(minutes=1),
            go=Relay(delivery=delivery).go_round,
        ),
        Round(
            name="held acts",
            period=timedelta(seconds=0.25),
            alarm=timedelta(minutes=1),
            lock="the held acts",
            go=HoldingRound(settings=settings, delivery=delivery).go,
        ),
        Round(
            name="scoring",
            period=timedelta(seconds=20),
            alarm=timedelta(minutes=10),
            lock="the scoring of orders",
            go=_clerk(settings, delivery).go,
        ),
        Round(
            name="filing",
            period=timedelta(hours=1),
            alarm=timedelta(hours=3),
            lock="the filing of quiet orders",
            go=lambda: _file(delivery),
        ),
        Round(
            name="older parties",
            period=timedelta(minutes=1),
            alarm=timedelta(minutes=10),
            lock="the parties of older orders",
            go=_older_parties(delivery),
        ),
        Round(
            name="erasures",
            period=timedelta(seconds=2),
            alarm=timedelta(minutes=10),
            lock="the erasures",
            go=lambda: _erase(delivery),
        ),
        Round(
            name="telling",
            period=timedelta(seconds=0.25),
            alarm=timedelta(minutes=1),
            lock="the telling of what moved",
            go=lambda: _tell(delivery),
        ),
        Round(
            name="forgetting",
            period=timedelta(minutes=10),
            alarm=timedelta(hours=3),
            lock="the forgetting of what is over",
            go=lambda: _forget(settings, delivery),
        ),
        Round(
            name="attachments",
            period=timedelta(hours=1),
            alarm=timedelta(hours=6),
            lock="the attachments that nobody attached",
            go=lambda: _clear(delivery),
        ),
        _archive(settings, delivery),
        _reconciliation(settings, delivery),
    )


def _clerk(settings: Settings, delivery: Delivery) -> ScoringClerk:
    return ScoringClerk(
        engines=delivery.engines,
        laws=delivery.laws,
        signer=log_signer(settings),
    )


def _older_parties(delivery: Delivery) -> Callable[[], Awaitable[None]]:
    engine, held = delivery.engines.patient, Quarantine()
    return lambda: read_older_parties(engine, delivery.laws, held)


async def _erase(delivery: Delivery) -> None:
    if erased := await erase_approved(delivery.engines.patient):
        log.info("erased", orders=len(erased))


async def _tell(delivery: Delivery) -> None:
    await tell_people(delivery.engines.patient)


async def _forget(settings: Settings, delivery: Delivery) -> None:
    engine = delivery.engines.patient
    moves = await forget_moves(engine)
    drafts = await drop_old_drafts(engine, timedelta(days=settings.draft_days))
    if moves or drafts:
        log.info("forgotten", moves=moves, drafts=drafts)


async def _clear(delivery: Delivery) -> None:
    if cleared := await clear_forsaken(delivery.engines.patient):
        log.info("attachments thrown away", files=cleared)


async def _file(delivery: Delivery) -> None:
    filed = await file_quiet_orders(delivery.engines.patient, delivery.laws)
    log.info("filed", orders=len(filed))


def _archive(settings: Settings, delivery: Delivery) -> Round:
    archivist = Archivist(
        engines=delivery.engines, client=delivery.client, signer=log_signer(settings)
    )
    period, alarm = _seconds(settings.archive_every_s), _seconds(settings.archive_alarm_s)
    return Round(
        name="archive",
        period=period,
        alarm=max(alarm, MISSED_ROUNDS * period),
        go=ArchiveRound(archivist=archivist, alarm=alarm).go,
    )


def _reconciliation(settings: Settings, delivery: Delivery) -> Round:
    reconciler = Reconciler(
        engines=delivery.engines,
        client=delivery.client,
        archived_within=_seconds(settings.archive_alarm_s),
    )
    period = _seconds(settings.reconcile_every_s)
    return Round(
        name="reconciliation",
        period=period,
        alarm=max(timedelta(minutes=10), MISSED_ROUNDS * period),
        go=lambda: _reconcile(reconciler),
    )


async def _reconcile(reconciler: Reconciler) -> None:
    done = await reconciler.go_round()
    if done is None:
        raise DeliveryBusy("reconciliation")
    log.info("reconciled", runs=done.runs, read=done.read, named=len(done.named))


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=number)
