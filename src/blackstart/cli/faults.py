"""What a person can mend ends a command with a sentence and a code; a fault of ours is shown whole.

The endings are listed by the names of their classes, so that nothing heavy is imported for a
command that goes well.
"""

import errno
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType, MappingProxyType

from blackstart.cli.output import Exit, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a command ends on a fault.

    Attributes:
        code: the exit code.
        kept: what was not changed, where the fault's own message does not say it.
        fix: what to do next.
    """

    code: Exit
    kept: str = ""
    fix: str


ENDINGS: Mapping[str, Ending] = MappingProxyType(
    {
        "FolderTakenError": Ending(
            code=Exit.WRONG_USE, fix="Name a folder that does not exist yet."
        ),
        "HomeUnreachableError": Ending(
            code=Exit.NOT_REACHABLE,
            kept="Nothing was changed.",
            fix="Set BLACKSTART_HOME to a folder that this user can enter, for example below /srv.",
        ),
        "KeyChangedError": Ending(
            code=Exit.CHECK_FAILED,
            fix="Put the key back from your copy; `blackstart record verify` says what holds.",
        ),
        "MigrationChangedError": Ending(
            code=Exit.CHECK_FAILED,
            kept="The database was left as it is.",
            fix="Install the package anew; if it is right, restore the database from a backup.",
        ),
        "NewerDatabaseError": Ending(
            code=Exit.NOT_REACHABLE,
            kept="It was left as it is.",
            fix="Install the Blackstart that wrote it, or a newer one.",
        ),
        "NoSystemUserError": Ending(
            code=Exit.NOT_REACHABLE,
            kept="Nothing was changed.",
            fix="Run it as another user, or add a system user `postgres`.",
        ),
        "NotAKeyError": Ending(
            code=Exit.REFUSED,
            fix="Give the file that `blackstart estate enrol --make-key` made.",
        ),
        "OldServerError": Ending(
            code=Exit.NOT_REACHABLE,
            kept="It was left as it is.",
            fix="Name a newer one in BLACKSTART_DATABASE_URL, or unset it to use our own.",
        ),
        "OriginalChangedError": Ending(
            code=Exit.CHECK_FAILED,
            fix="Restore the database from a backup; `blackstart record verify` says what holds.",
        ),
        "RecipeError": Ending(
            code=Exit.REFUSED, fix="Mend recipe.toml, then give the same command again."
        ),
        "RecordBrokenError": Ending(
            code=Exit.CHECK_FAILED,
            fix="`blackstart record verify` names the first entry that does not hold.",
        ),
        "ServerUnreachableError": Ending(
            code=Exit.NOT_REACHABLE,
            fix="`blackstart doctor` says where the server should be and what it lacks.",
        ),
        "WrongDatabaseError": Ending(
            code=Exit.REFUSED, fix="Give the dossier another name in its datapackage.json."
        ),
    }
)
GO_ON = "Give the same command again: it goes on where it was."
MEND = "Make that place usable, then give the same command again: it goes on where it was."
SERVER_GONE = ("08", "53", "57P")  # SQLSTATE: connection, out of resources, shut down


@contextmanager
def told() -> Iterator[None]:
    """End the command within the block properly, whatever happens in it that a person can mend."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        kept = "Interrupted. What was finished is kept; what was going on changed nothing."
        refuse(Exit.INTERRUPTED, kept, GO_ON)
    except Exception as fault:
        if ending := ending_of(fault):
            message = f"{in_words(fault)} {ending.kept}".rstrip()
            refuse(ending.code, message, ending.fix)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def ending_of(fault: Exception) -> Ending | None:
    """Tell how a command ends on a fault; None: it is a fault of ours, to be shown whole."""
    for kind in type(fault).__mro__:
        if kind.__name__ in ENDINGS:
            return ENDINGS[kind.__name__]
    if _server_is_gone(fault) or _file_is_not_reachable(fault):
        return Ending(code=Exit.NOT_REACHABLE, kept="What was finished before is kept.", fix=MEND)
    return None


def in_words(fault: Exception) -> str:
    """Say a fault in one line."""
    if isinstance(fault, OSError):
        where = f": {fault.filename}" if fault.filename else ""
        return f"{fault.strerror}{where}."
    text = " ".join(str(fault).split())
    return text if text.endswith((".", ")")) else f"{text}."


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Take SIGTERM like Ctrl-C, so that the embedded server is left properly."""
    raise KeyboardInterrupt


def _server_is_gone(fault: Exception) -> bool:
    if not type(fault).__module__.startswith("psycopg"):
        return False
    import psycopg

    state = getattr(fault, "sqlstate", None)
    return isinstance(fault, psycopg.OperationalError) and (
        state is None or state.startswith(SERVER_GONE)
    )


def _file_is_not_reachable(fault: Exception) -> bool:
    """Tell whether it is a file, folder or disk; a pipe that the reader closed is none."""
    return isinstance(fault, OSError) and (
        fault.filename is not None or fault.errno == errno.ENOSPC
    )
