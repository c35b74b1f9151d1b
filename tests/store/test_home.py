"""Where the data folder is, and who may enter it."""

import os
import pwd
from pathlib import Path

import pytest

from blackstart.store import home
from blackstart.store.errors import NoSystemUserError
from blackstart.store.home import Home, home_from, may_enter, server_name, server_user

STRANGER = pwd.struct_passwd(("stranger", "x", 54321, 54321, "", "/", "/bin/false"))
NEIGHBOUR = pwd.struct_passwd(("neighbour", "x", 54322, os.getegid(), "", "/", "/bin/false"))


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let us look like root."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)


@pytest.fixture
def as_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let us look like a user of the laptop."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


@pytest.mark.usefixtures("as_somebody")
@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"BLACKSTART_HOME": "/srv/case", "XDG_DATA_HOME": "/data"}, "/srv/case"),
        ({"XDG_DATA_HOME": "/data"}, "/data/blackstart"),
        ({"XDG_DATA_HOME": ""}, "~/.local/share/blackstart"),
        ({}, "~/.local/share/blackstart"),
    ],
    ids=["as told", "the user's own", "an empty setting", "the usual place"],
)
def test_where_the_data_is(environ: dict[str, str], folder: str) -> None:
    """BLACKSTART_HOME is obeyed; else the data lies with the user's other data."""
    assert home_from(environ) == Path(folder).expanduser()


@pytest.mark.usefixtures("as_root")
def test_roots_data_is_where_the_server_can_enter() -> None:
    """Root's own folder is closed to the server's user, so root's data lies elsewhere."""
    assert home_from({}) == Path("/var/lib/blackstart")
    assert home_from({"BLACKSTART_HOME": "/srv/case"}) == Path("/srv/case")


def test_a_new_folder_is_closed_to_others(tmp_path: Path) -> None:
    """Other users see nothing in the data folder; what is there already keeps its rights."""
    made = Home(root=tmp_path / "a" / "b")
    made.make()
    assert made.root.stat().st_mode & 0o066 == 0
    made.root.chmod(0o750)
    made.make()
    assert made.root.stat().st_mode & 0o777 == 0o750


@pytest.mark.usefixtures("as_somebody")
def test_a_user_runs_the_server_as_himself(tmp_path: Path) -> None:
    """Nobody becomes another user who does not have to."""
    assert server_user(tmp_path) is None


def test_a_number_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container may give us a number that no user has; that is told in words."""
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    with pytest.raises(NoSystemUserError, match="4000000 has no name"):
        server_name(tmp_path)


@pytest.mark.usefixtures("as_root")
def test_root_runs_the_server_as_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root takes the first known system user; a folder that is made already keeps its owner."""
    monkeypatch.setattr(home, "SYSTEM_USERS", ("nobody-knows-me", "nobody"))
    assert server_name(tmp_path / "new") == "nobody"
    monkeypatch.setattr(home, "SYSTEM_USERS", ("nobody-knows-me",))
    with pytest.raises(NoSystemUserError):
        server_user(tmp_path / "new")


@pytest.mark.parametrize(
    ("mode", "user", "passes"),
    [
        (0o700, STRANGER, False),
        (0o711, STRANGER, True),
        (0o710, STRANGER, False),
        (0o710, NEIGHBOUR, True),
        (0o701, NEIGHBOUR, False),
    ],
)
def test_who_may_enter(tmp_path: Path, mode: int, user: pwd.struct_passwd, *, passes: bool) -> None:
    """The rights of owner, group and others count, in this order, on every folder of the way."""
    for step in (tmp_path, *tmp_path.parents):
        if step.stat().st_uid == os.geteuid() and step.is_relative_to(tmp_path.parents[1]):
            step.chmod(step.stat().st_mode | 0o011)
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.chmod(mode)
    assert may_enter(folder, user) is passes
    assert may_enter(folder, pwd.getpwuid(os.geteuid()))
