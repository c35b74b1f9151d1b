"""What lies around the code: exemptions, addresses, locks, the changelog, the wheel, the set-up."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.source import CHECKOUT, CONFIG, PACKAGE, tracked
from tests.house.words import WORD

# Spelt with brackets, so that this file does not find itself.
ADDRESSES = re.compile(
    rb"pypi[.]org|pythonhosted[.]org|npmjs[.]|proxy[.]golang"
    rb"|https?[:]//[^ \"]*/(simple|-)/|--(extra-)?index-ur[l]"
)
MACHINE_PATHS = re.compile(rb"(?<![\w.])/(root|work/(main|shared)|home/\w+)/")
HEAVY = {"polars", "psycopg", "lxml", "starlette", "procrastinate", "dataframely", "numpy"}
HELP = """
import sys
from blackstart.cli.main import main
sys.argv = ["blackstart", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""
# A Python as Debian ships it without python3-pip and python3-venv.
BARE_PYTHON = f"""#!/bin/sh
case "$*" in
    *"import pip"*|*"-m pip"*) echo "No module named pip" >&2; exit 1 ;;
    "-m venv .venv") mkdir -p .venv/bin; echo "ensurepip is not available" >&2; exit 1 ;;
esac
exec "{sys.executable}" "$@"
"""


def found(pattern: re.Pattern[bytes]) -> list[str]:
    """Name the places in tracked files that match."""
    return [
        f"{path.relative_to(CHECKOUT)}: {match.group().decode()}"
        for path in tracked()
        for match in pattern.finditer(path.read_bytes())
    ]


def test_no_address_of_a_registry_is_kept() -> None:
    """Locks and files name packages and hashes; where they come from is the machine's business."""
    assert found(ADDRESSES) == []


def test_no_path_of_one_machine_is_kept() -> None:
    """A path of somebody's home works nowhere else."""
    assert found(MACHINE_PATHS) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (ADDRESSES, b"https://files.pythonhosted" + b".org/packages/a.whl"),
        (ADDRESSES, b"-i https://mirror.example/py/simple" + b"/"),
        (MACHINE_PATHS, b'DATA = "/home/' + b'ada/data"'),
    ],
)
def test_addresses_and_paths_are_recognised(pattern: re.Pattern[bytes], text: bytes) -> None:
    """The two patterns above can fail."""
    assert pattern.search(text)


def test_every_lint_exemption_in_the_configuration_has_its_reason() -> None:
    """Each rule that is switched off says why, on its line."""
    ruff = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.ruff.lint]")[1]
    rules = re.findall(r'^\s+"([A-Z]+\d*)",(.*)$', ruff, re.MULTILINE)
    ignored = CONFIG["tool"]["ruff"]["lint"]["ignore"]
    elsewhere = CONFIG["tool"]["ruff"]["lint"]["per-file-ignores"].values()
    assert len(rules) == len(ignored) + sum(map(len, elsewhere))
    assert [rule for rule, reason in rules if len(WORD.findall(reason)) < 2] == []


def test_every_package_in_the_locks_is_pinned_with_hashes() -> None:
    """An install checks what it gets, byte by byte, and both locks agree."""
    pins = {}
    for name in ("run", "dev"):
        text = (CHECKOUT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
        entries = re.findall(
            r"^([a-z0-9][\w.-]*)==(.*?) \\\n((?:    --hash=sha256:\w{64}.*\n)+)", text, re.MULTILINE
        )
        assert len(entries) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 0
        pins[name] = {(package, version) for package, version, _ in entries}
    assert pins["run"] <= pins["dev"]


def test_every_dependency_is_locked_and_explained() -> None:
    """What the product needs stands in its lock, and docs/dependencies.md says why."""
    lock = (CHECKOUT / "requirements" / "run.lock").read_text(encoding="utf-8")
    reasons = (CHECKOUT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for dependency in CONFIG["project"]["dependencies"]:
        name = dependency.split("[")[0]
        assert re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE), name
        assert f"`{name}`" in reasons, name


def test_the_changelog_names_the_version() -> None:
    """Whoever installs a version can read what it changes for them."""
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{CONFIG['project']['version']}]" in changelog


def test_templates_escape_everything() -> None:
    """No template lets text from a document through as markup."""
    holes = re.compile(r"\|\s*safe\b|autoescape\s+false")
    templates = sorted(PACKAGE.rglob("*.html"))
    assert [path.name for path in templates if holes.search(path.read_text("utf-8"))] == []


def test_help_is_light() -> None:
    """`blackstart --help` answers at once: nothing heavy is imported for it."""
    run = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "Usage" in run.stdout
    assert HEAVY & set(run.stderr.split()) == set()


def test_the_wheel_holds_everything_that_the_program_reads(tmp_path: Path) -> None:
    """SQL, templates and static files travel with the code."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("blackstart/")}
    kept = {
        path.relative_to(PACKAGE.parent).as_posix() for path in tracked() if PACKAGE in path.parents
    }
    assert held == kept


def test_a_machine_without_pip_is_told_so_in_one_sentence(tmp_path: Path) -> None:
    """Without pip and ensurepip the set-up ends with 6 and leaves nothing behind."""
    python = tmp_path / "python"
    python.write_text(BARE_PYTHON, encoding="utf-8")
    python.chmod(0o755)
    run = subprocess.run(
        [str(CHECKOUT / "tools" / "install"), "requirements/run.lock"],
        cwd=tmp_path,
        env={**os.environ, "PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (6, "")
    assert run.stderr.count("\n") == 1
    assert "neither pip nor ensurepip" in run.stderr
    assert not (tmp_path / ".venv").exists()
