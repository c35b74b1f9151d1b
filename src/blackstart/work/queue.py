"""Background work: Procrastinate on the same database. Capacity is a number of workers.

A job says only when to look; the rows say what is true. So a job may run twice, late, or on another
machine: it takes what is still to do and changes nothing else.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import procrastinate
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition, Job, Status
from psycopg.errors import ForeignKeyViolation, RaiseException

from blackstart.base.errors import BlackstartError
from blackstart.store import inbox
from blackstart.store.database import Connection, Store
from blackstart.store.errors import ServerUnreachableError
from blackstart.work import calm, posting, reading, sealing

JOBS: tuple[tuple[str, Callable[[Store], object]], ...] = (
    ("read", reading.read_batch),
    ("seal", sealing.seal),
    ("post", posting.write_out),
)
QUEUE = "blackstart"
TRIES_MORE = 2
# One listens, one fetches, one gives the sign of life. Idle ones in reserve would be in the way
# when the server is lost: the library looks at each in turn, with ever longer pauses.
CONNECTIONS_MAX = 4
# A worker that gave no sign of life for STALLED_SECONDS is dead, and its work is done by another.
HEARTBEAT_SECONDS = 2.0
STALLED_SECONDS = 10
TAKEOVER_CRON = "* * * * * */2"  # the sixth field counts seconds: every two


class ForgottenError(BlackstartError):
    """The queue has taken this worker off its list, since it gave no sign of life."""


def queue(store: Store) -> procrastinate.App:
    """Give the queue of a store, with every job in it.

    Args:
        store: the jobs' database; each job gets it as its only argument.
    """
    connector = procrastinate.PsycopgConnector(
        conninfo=store.conninfo, min_size=1, max_size=CONNECTIONS_MAX
    )
    app = procrastinate.App(connector=connector)
    for name, job in JOBS:
        app.task(name=name, queue=QUEUE, retry=TRIES_MORE)(_bound(job, store))

    @app.periodic(cron=TAKEOVER_CRON)
    @app.task(name="take over", queue=QUEUE, queueing_lock="take over", pass_context=True)
    async def take_over(context: procrastinate.JobContext, timestamp: int) -> None:  # noqa: ARG001 - the queue passes it
        await retry_stalled(context.app)
        await asyncio.to_thread(look_again, store)

    return app


def defer(conn: Connection, store: Store, name: str) -> None:
    """Ask for a job in the caller's transaction: it exists exactly when the change does.

    Args:
        conn: the caller's connection.
        store: the database that the queue is in.
        name: name of the job in `JOBS`.
    """
    with _reached():
        queue(store).configure_task(name, queue=QUEUE, connection=conn).defer()


def ask(store: Store, *names: str) -> None:
    """Ask for jobs in a transaction of their own.

    Args:
        store: the database that the queue is in.
        names: names of jobs in `JOBS`, in the order in which they are to begin.
    """
    with store.transaction() as conn:
        for name in names:
            defer(conn, store, name)


def ask_for_reading(store: Store) -> None:
    """Ask again for the documents that still wait, in case a job was lost with its worker.

    Args:
        store: where the documents wait.
    """
    with store.transaction() as conn:
        _ask_for_reading(conn, store)


def look_again(store: Store) -> None:
    """Ask for documents that nobody reads and nobody is asked for: their reader has died.

    Args:
        store: where the documents wait.
    """
    with store.transaction() as conn:
        inbox.let_go(conn)
        if inbox.may_ask(conn) and inbox.take(conn, 1):
            _ask_for_reading(conn, store)


def _ask_for_reading(conn: Connection, store: Store) -> None:
    for _ in range(-(-inbox.waiting(conn) // reading.DOCUMENTS_A_JOB)):
        defer(conn, store, "read")


def work_off(store: Store, name: str = "run") -> None:
    """Do the jobs that wait, in this process, and come back when there are none.

    Documents that other workers are reading are waited for: what rests on them would be decided
    without them. If another one dies, they are read here; what nobody can read stays and waits.

    Args:
        store: whose jobs.
        name: what the worker is called in the list of workers.
    """
    _run(store, name, wait=False)
    before = 0
    while (left := reading.left_over(store)) and left != before:
        before = left
        ask(store, "read")
        _run(store, name, wait=False)


def work_on(store: Store, name: str) -> None:
    """Do jobs as they come, until somebody stops this process.

    A worker that was stopped for so long that the others took it for dead begins anew.

    Args:
        store: whose jobs.
        name: what the worker is called in the list of workers.
    """
    forgotten = True
    while forgotten:
        try:
            _run(store, name, wait=True)
            forgotten = False
        except ForgottenError:
            continue


async def retry_stalled(app: procrastinate.App) -> None:
    """Give the jobs of workers that died back to the others; two may do so at the same time."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        try:
            await _give_back(app, job)
        except ConnectorException as fault:
            if not isinstance(fault.__cause__, RaiseException):
                raise
            # Somebody else has given it back meanwhile.


async def _give_back(app: procrastinate.App, job: Job) -> None:
    """Give a job back; one of which only one may wait is forgotten, since the next one comes."""
    if job.queueing_lock is None:
        await app.job_manager.retry_job(job)
    else:
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)


def _bound(job: Callable[[Store], object], store: Store) -> Callable[[], None]:
    def bound() -> None:
        job(store)

    return bound


def _run(store: Store, name: str, *, wait: bool) -> None:
    async def run() -> None:
        async with queue(store).open_async() as app:
            await retry_stalled(app)
            await app.run_worker_async(
                queues=[QUEUE],
                name=name,
                wait=wait,
                delete_jobs=DeleteJobCondition.SUCCESSFUL,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=float(STALLED_SECONDS),
            )

    with calm.spoken(), _reached():
        asyncio.run(run())


@contextmanager
def _reached() -> Iterator[None]:
    """Say in the store's words that the server went away under the queue."""
    try:
        yield
    except ConnectorException as fault:
        if isinstance(fault.__cause__, ForeignKeyViolation):
            raise ForgottenError from fault
        raise ServerUnreachableError(str(fault.__cause__ or fault).strip()) from fault
