"""Which incident a command is about, and where its store is."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from blackstart.base.today import Mode
from blackstart.cli.output import Exit, refuse, say

if TYPE_CHECKING:
    from blackstart.store.database import Store

URL = "BLACKSTART_DATABASE_URL"
BEGIN = "Begin with `blackstart run DOSSIER`."


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
    with _store(incident, mode) as store:
        _remember(incident, mode)
        yield store


@contextmanager
def current() -> Iterator["Store"]:
    """Open the store of the incident that was worked on last; end the command if there is none."""
    with _store(*(remembered() or _nothing_to_open())) as store:
        yield store


def remembered() -> tuple[str, Mode] | None:
    """Tell name and mode of the incident that was worked on last; None: there was none."""
    if not _pointer().exists():
        return None
    try:
        found = json.loads(_pointer().read_text("utf-8"))
        return str(found["incident"]), Mode(found["mode"])
    except (ValueError, KeyError, TypeError):
        message = f"{_pointer()} does not say which incident is open. Nothing was done."
        refuse(Exit.CHECK_FAILED, message, "`blackstart run DOSSIER` writes it anew.")


def _store(incident: str, mode: Mode) -> "Store":
    from blackstart.store.database import open_store
    from blackstart.store.home import Home

    home = Home(root=data_folder())
    url = os.environ.get(URL) or None
    home.make()
    if url is None and not home.data.exists():
        say(f"Making the database in {home.root}, once; this takes some seconds.")
    return open_store(home.root, incident, mode, url)


def _nothing_to_open() -> tuple[str, Mode]:
    refuse(Exit.WRONG_USE, "There is no incident yet. Nothing was done.", BEGIN)


def _remember(incident: str, mode: Mode) -> None:
    """Write the pointer whole or not at all: a kill may come at any time."""
    unfinished = _pointer().with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps({"incident": incident, "mode": mode}), "utf-8")
    unfinished.replace(_pointer())


def _pointer() -> Path:
    return data_folder() / "current.json"
