"""Who signs, and with what: the options that all signing commands share."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from blackstart.cli.output import Exit, document, leave, refuse, say

if TYPE_CHECKING:
    from blackstart.work.signing import Hand

Command = TypeVar("Command", bound=Callable[..., Any])

# What somebody can mend by giving something else; the others wait for a gate or a signature.
INPUT = ("BS-EST-105", "BS-EST-109")


def signing(command: Command) -> Command:
    """Add --as, --key, --public-key and --signature to a command."""
    options = (
        click.option("--as", "person", required=True, metavar="PERSON", help="Who signs."),
        click.option(
            "--key",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help="Their private key (PEM), if it lies on this machine.",
        ),
        click.option("--public-key", metavar="HEX", help="Their public key, with --signature."),
        click.option("--signature", metavar="HEX", help="Made elsewhere, of the statement."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def hand(
    person: str, key: Path | None, public_key: str | None = None, signature: str | None = None
) -> "Hand":
    """Make the hand that signs; end the command if the options make no sense together."""
    from blackstart.work.signing import Hand, private_key

    if bool(public_key) != bool(signature) or (key and signature):
        message = "A signature comes with --key, or with --public-key and --signature."
        refuse(Exit.WRONG_USE, f"{message} Nothing was signed.", "See --help.")
    made = private_key(key) if key else None
    return Hand(person=person, key=made, public_key=public_key, signature=signature)


def gate_named(text: str) -> str:
    """Give the gate that a name, or the beginning of one, means; end the command if none."""
    from blackstart.estate.tables import GATES

    meant = [gate for gate in GATES if gate == text] or [
        gate for gate in GATES if gate.startswith(text.lower())
    ]
    if len(meant) != 1:
        message = f"There is no gate {text!r}. Nothing was done."
        refuse(Exit.WRONG_USE, message, f"The gates are: {', '.join(GATES)}.")
    return meant[0]


def end_on_findings(told: Mapping[str, Any], *, as_json: bool) -> None:
    """End the command if something was refused: with 3 for bad input, else with 4."""
    if not told["findings"]:
        return
    if as_json:
        document(dict(told))
    for one in told["findings"]:
        say(f"{one['code']} {one['subject']}: {one['message']} {one['fix']}")
    wrong = any(one["code"] in INPUT for one in told["findings"])
    leave(Exit.REFUSED if wrong else Exit.BLOCKED)
