"""Which faults end a command with a sentence, and which are shown whole because they are ours."""

import errno

import click
import psycopg
import pytest
from click.testing import CliRunner

from blackstart.base.errors import BlackstartError, UnknownTableError
from blackstart.cli import faults
from blackstart.cli.output import Exit, document, json_option
from blackstart.cli.verb import Verb
from blackstart.exercise import package, recipe
from blackstart.store import errors
from blackstart.work import signing

GONE = psycopg.OperationalError("server closed the connection unexpectedly\n\tThis probably means")


@pytest.mark.parametrize("name", faults.ENDINGS)
def test_every_ending_is_of_a_fault_that_exists(name: str) -> None:
    """The names are those of classes; a renamed class would lose its sentence."""
    found = [getattr(module, name, None) for module in (errors, package, recipe, signing)]
    kind = next(filter(None, found))
    assert issubclass(kind, BlackstartError)
    assert faults.ending_of(kind("detail")) is faults.ENDINGS[name]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (GONE, "server closed the connection unexpectedly This probably means."),
        (psycopg.errors.AdminShutdown("terminating"), "terminating."),
        (psycopg.errors.DiskFull("could not extend file"), "could not extend file."),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), "Permission denied: /x/y."),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device."),
    ],
)
def test_what_is_not_reachable_ends_with_6(fault: Exception, words: str) -> None:
    """A server that went away, a disk that is full, a folder that is closed."""
    ending = faults.ending_of(fault)
    assert ending is not None
    assert ending.code is Exit.NOT_REACHABLE
    assert faults.in_words(fault) == words


@pytest.mark.parametrize(
    "fault",
    [
        ValueError("ours"),
        UnknownTableError("ours"),
        errors.UnknownQueryError("ours"),
        psycopg.errors.UndefinedColumn("ours"),
        psycopg.errors.SerializationFailure("ours"),
        BrokenPipeError(errno.EPIPE, "Broken pipe"),
        click.UsageError("click's own"),
    ],
)
def test_faults_of_ours_are_shown_whole(fault: Exception) -> None:
    """Nothing is made of them: the traceback is what helps."""
    assert faults.ending_of(fault) is None
    with pytest.raises(type(fault)), faults.told():
        raise fault


@click.command(cls=Verb)
@click.option("--late", is_flag=True)
@json_option
def failing(*, late: bool, as_json: bool) -> None:
    """Fail before or after the document is printed."""
    if late and as_json:
        document({"done": 1})
    raise errors.RecordBrokenError("at size 3")


def test_a_fault_after_the_document_adds_none() -> None:
    """Stdout holds one document, whatever comes after it; stderr holds the sentence."""
    early = CliRunner().invoke(failing, ["--json"])
    late = CliRunner().invoke(failing, ["--json", "--late"])
    assert (early.exit_code, late.exit_code) == (5, 5)
    assert early.stdout.startswith('{\n  "fault": {\n    "exit": 5,')
    assert late.stdout == '{\n  "done": 1\n}\n'
    assert "so nothing was sealed; run `blackstart record verify`. (at size 3)" in late.stderr
