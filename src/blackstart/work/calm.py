"""What the queue's libraries log, for a person: a lost connection is one sentence."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from procrastinate.exceptions import ConnectorException
from psycopg_pool import PoolTimeout

LOGGERS = ("procrastinate", "psycopg.pool", "asyncio")
LOST = (
    "The database server ended a connection, or the queue gave this work to another worker; "
    "what was going on changed nothing, and is done again.\n"
)
LOSSES = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    psycopg.errors.TransactionTimeout,
    ConnectorException,
    PoolTimeout,
)


class Calm(logging.Handler):
    """Says once that a connection was lost, and shows everything else whole."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        super().__init__(logging.WARNING)
        self._said = False

    def emit(self, record: logging.LogRecord) -> None:
        """Say what a record is about."""
        if not _is_loss(record):
            sys.stderr.write(f"{self.format(record)}\n")
        elif not self._said:
            self._said = True
            sys.stderr.write(LOST)


@contextmanager
def spoken() -> Iterator[None]:
    """Let the libraries speak calmly within the block."""
    handler = Calm()
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagate


def _is_loss(record: logging.LogRecord) -> bool:
    """Tell whether a record is about a connection; the pool speaks of nothing else."""
    fault = record.exc_info[1] if record.exc_info else None
    while fault is not None:
        if isinstance(fault, LOSSES):
            return True
        fault = fault.__cause__ or fault.__context__
    return record.name == "psycopg.pool"
