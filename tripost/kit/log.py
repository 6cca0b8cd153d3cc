"""Events, not prose: `log.info("delivery.deferred", delivery=id)`. Never bodies or secrets."""

import logging
import sys

import structlog


def set_up(*, verbose: bool = False) -> None:
    """Write one line per event to standard error."""
    level = logging.DEBUG if verbose else logging.INFO
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def get(name: str) -> structlog.stdlib.BoundLogger:
    """A logger that carries where it speaks from."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(where=name)
    return logger
