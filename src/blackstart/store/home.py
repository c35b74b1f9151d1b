"""The data folder: where things are in it, and who owns what the database server writes."""

import os
import pwd
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from blackstart.store.errors import HomeUnreachableError, NoSystemUserError

# Root may not run PostgreSQL, and nobody else may enter root's own folder.
ROOTS_HOME = Path("/var/lib/blackstart")
SYSTEM_USERS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The data folder.

    Attributes:
        root: the folder itself.
    """

    root: Path

    @property
    def server(self) -> Path:
        """Name the folder that belongs to the database server."""
        return self.root / "server"

    @property
    def data(self) -> Path:
        """Name the folder with the databases' files."""
        return self.server / "data"

    @property
    def log(self) -> Path:
        """Name the database server's log."""
        return self.server / "server.log"

    @property
    def keys(self) -> Path:
        """Name the folder with the keys that sign the record."""
        return self.root / "keys"

    def make(self) -> None:
        """Make the folder; other people see nothing in it, and root's server can pass through."""
        if not self.root.is_dir():
            self.root.mkdir(parents=True)
            self.root.chmod(0o711 if os.geteuid() == 0 else 0o700)


def home_from(environ: Mapping[str, str]) -> Path:
    """Tell where the data folder is: BLACKSTART_HOME, or the user's own data folder.

    Args:
        environ: the environment's variables.
    """
    if given := environ.get("BLACKSTART_HOME"):
        return Path(given).expanduser().absolute()
    if os.geteuid() == 0:
        return ROOTS_HOME
    return Path(environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "blackstart"


def server_user(folder: Path) -> pwd.struct_passwd | None:
    """Tell whom the database server runs as; None: as whoever runs Blackstart.

    Args:
        folder: the server's folder; once it is made, its owner stays the one.

    Raises:
        NoSystemUserError: we are root, and the system has no other user to be.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat().st_uid):
        return pwd.getpwuid(owner)
    for name in SYSTEM_USERS:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoSystemUserError


def server_name(folder: Path) -> str:
    """Name the user that the database server runs as.

    Args:
        folder: the server's folder.

    Raises:
        NoSystemUserError: our own number has no name, without which PostgreSQL does not start.
    """
    user = server_user(folder)
    if user is not None:
        return user.pw_name
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise NoSystemUserError(f"user {os.geteuid()} has no name") from None


def may_enter(folder: Path, user: pwd.struct_passwd) -> bool:
    """Tell whether a user can pass through all folders down to this one."""
    return all(_passes(step, user) for step in (folder, *folder.parents))


def _passes(folder: Path, user: pwd.struct_passwd) -> bool:
    status = folder.stat()
    if status.st_uid == user.pw_uid:
        return bool(status.st_mode & 0o100)
    if status.st_gid == user.pw_gid:
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)


def hand_over(folder: Path, user: pwd.struct_passwd | None) -> None:
    """Make a folder that only the server's user can look into.

    Raises:
        HomeUnreachableError: that user could not get to it, or it is somebody else's already.
    """
    if user is not None and not may_enter(folder.parent, user):
        raise HomeUnreachableError(f"{folder.parent}, user {user.pw_name}")
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    us = os.geteuid()
    found = folder.lstat()  # a link that somebody put there is not followed
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {us, user.pw_uid if user else us}:
        raise HomeUnreachableError(f"{folder} is not ours")
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid, follow_symlinks=False)
