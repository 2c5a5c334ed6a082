"""What the events of a run tell of deeds that are not the hotline's own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from audit.history.batches import WrittenBatch
from audit.history.entries import ActAnswered, ActArrived, RunOpened, Said
from audit.history.event_readers import RunReader
from audit.history.events import Event
from audit.history.unreadable import UnreadableEvent
from audit.reconcile.findings import Finding, What
from audit.verify.accounted_acts import flaw_of
from audit.verify.recorded_life import Row
from domain.order.act import Act

UPDATE: Final = "update"
SIGNAL: Final = "signal"
START: Final = "start"
REFUSED: Final = "refused"
DECIDED: Final = "decided"
DECLARATION: Final = "declare_emergency"
RAISED_BY: Final = f"paidan:{DECLARATION}/"
"""What raises the priority of an order calls itself so, with the id of the command behind it."""
FIRST: Final = 1
"""The priority of an emergency in Temporal."""
OF_THE_PRIORITY: Final = frozenset({"priorityKey", "fairnessKey"})
RESET: Final = "WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An act that came in, and which of the ways it took."""

    event_id: int
    act: Act
    way: str
    """"update", "signal", "start", or empty where a run was opened with an act of either kind."""
    odd: str = ""
    """In what the hotline would have sent it otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """A change of a run's priority that names the declaration of an emergency as its reason."""

    event_id: int
    command_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandOnRecord:
    """A row of the command table, as far as an act is held against it."""

    order: str
    act: Row
    via: str
    status: str


@dataclass(slots=True, kw_only=True)
class RunDeeds:
    """What the events of one run told, in their order."""

    order: str
    run: str
    until: int
    """The last event that was read."""
    begun: bool = False
    """Whether its beginning was read."""
    previous: str = ""
    """The run that it continues or follows; known where its beginning was read."""
    told: int = 0
    """The last of the facts that an opening or an answer tells: their deliverers store them."""
    messages: list[Message] = field(default_factory=list[Message])
    raises: list[Raise] = field(default_factory=list[Raise])
    findings: list[Finding] = field(default_factory=list[Finding])

    @property
    def commands(self) -> set[str]:
        """The commands that what was told appeals to."""
        acts = {message.act.command_id for message in self.messages}
        return acts | {one.command_id for one in self.raises}

    def find(self, what: What, event_id: int, words: str = "") -> None:
        """Name what an event shows."""
        where = f"event {event_id}: {words}" if words else f"event {event_id}"
        self.findings.append(Finding(order=self.order, run=self.run, what=what, where=where))


def told(order: str, run_id: str, after: int, events: Iterable[Event]) -> RunDeeds:
    """Read the events that a run's history has gained after that one."""
    found = RunDeeds(order=order, run=run_id, until=after)
    for event in events:
        found.until = event.id
        if event.kind in DEEDS:
            found.find(DEEDS[event.kind], event.id)
        elif event.kind in READERS:
            READERS[event.kind](found, event)
    return found


def unaccounted(found: RunDeeds, accounts: Mapping[str, CommandOnRecord]) -> Iterator[Finding]:
    """Every act and change that the command table does not account for, with what is wrong."""
    for one in found.raises:
        if not _is_declared(found.order, accounts.get(one.command_id)):
            where = f"event {one.event_id}"
            yield Finding(order=found.order, run=found.run, what=What.OPTIONS_CHANGED, where=where)
    own = {id: account.act for id, account in accounts.items() if account.order == found.order}
    for message in found.messages:
        flaw = flaw_of(message.act, own) or _taken_otherwise(message, accounts)
        if flaw:
            where = f"event {message.event_id}: {message.act.command.name} {flaw}"
            yield Finding(order=found.order, run=found.run, what=What.FORGED_ACT, where=where)


def flaw_of_chain(found: RunDeeds, others: Mapping[str, str]) -> str:
    """Why a run cannot be one of this order's, given its other runs, each with the one before."""
    before = found.previous
    rivals = [run for run, previous in others.items() if run != found.run and previous == before]
    if before and before not in others:
        return "it follows a run that nobody knows"
    if rivals:
        return "another run stands in its place already"
    return ""


def _taken_otherwise(message: Message, accounts: Mapping[str, CommandOnRecord]) -> str:
    account = accounts[message.act.command_id]
    if message.odd:
        return message.odd
    if message.way and message.way != account.via:
        return f"came by {message.way} and was handed in for {account.via}"
    if message.way == UPDATE and account.status == REFUSED:
        return "was refused and taken all the same"
    return ""


def _opened(found: RunDeeds, event: Event) -> None:
    said, found.begun = _said(found, event), True
    continued = event.content.get("continuedExecutionRunId", "")
    if not isinstance(said, RunOpened):
        found.find(What.FORGED_RUN, event.id, "its opening cannot be read")
        return
    found.previous = continued or said.opening.follows
    _tells(found, said.made)
    if said.opening.order.number != found.order:
        found.find(What.FORGED_RUN, event.id, "it carries another order")
    if said.opening.act is not None:
        way = "" if found.previous else START
        found.messages.append(Message(event_id=event.id, act=said.opening.act, way=way))
    elif not continued:
        found.find(What.FORGED_RUN, event.id, "no act began it")


def _updated(found: RunDeeds, event: Event) -> None:
    asked = event.content.get("acceptedRequest")
    if asked is None:
        return  # a reset has taken it in once more, and is named itself
    said = _said(found, event)
    if isinstance(said, ActArrived):
        act = said.act
        under = (asked["meta"].get("updateId"), asked["input"].get("name"))
        odd = "" if under == (act.command_id, act.command.name) else "came under another name"
        message = Message(event_id=event.id, act=act, way=UPDATE, odd=odd)
        found.messages.append(message)
    else:
        found.find(What.UNREADABLE, event.id)


def _answered(found: RunDeeds, event: Event) -> None:
    said = _said(found, event)
    if isinstance(said, ActAnswered):
        _tells(found, said.written)


def _tells(found: RunDeeds, written: WrittenBatch | None) -> None:
    with suppress(UnreadableEvent):
        found.told = max(found.told, written.version if written else 0)


def _signalled(found: RunDeeds, event: Event) -> None:
    if event.content.get("signalName") != "post":
        found.find(What.UNKNOWN_SIGNAL, event.id)
        return
    said = _said(found, event)
    if isinstance(said, ActArrived):
        found.messages.append(Message(event_id=event.id, act=said.act, way=SIGNAL))
    else:
        found.find(What.UNREADABLE, event.id)


def _said(found: RunDeeds, event: Event) -> Said | None:
    try:
        return RunReader(run_id=found.run).read(event).said
    except UnreadableEvent:
        return None


def _task_failed(found: RunDeeds, event: Event) -> None:
    if event.content.get("cause") == RESET:
        found.find(What.RESET, event.id, f"out of run {event.content.get('baseRunId')}")


def _is_declared(order: str, account: CommandOnRecord | None) -> bool:
    if account is None or (account.order, account.status) != (order, DECIDED):
        return False
    return bool(account.act["command"]["name"] == DECLARATION)


def _options(found: RunDeeds, event: Event) -> None:
    """The clock of a run says nothing of any duty, so moving it is no deed."""
    if event.content.get("timeSkippingConfigUpdated"):
        return
    if command_id := _raised_for(event):
        found.raises.append(Raise(event_id=event.id, command_id=command_id))
    else:
        found.find(What.OPTIONS_CHANGED, event.id)


def _raised_for(event: Event) -> str:
    """The command that a change names as its reason, if it did no more than raise the priority."""
    before, by, command_id = str(event.content.get("identity", "")).partition(RAISED_BY)
    priority = event.content.get("priority", {})
    is_raise = priority.get("priorityKey") == FIRST and priority.keys() <= OF_THE_PRIORITY
    no_more = "versioningOverride" not in event.content
    return command_id if by and not before and is_raise and no_more else ""


DEEDS: Final = {
    "workflow_execution_terminated": What.TERMINATED,
    "workflow_execution_cancel_requested": What.CANCEL_ASKED,
    "workflow_execution_canceled": What.CANCELED,
    "workflow_execution_failed": What.FAILED,
    "workflow_execution_timed_out": What.TIMED_OUT,
    "workflow_execution_paused": What.PAUSED,
    "workflow_execution_unpaused": What.PAUSED,
}
READERS: Final[Mapping[str, Callable[[RunDeeds, Event], None]]] = {
    "workflow_execution_started": _opened,
    "workflow_execution_update_accepted": _updated,
    "workflow_execution_update_completed": _answered,
    "workflow_execution_signaled": _signalled,
    "workflow_task_failed": _task_failed,
    "workflow_execution_options_updated": _options,
}
