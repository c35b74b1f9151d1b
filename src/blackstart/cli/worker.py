"""`blackstart worker`: one more pair of hands."""

import os

import click

from blackstart.cli.output import say


@click.command("worker")
@click.option("--until-idle", is_flag=True, help="End when nothing waits.")
def command(*, until_idle: bool) -> None:
    """Do background work as it comes, until stopped; start as many as there are cores.

    A worker may be stopped or killed at any time: what it had begun is done by another one.
    """
    from blackstart.cli.incident import current
    from blackstart.work import queue

    name = f"worker {os.getpid()}"
    with current() as store:
        say(f"{name} works for {store.incident} ({store.mode}). Ctrl-C stops it.")
        (queue.work_off if until_idle else queue.work_on)(store, name)
