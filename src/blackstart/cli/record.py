"""`blackstart record`: prove that what was decided was not changed."""

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blackstart.cli.output import Exit, document, json_option, leave, refuse, say
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from blackstart.store.database import Store
    from blackstart.store.verifier import Key

FILES = ("verifier.py", "record.ndjson", "key.pub")
NOTHING_SEALED = "NOT CHECKED: nothing is sealed yet; `blackstart run` seals what is decided"


@click.group("record")
def command() -> None:
    """Verify the record, or hand it to somebody who verifies it without us."""


@command.command("verify", cls=Verb)
@json_option
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint that was copied out of the house earlier.",
)
def verify(*, as_json: bool, against: Path | None) -> None:
    """Recompute every hash and signature; name the first broken entry.

    Ends with 5 if there is one, and if nothing is sealed yet, since then nothing was checked.
    A change is detected from the first checkpoint that covers it; against somebody who also holds
    the key, from the first checkpoint that left the house (--against).
    """
    from blackstart.cli.incident import current
    from blackstart.store import record, verifier

    outside = against.read_text("utf-8", errors="replace") if against else ""
    with current() as store, store.transaction(steady=True) as conn:
        verdict = record.verify(conn, _public_key(store), outside)
    nothing = [] if verdict.checkpoints or verdict.broken else [NOTHING_SEALED]
    if as_json:
        document(asdict(verdict))
    else:
        click.echo("\n".join([*nothing, *verifier.sentences(verdict)]))
    if verdict.broken or nothing:
        leave(Exit.CHECK_FAILED)


@command.command("export", cls=Verb)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@json_option
def export(folder: Path, *, as_json: bool) -> None:
    """Write the record, the public key and the verifier: who gets them needs Python, not us."""
    from importlib import resources

    from blackstart.cli.incident import current
    from blackstart.store import keys, record

    with current() as store, store.transaction(steady=True) as conn:
        public = keys.public_text(_public_key(store))
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "record.ndjson").open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in record.export(conn))
    (folder / "key.pub").write_text(f"{public}\n", encoding="utf-8")
    verifier = resources.files("blackstart.store").joinpath("verifier.py").read_bytes()
    (folder / "verifier.py").write_bytes(verifier)
    paths = [str(folder / name) for name in FILES]
    if as_json:
        document({"files": paths, "public_key": public})
    say(f"Check it with: python {shlex.join(paths)}")


def _public_key(store: "Store") -> "Key":
    """Read the public key of an incident's record; end the command if there is none."""
    from blackstart.store import keys, verifier

    path = keys.public_path(store.home, store.database)
    key = verifier.key_from(path.read_text("utf-8")) if path.exists() else None
    if key is None:
        message = f"NOT CHECKED: {path} holds no public key. Nothing was changed."
        refuse(
            Exit.CHECK_FAILED,
            message,
            "The first `blackstart run` makes it; a lost one comes back from your copy.",
        )
    return key
