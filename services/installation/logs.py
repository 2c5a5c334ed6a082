"""One way to write logs: a line of JSON per event, in UTC, on the process's standard error.

Every line carries by itself what it is about: the order, run, attempt and activity where it is
written under Temporal, the request where it is written under HTTP. No line quotes what somebody
wrote: an error is named by its class and place alone, for its words may be a person's.
"""

import logging
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Final, TextIO

import structlog
from structlog.typing import Processor
from temporalio import activity, workflow

ORDER: Final = "order/"
PLACES: Final = 3
"""How many of the innermost frames an error's place names."""
Line = MutableMapping[str, Any]


def configure(process: str, level: str, stream: TextIO | None = None) -> None:
    """Make this process log JSON lines that carry its name; `level` as in the settings."""
    out = stream or sys.stderr
    structlog.configure(
        processors=[*COMMON, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(_number(level)),
        logger_factory=structlog.WriteLoggerFactory(file=out),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(process=process)
    _take_in_libraries(out)


def logger() -> Any:
    """The logger of this process."""
    return structlog.get_logger()


def temporal_context(_: object, __: str, line: Line) -> Line:
    """Add which order, run and attempt a line is about, where Temporal called its writer."""
    for name, value in _under_temporal().items():
        line.setdefault(name, value)
    return line


def error_by_class(_: object, __: str, line: Line) -> Line:
    """Name an error by its class and where it was raised, never by its words."""
    given = line.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line.setdefault("error", type(error).__name__)
        line.setdefault("at", _places(error.__traceback__))
    return line


COMMON: Final[tuple[Processor, ...]] = (
    temporal_context,
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    error_by_class,
)


def _under_temporal() -> dict[str, Any]:
    if activity.in_activity():
        doing = activity.info()
        found = _about(doing.workflow_id or "", doing.workflow_run_id or "", doing.attempt)
        return {**found, "activity": doing.activity_type}
    if workflow.in_workflow():
        running = workflow.info()
        return _about(running.workflow_id, running.run_id, running.attempt)
    return {}


def _about(workflow_id: str, run_id: str, attempt: int) -> dict[str, Any]:
    number = workflow_id.removeprefix(ORDER)
    order = {"order": number} if number != workflow_id else {}
    return {**order, "run": run_id, "attempt": attempt}


def _places(trace: TracebackType | None) -> list[str]:
    found: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{trace.tb_frame.f_globals.get('__name__')}.{code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found[-PLACES:]


class _Libraries(logging.Handler):
    """Writes what libraries log as lines of ours: the first line of the words, without values."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(logging.WARNING)
        self._out = out

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record down."""
        words = str(record.msg).partition("\n")[0]
        line: Any = {"event": words, "logger": record.name, "exc_info": record.exc_info}
        for processor in COMMON:
            line = processor(None, record.levelname.lower(), line)
        text = structlog.processors.JSONRenderer(ensure_ascii=False)(None, "", line)
        self._out.write(str(text) + "\n")
        self._out.flush()


def _take_in_libraries(out: TextIO) -> None:
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, _Libraries):
            root.removeHandler(handler)
    root.addHandler(_Libraries(out))


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]
