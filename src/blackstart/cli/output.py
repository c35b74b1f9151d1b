"""How the command line speaks: one JSON document or a few lines, and an exit code."""

import json
import sys
from enum import IntEnum

import click

from blackstart.base.canonical import Json


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
    click.echo(json.dumps(value, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False))


def say(line: str) -> None:
    """Say something to the person, on stderr, so that stdout stays data."""
    click.echo(line, err=True)


def leave(code: Exit) -> None:
    """End the command with an exit code that is documented."""
    sys.exit(int(code))
