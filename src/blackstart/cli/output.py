"""How the command line speaks: one JSON document or a few lines, and an exit code."""

import json
import sys
from enum import IntEnum
from typing import NoReturn

import click

from blackstart.base.canonical import Json

SAID = "blackstart document printed"

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document on stdout."
)


class Exit(IntEnum):
    """What a command's end means to the script that called it."""

    OK = 0
    FAULT = 1
    WRONG_USE = 2
    REFUSED = 3
    BLOCKED = 4
    CHECK_FAILED = 5
    NOT_REACHABLE = 6
    INTERRUPTED = 130


def document(value: Json) -> None:
    """Print exactly one JSON document on stdout, keys sorted."""
    click.get_current_context().meta[SAID] = True
    click.echo(json.dumps(value, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False))


def say(line: str) -> None:
    """Say something to the person, on stderr, so that stdout stays data."""
    click.echo(line, err=True)


def leave(code: Exit) -> NoReturn:
    """End the command with an exit code that is documented."""
    sys.exit(int(code))


def refuse(code: Exit, message: str, fix: str) -> NoReturn:
    """End the command because it cannot do what it was asked to.

    Args:
        code: what kind of end it is.
        message: what happened, and what was not changed.
        fix: what to do next.
    """
    say(f"{message} {fix}")
    context = click.get_current_context()
    if context.params.get("as_json") and not context.meta.get(SAID):
        document({"fault": {"exit": int(code), "fix": fix, "message": message}})
    leave(code)
