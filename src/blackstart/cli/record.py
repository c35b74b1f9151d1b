"""`blackstart record`: prove that what was decided was not changed."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blackstart.cli.output import Exit, document, leave, say

if TYPE_CHECKING:
    from blackstart.store.verifier import Verdict


@click.group("record")
def command() -> None:
    """Verify the record, or hand it to somebody who verifies it without us."""


@command.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint that was copied out of the house earlier.",
)
def verify(*, as_json: bool, against: Path | None) -> None:
    """Recompute every hash and signature; name the first broken entry. Ends with 5 if there is one.

    A change is detected from the first checkpoint that covers it; against somebody who also holds
    the key, from the first checkpoint that left the house (--against).
    """
    from blackstart.cli.incident import current
    from blackstart.store import keys, record

    outside = against.read_text("utf-8") if against else ""
    with current() as store, store.transaction(steady=True) as conn:
        verdict = record.verify(conn, keys.signer(store.home, store.database).public, outside)
    if as_json:
        document(asdict(verdict))
    else:
        click.echo(_sentence(verdict))
    if verdict.broken is not None:
        leave(Exit.CHECK_FAILED)


@command.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write the record, the public key and the verifier: who gets them needs Python, not us."""
    from importlib import resources

    from blackstart.cli.incident import current
    from blackstart.store import keys, record

    folder.mkdir(parents=True, exist_ok=True)
    with current() as store, store.transaction(steady=True) as conn:
        with (folder / "record.ndjson").open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in record.export(conn))
        (folder / "key.pub").write_text(
            f"{keys.signer(store.home, store.database).public.text}\n", encoding="utf-8"
        )
    verifier = resources.files("blackstart.store").joinpath("verifier.py").read_bytes()
    (folder / "verifier.py").write_bytes(verifier)
    say(f"Check it with: python {folder}/verifier.py {folder}/record.ndjson {folder}/key.pub")


def _sentence(verdict: "Verdict") -> str:
    """Say a verdict: what holds from when to when, what is not checked, what is broken."""
    if verdict.broken is not None:
        return f"BROKEN {verdict.broken}"
    return (
        f"{verdict.sealed} entries hold under {verdict.checkpoints} signed checkpoints "
        f"({verdict.since} to {verdict.until}), head {verdict.head}; "
        f"{verdict.unsealed} entries are not sealed yet and not checked."
    )
