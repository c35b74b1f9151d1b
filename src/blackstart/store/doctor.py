"""Facts about an installation, for the person who has to find out why it does not work."""

import platform
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from blackstart.base.canonical import Json
from blackstart.base.clock import SITE_ZONE
from blackstart.store import record
from blackstart.store.database import Store
from blackstart.store.engine import installed
from blackstart.store.errors import ServerUnreachableError, StoreError
from blackstart.store.home import Home, server_user
from blackstart.store.keys import public_path
from blackstart.store.queries import query
from blackstart.store.server import Server

PACKAGE = "blackstart"
FREE_BYTES_MIN = 2_000_000_000  # the reference exercise takes a tenth; dumps and logs come on top


def examine(folder: Path, store: Store | None = None) -> dict[str, Json]:
    """Say what is installed, where the data is, how much of it there is, and what is missing.

    Args:
        folder: the data folder; it need not be there yet.
        store: the open store of an incident, if there is one.

    Returns:
        `versions`, `data`, `server`, `database` (null without a store), and `missing`: sentences.
    """
    home = Home(root=folder.absolute())
    return {
        "versions": _versions(),
        "data": _data(home),
        "server": _server(home, store),
        "database": _database(store) if store else None,
        "missing": list(missing(folder, store)),
    }


def _versions() -> dict[str, Json]:
    required = metadata.requires(PACKAGE) or []
    names = sorted({re.split(r"[^\w.-]", line)[0] for line in required})
    return {
        PACKAGE: metadata.version(PACKAGE),
        "python": platform.python_version(),
        "system": platform.platform(),
        "libraries": {name: metadata.version(name) for name in names},
    }


def _data(home: Home) -> dict[str, Json]:
    made = home.root.is_dir()
    return {
        "folder": str(home.root),
        "bytes": sum(_sizes(home.root)) if made else 0,
        "bytes_free": shutil.disk_usage(_nearest(home.root)).free,
    }


def _sizes(folder: Path) -> Iterator[int]:
    for path in folder.rglob("*"):
        try:
            status = path.lstat()
        except FileNotFoundError:  # the server tidies up while we look
            continue
        if stat.S_ISREG(status.st_mode):
            yield status.st_size


def _nearest(folder: Path) -> Path:
    """Give the folder itself, or the nearest one above it that is there."""
    return next(step for step in (folder, *folder.parents) if step.is_dir())


def _server(home: Home, store: Store | None) -> dict[str, Json]:
    if store is not None and not store.embedded:
        return {"kind": "your own", "programs": None, "alive": True}
    return {
        "kind": "embedded",
        "programs": _programs(),
        "alive": Server(home).alive(),
    }


def _programs() -> str | None:
    with suppress(ServerUnreachableError):
        return str(installed())
    return None


def _database(store: Store) -> dict[str, Json]:
    with store.connect() as conn:
        found = conn.execute(query("doctor", "database")).fetchone()
        events, sealed = record.counts(conn)
    version, size, migrations, newest, rejected, waiting = found or (None,) * 6
    public = public_path(store.home, store.database)
    return {
        "name": store.database,
        "incident": store.incident,
        "mode": str(store.mode),
        "postgresql": version,
        "bytes": size,
        "migrations": migrations,
        "newest_migration": newest,
        "rejected_rows": rejected,
        "letters_waiting": waiting,
        "events": events,
        "events_sealed": sealed,
        "public_key": public.read_text("utf-8").strip() if public.exists() else None,
    }


def missing(folder: Path, store: Store | None = None) -> Iterator[str]:
    """Say what is missing or in the way, a sentence each; nothing is made or mended.

    Args:
        folder: the data folder; it need not be there yet.
        store: the open store of an incident, if there is one.
    """
    home = Home(root=folder.absolute())
    if shutil.disk_usage(_nearest(home.root)).free < FREE_BYTES_MIN:
        yield "Less than 2 GB are free where the data is; PostgreSQL stops when the disk is full."
    try:
        installed()
        server_user(home.server)
    except StoreError as fault:
        yield str(fault)
    try:
        ZoneInfo(SITE_ZONE)
    except ZoneInfoNotFoundError:
        yield f"The time zone {SITE_ZONE} is unknown here; install the package tzdata."
    if store is None:
        yield "No incident is open yet; begin with `blackstart run DOSSIER`."
    elif not public_path(store.home, store.database).exists():
        yield "The record has no key yet; it is made when the record is sealed for the first time."
