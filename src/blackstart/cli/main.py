"""The door for hands: verbs under nouns, data on stdout, talk on stderr.

Commands are imported when they are called, so that `blackstart --help` takes a tenth of a second.
"""

from importlib import import_module

import click

# Each noun or verb, the module of `blackstart.cli` that holds it, and what --help says of it.
COMMANDS = (
    ("run", "run", "Run the recovery on a dossier and open the control room."),
    ("load", "load", "Take a dossier in; bad rows are set aside one by one."),
    ("status", "status", "Say where the recovery stands, in a few lines."),
    ("worker", "worker", "Add a worker: this is how reading capacity is raised."),
    ("exercise", "exercise", "Make dossiers of incidents that never happened, and estates."),
    ("record", "record", "Prove that what was decided was not changed."),
    ("estate", "estate", "Import inventories of the estate; what is unknown is named."),
    ("invoices", "invoices", "Look at supplier invoices: check them, explain them."),
    ("doctor", "doctor", "Say what this installation is, and what it lacks."),
)
# The lone \b keeps click from filling the lines of its paragraph.
HELP = """Bring a manufacturer back after a cyber attack.

\b
  blackstart run exercises/jlr-2025        the public case, with its control room
  blackstart run DOSSIER --once --json     one document, then the end
"""
CODES = """\b
Exit codes: 0 ok, 1 fault in the tool, 2 wrong use, 3 input refused,
4 blocked by a gate or a missing signature, 5 a check failed,
6 not reachable, 130 interrupted.
"""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order of the catalogue."""
        return [name for name, _, _ in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of a command and give its `command`; None when there is none."""
        modules = {name: module for name, module, _ in COMMANDS}
        if cmd_name not in modules:
            return None
        found: click.Command = import_module(f"blackstart.cli.{modules[cmd_name]}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands from the catalogue, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, _, text in COMMANDS])


@click.group(
    cls=LazyGroup,
    help=HELP,
    epilog=CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="blackstart")
def main() -> None:
    """Hold the commands together; what --help says is `HELP`."""
