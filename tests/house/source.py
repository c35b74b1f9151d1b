"""The house as text: its files, syntax trees and functions."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
PRODUCT = "src/blackstart/"
PACKAGE = CHECKOUT / PRODUCT
CONFIG: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
# From the top to the bottom; rooms on one line do not see each other.
LAYERS = tuple(
    tuple(name.strip() for name in layer.split("|"))
    for layer in CONFIG["tool"]["importlinter"]["contracts"][0]["layers"]
)
ROOMS = LAYERS[-2]
PURE = (*ROOMS, "base", "day")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = ast.Module | ast.ClassDef | Function


@dataclass(frozen=True)
class Source:
    """One Python file.

    Attributes:
        name: its path within the checkout, or within src/blackstart for the product's files.
        text: what it holds.
    """

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Parse the file once."""
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """Name the room or hall that the file belongs to."""
        return self.name.removeprefix(PRODUCT).split("/")[0]

    def functions(self) -> Iterator[Function]:
        """Walk all functions, the nested ones as well."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


def read(folder: Path, root: Path) -> tuple[Source, ...]:
    """Read all Python files below a folder, sorted by name."""
    return tuple(
        Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.py"))
    )


def product() -> tuple[Source, ...]:
    """Read the files of src/blackstart."""
    return read(PACKAGE, PACKAGE)


def everything() -> tuple[Source, ...]:
    """Read the files of the product, its tests, benches and documentation."""
    return tuple(
        source
        for name in ("src", "tests", "bench", "docs")
        for source in read(CHECKOUT / name, CHECKOUT)
    )


def tracked() -> tuple[Path, ...]:
    """List the files that git keeps or would keep; without git, all but what is made here."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode == 0:
        paths = (CHECKOUT / name for name in listing.stdout.split("\0") if name)
    else:
        paths = (path for path in CHECKOUT.rglob("*") if not made_here(path.relative_to(CHECKOUT)))
    return tuple(sorted(path for path in paths if path.is_file()))


def made_here(path: Path) -> bool:
    """Tell whether a file is the environment's, a cache's or a build's, by its folders."""
    folders = path.parent.parts
    made = {"_build", "build", "dist", "__pycache__"}
    return bool(made & set(folders)) or any(f.startswith(".") and f != ".ci" for f in folders)
