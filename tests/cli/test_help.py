"""Help comes at once: nothing heavy is imported before a command is called."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blackstart.cli.main import COMMANDS, main
from tests.cli.door import run

PROGRAM = Path(sys.executable).parent / "blackstart"
CPU_SECONDS_MAX = 0.15
VERBS = ("load", "run", "status", "worker", "doctor", "record verify", "exercise new")
HEAVY = (
    "cryptography dataframely jinja2 lxml msgspec numpy polars procrastinate psycopg rich "
    "starlette uvicorn yaml"
).split()
IMPORTED = """
import sys
from click.testing import CliRunner
from blackstart.cli.main import main
assert CliRunner().invoke(main, sys.argv[1:]).exit_code == 0
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def cpu_seconds(*words: str) -> float:
    """Measure user and system time of one call of the program."""
    before = os.times()
    subprocess.run([PROGRAM, *words], check=True, capture_output=True)
    after = os.times()
    return (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )


def test_help_takes_little_time() -> None:
    """A tired operator does not wait for --help."""
    assert min(cpu_seconds("--help") for _ in range(5)) <= CPU_SECONDS_MAX


@pytest.mark.parametrize("verb", VERBS)
def test_no_help_imports_anything_heavy(verb: str) -> None:
    """The help of a verb is as light as the program's own."""
    words = [sys.executable, "-c", IMPORTED, *verb.split(), "--help"]
    ended = subprocess.run(words, check=True, capture_output=True, text=True)
    assert "click" in ended.stdout.split()
    assert set(HEAVY) & set(ended.stdout.split()) == set()


def test_help_begins_with_two_examples_and_ends_with_the_exit_codes() -> None:
    """Whoever types --help wants to copy a line, and a script's author wants the codes."""
    lines = run("--help").stdout.splitlines()
    examples = [line.strip() for line in lines[:8] if line.strip().startswith("blackstart ")]
    assert [example.split("  ")[0] for example in examples] == [
        "blackstart run exercises/jlr-2025",
        "blackstart run DOSSIER --once --json",
    ]
    assert "6 not reachable, 130 interrupted." in lines[-1]


@pytest.mark.parametrize(("name", "module", "_words"), COMMANDS)
def test_the_catalogue_names_commands_that_exist(name: str, module: str, _words: str) -> None:
    """Each row of the catalogue has its module, and the command in it has the row's name."""
    context = main.make_context("blackstart", ["--help"], resilient_parsing=True)
    command = main.get_command(context, name)
    assert command is not None
    assert command.name == name
    assert module in sys.modules[f"blackstart.cli.{module}"].__name__
    assert run(name, "--help").exit_code == 0
