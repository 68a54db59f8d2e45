"""The log, on standard error: tracebacks without the values of variables, which hold passwords and what people said."""

import sys

import structlog


def keep_journal() -> None:
    """One JSON line an event, for a server."""
    _write(
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
        lasting=True,
    )


def tell() -> None:
    """For a person at the command line."""
    _write(
        structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    )


def _write(*processors: structlog.typing.Processor, lasting: bool = False) -> None:
    structlog.configure(
        processors=[structlog.processors.add_log_level, *processors],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=lasting,
    )
