"""One way to write logs: a line of JSON per event, in UTC, on the process's standard error."""

import logging
import sys
from typing import Any, TextIO

import structlog


def configure(process: str, level: str, stream: TextIO | None = None) -> None:
    """Make this process log JSON lines that carry its name; `level` as in the settings."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_number(level)),
        logger_factory=structlog.WriteLoggerFactory(file=stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.bind_contextvars(process=process)


def logger() -> Any:
    """The logger of this process."""
    return structlog.get_logger()


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]
