"""`blackstart worker`: one more pair of hands."""

import os

import click

from blackstart.cli.output import Exit, document, json_option, leave, say
from blackstart.cli.verb import Verb


@click.command("worker", cls=Verb)
@click.option("--until-idle", is_flag=True, help="End when nothing waits.")
@json_option
def command(*, until_idle: bool, as_json: bool) -> None:
    """Do background work as it comes, until stopped; start as many as there are cores.

    A worker may be stopped or killed at any time: what it had begun is done by another one.
    """
    from blackstart.cli.incident import current
    from blackstart.store import inbox
    from blackstart.work import queue

    name = f"worker {os.getpid()}"
    with current() as store:
        say(f"{name} works for {store.incident} ({store.mode}). Ctrl-C stops it.")
        (queue.work_off if until_idle else queue.work_on)(store, name)
        with store.connect() as conn:
            waiting = inbox.waiting(conn)
        if as_json:
            document({"incident": store.incident, "mode": store.mode, "waiting_documents": waiting})
    say(f"{name} ended; {waiting} documents wait to be read.")
    if not until_idle:
        leave(Exit.INTERRUPTED)
