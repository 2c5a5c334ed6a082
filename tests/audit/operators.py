"""What whoever operates Temporal can do to orders behind the hotline's back."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from pydantic import TypeAdapter
from temporalio.common import WorkflowIDReusePolicy

from audit.history.histories import fetch_run, opening_of
from audit.reconcile.findings import What
from domain.chapters.closing.commands import Withdraw
from domain.chapters.supervision.commands import Urge
from domain.order.act import Act
from domain.order.command import Command
from operations.embedded import Services
from operations.virtual import VirtualHotline
from tests.audit.archives import forgotten
from tests.audit.lives import PEOPLE
from workflows.order_input import Opening
from workflows.work_order import WorkOrderWorkflow

CLI: Final = Path(sys.executable).with_name("temporal")
WRITTEN: Final = TypeAdapter(Act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Somebody with a key to Temporal and none to the hotline."""

    hotline: VirtualHotline
    services: Services

    async def types(self, what: str, number: str, *words: str) -> None:
        """Type `temporal workflow …` for an order."""
        process = await asyncio.create_subprocess_exec(
            str(CLI), "workflow", *what.split(), "--workflow-id", f"order/{number}", *words,
            "--address", self.services.temporal_address, "--namespace", self.services.namespace,
            "--disable-config-file", "--disable-config-env",
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        out, _ = await process.communicate()
        assert process.returncode == 0, out.decode()

    async def first_run(self, number: str) -> str:
        """The run that is there."""
        return str((await self.hotline.handle(number).describe()).run_id)

    async def opening(self, number: str) -> Opening:
        """What an order's run was opened with."""
        run = await self.first_run(number)
        return opening_of(await fetch_run(self.hotline.client, number, run))

    async def starts(self, number: str, opening: Any) -> None:
        """Start a run, as the hotline would."""
        await self.hotline.client.start_workflow(
            WorkOrderWorkflow.run,
            opening,
            id=f"order/{number}",
            task_queue=self.hotline.task_queue,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )

    async def known_act(self, number: str) -> Act:
        """An act that the order's history shows: its registration."""
        act = (await self.opening(number)).act
        assert act is not None
        return act


def forged(command: Command, *filled: str, who: str = "seat-1") -> Act:
    """An act that nobody handed in at the hotline, with the texts that it claims to carry."""
    return Act(
        command_id=str(uuid4()),
        command=command,
        actor=PEOPLE[who],
        received_at=datetime.now(UTC),
        filled=filled,
    )


def written(act: Act) -> str:
    """An act as the command line takes it."""
    return json.dumps(WRITTEN.dump_python(act, mode="json"))


async def terminates(operator: Operator, number: str) -> None:
    await operator.types("terminate", number, "--reason", "tidy")


async def cancels(operator: Operator, number: str) -> None:
    await operator.types("cancel", number)


async def resets(operator: Operator, number: str) -> None:
    await operator.types("reset", number, "--type", "FirstWorkflowTask", "--reason", "again")


async def resets_to_the_last_task(operator: Operator, number: str) -> None:
    await operator.types("reset", number, "--type", "LastWorkflowTask", "--reason", "again")


async def deletes(operator: Operator, number: str) -> None:
    await operator.types("delete", number, "--yes")
    await forgotten(operator.hotline.client, number)


async def terminates_and_deletes(operator: Operator, number: str) -> None:
    await terminates(operator, number)
    await deletes(operator, number)


async def posts_an_act(operator: Operator, number: str) -> None:
    await operator.types("signal", number, "--name", "post", "--input", written(forged(Urge())))


async def posts_an_unlawful_act(operator: Operator, number: str) -> None:
    unlawful = written(forged(Urge(), who="water-clerk"))
    await operator.types("signal", number, "--name", "post", "--input", unlawful)


async def posts_a_known_act_again(operator: Operator, number: str) -> None:
    known = written(await operator.known_act(number))
    await operator.types("signal", number, "--name", "post", "--input", known)


async def posts_in_anothers_name(operator: Operator, number: str) -> None:
    act = replace(await operator.known_act(number), actor=PEOPLE["supervisor-1"])
    await operator.types("signal", number, "--name", "post", "--input", written(act))


async def posts_nonsense(operator: Operator, number: str) -> None:
    await operator.types("signal", number, "--name", "post", "--input", '{"张三": 13800000000}')


async def posts_nothing(operator: Operator, number: str) -> None:
    await operator.types("signal", number, "--name", "post")


async def signals_what_nobody_hears(operator: Operator, number: str) -> None:
    await operator.types("signal", number, "--name", "张三 close-it")


async def updates(operator: Operator, number: str) -> None:
    withdrawal = written(forged(Withdraw(), "reason"))
    await operator.types("update execute", number, "--name", "withdraw", "--input", withdrawal)


async def updates_with_a_known_act(operator: Operator, number: str) -> None:
    known = written(await operator.known_act(number))
    await operator.types("update execute", number, "--name", "register", "--input", known)


async def changes_options(operator: Operator, number: str) -> None:
    await operator.types("update-options", number, "--versioning-override-behavior", "auto_upgrade")


async def pauses(operator: Operator, number: str) -> None:
    await operator.types("pause", number, "--reason", "rest")


async def starts_it_once_more(operator: Operator, number: str) -> None:
    await operator.starts(number, await operator.opening(number))


async def comes_back_with_an_act_of_its_own(operator: Operator, number: str) -> None:
    opening, last = await operator.opening(number), await operator.first_run(number)
    await operator.starts(number, replace(opening, act=forged(Urge()), follows=last))


async def comes_back_with_a_known_act(operator: Operator, number: str) -> None:
    opening, last = await operator.opening(number), await operator.first_run(number)
    await operator.starts(number, replace(opening, follows=last))


async def starts_nonsense(operator: Operator, number: str) -> None:
    await operator.starts(number, {"who": "张三"})


async def starts_another_kind(operator: Operator, number: str) -> None:
    words = ("--type", "Other", "--task-queue", "nobody", "--id-reuse-policy", "AllowDuplicate")
    await operator.types("start", number, *words)


async def invents_an_order(operator: Operator, number: str) -> None:
    opening = await operator.opening(number)
    await operator.starts(invented(number), opening)


def invented(number: str) -> str:
    """A number that no order bears."""
    return f"{number}-forged"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done to an order, living or ended, and what it must be called."""

    does: Callable[[Operator, str], Awaitable[None]]
    what: What
    ended: bool = False
    unseen: bool = False
    """Whether no round has seen the order before."""

    def __str__(self) -> str:
        when = "_after_its_end" if self.ended else ""
        return f"{self.does.__name__}{when}{'_unseen' if self.unseen else ''}"


DEEDS: Final = (
    Deed(terminates, What.TERMINATED),
    Deed(cancels, What.CANCELED),
    Deed(resets, What.RESET),
    Deed(resets_to_the_last_task, What.RESET),
    Deed(deletes, What.DELETED),
    Deed(terminates_and_deletes, What.DELETED),
    Deed(posts_an_act, What.FORGED_ACT),
    Deed(posts_an_unlawful_act, What.FORGED_ACT),
    Deed(posts_a_known_act_again, What.FORGED_ACT),
    Deed(posts_in_anothers_name, What.FORGED_ACT),
    Deed(posts_nonsense, What.UNREADABLE),
    Deed(posts_nothing, What.UNREADABLE),
    Deed(signals_what_nobody_hears, What.UNKNOWN_SIGNAL),
    Deed(updates, What.FORGED_ACT),
    Deed(updates_with_a_known_act, What.FORGED_ACT),
    Deed(changes_options, What.OPTIONS_CHANGED),
    Deed(pauses, What.PAUSED),
    Deed(invents_an_order, What.FORGED_ORDER),
    Deed(resets, What.RESET, ended=True),
    Deed(deletes, What.DELETED, ended=True),
    Deed(deletes, What.DELETED, ended=True, unseen=True),
    Deed(starts_it_once_more, What.FORGED_RUN, ended=True),
    Deed(comes_back_with_an_act_of_its_own, What.FORGED_ACT, ended=True),
    Deed(comes_back_with_a_known_act, What.FORGED_RUN, ended=True),
    Deed(starts_nonsense, What.FORGED_RUN, ended=True),
    Deed(starts_another_kind, What.FORGED_RUN, ended=True),
)
