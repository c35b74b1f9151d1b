"""Which incident a command is about, and where its store is."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from blackstart.base.today import Mode
from blackstart.cli.output import Exit, leave, say

if TYPE_CHECKING:
    from blackstart.store.database import Store

URL = "BLACKSTART_DATABASE_URL"


def data_folder() -> Path:
    """Name the data folder of this machine's user."""
    from blackstart.store.home import home_from

    return home_from(os.environ)


@contextmanager
def opened(incident: str, mode: Mode) -> Iterator["Store"]:
    """Open the store of an incident and make it the one that later commands are about.

    Args:
        incident: its name.
        mode: EXERCISE or LIVE.
    """
    from blackstart.store.database import open_store
    from blackstart.store.errors import ServerUnreachableError, WrongDatabaseError

    try:
        store = open_store(data_folder(), incident, mode, os.environ.get(URL))
    except ServerUnreachableError as fault:
        say(f"{fault} Nothing was changed. `blackstart doctor` says where it should be.")
        leave(Exit.NOT_REACHABLE)
    except WrongDatabaseError as fault:
        say(f"{fault} Nothing was changed. Give the dossier another name.")
        leave(Exit.REFUSED)
    with store:
        _pointer().write_text(json.dumps({"incident": incident, "mode": mode}), "utf-8")
        yield store


@contextmanager
def current() -> Iterator["Store"]:
    """Open the store of the incident that was worked on last."""
    if not _pointer().exists():
        say("There is no incident yet. Nothing was done. Begin with `blackstart run DOSSIER`.")
        leave(Exit.WRONG_USE)
    found = json.loads(_pointer().read_text("utf-8"))
    with opened(found["incident"], Mode(found["mode"])) as store:
        yield store


def _pointer() -> Path:
    return data_folder() / "current.json"
