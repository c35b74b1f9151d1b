"""From what was typed to a dossier's folder: a recipe is built first, into the data folder."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from blackstart.cli.incident import data_folder
from blackstart.cli.output import Exit, refuse
from blackstart.cli.progress import Tell, shown

if TYPE_CHECKING:
    from blackstart.post.dossier.folder import Dossier

RECIPE = "recipe.toml"


def found(folder: Path, scale: float | None = None, seed: int | None = None) -> "Dossier":
    """Describe the dossier in a folder; a folder with a recipe is an exercise to be made.

    Args:
        folder: a dossier, or an exercise's folder with its recipe.
        scale: how many times larger than the recipe says, for a recipe only.
        seed: another seed than the recipe's, for a recipe only.
    """
    from blackstart.post.dossier.folder import describe

    if (folder / RECIPE).exists():
        from blackstart.exercise.home import ensure

        with shown() as tell:
            folder = ensure(folder, data_folder(), scale, seed, making(tell))
    elif (scale, seed) != (None, None):
        message = f"{folder} holds no {RECIPE}, so it has neither scale nor seed. Nothing was done."
        refuse(Exit.WRONG_USE, message, "Leave --scale and --seed away for a finished dossier.")
    dossier = describe(folder, datetime.now(UTC))
    if not folder.is_dir():
        (missing,) = dossier.findings
        kind = "It is a file. " if folder.exists() else ""
        refuse(Exit.REFUSED, f"{missing.code} {folder}: {kind}{missing.message}", missing.fix)
    return dossier


def making(tell: Tell) -> Callable[[str, int, int], None]:
    """Turn what the exercise's builder tells into lines for a person."""

    def told(what: str, done: int, total: int) -> None:
        if done < total:
            tell(f"making {what}" + (f" {done:,} of {total:,}" if total > 1 else ""))

    return told
