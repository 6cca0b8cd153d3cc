"""Events, not prose: `log.info("delivery.deferred", delivery=id)`. Never bodies or secrets."""

import logging
import sys
from typing import TextIO, cast

import structlog


class _Unbreakable:
    """Standard error that never raises: a log on a full disk must not stop the mail."""

    def write(self, text: str) -> int:
        try:
            return sys.stderr.write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        try:
            sys.stderr.flush()
        except OSError:
            return


def set_up(*, verbose: bool = False) -> None:
    """Write one line per event to standard error."""
    level = logging.DEBUG if verbose else logging.INFO
    stream = cast(TextIO, _Unbreakable())
    logging.basicConfig(level=logging.WARNING, stream=stream, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )


def get(name: str) -> structlog.stdlib.BoundLogger:
    """A logger that carries where it speaks from."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(where=name)
    return logger
