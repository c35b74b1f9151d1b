"""`blackstart doctor`: what this installation is, and what it lacks."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from blackstart.cli.faults import ending_of, in_words
from blackstart.cli.output import Exit, document, json_option, leave
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from blackstart.store.database import Store

WORDS = {"None": "none", "True": "yes", "False": "no"}


@click.command("doctor", cls=Verb)
@json_option
def command(*, as_json: bool) -> None:
    """Say versions, where the data is, how large it is, and what is missing; mends nothing.

    Ends with 5 if something is missing, with 6 if the database does not answer. That there is no
    incident yet, or no key, is no fault.
    """
    from blackstart.cli.incident import data_folder
    from blackstart.store import doctor

    with ExitStack() as stack:
        store, fault = _opened(stack)
        report: dict[str, Any] = doctor.examine(data_folder(), store)
    # What an installation does not have yet stands last: an incident, or its record's key.
    not_yet = store is None or report["database"]["public_key"] is None
    lacks = [*(report["missing"][:-1] if not_yet else report["missing"])]
    if fault is not None:
        lacks = report["missing"] = [*lacks, in_words(fault)]
    if as_json:
        document(report)
    else:
        click.echo("\n".join(lines(report)))
    if lacks:
        leave(_code(fault))


def lines(found: dict[str, Any], indent: str = "") -> Iterator[str]:
    """Write nested facts, a line each."""
    for name, value in sorted(found.items()):
        if isinstance(value, dict):
            yield f"{indent}{name}"
            yield from lines(value, f"{indent}  ")
        elif isinstance(value, list):
            yield f"{indent}{name}: {len(value)}"
            yield from (f"{indent}  {sentence}" for sentence in value)
        else:
            yield f"{indent}{name:<22} {WORDS.get(str(value), value)}"


def _opened(stack: ExitStack) -> tuple["Store | None", Exception | None]:
    """Open the incident that was worked on last: its store, or why it cannot be opened."""
    from blackstart.cli.incident import current, remembered

    if remembered() is None:
        return None, None
    try:
        return stack.enter_context(current()), None
    except Exception as fault:
        if ending_of(fault) is None:
            raise
        return None, fault


def _code(fault: Exception | None) -> Exit:
    ending = ending_of(fault) if fault is not None else None
    return ending.code if ending else Exit.CHECK_FAILED
