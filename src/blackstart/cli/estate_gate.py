"""`blackstart estate gate`: what people do at a gate."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from blackstart.cli.estate_hand import end_on_findings, gate_named, hand, signing
from blackstart.cli.output import Exit, document, json_option, leave, say
from blackstart.cli.verb import Verb

if TYPE_CHECKING:
    from blackstart.store.database import Store

at_gate = click.argument("gate", metavar="GATE")
of_service = click.argument("service", metavar="SERVICE")
by_person = click.option("--as", "person", required=True, metavar="PERSON", help="Who.")


@click.group("gate")
def gate_group() -> None:
    """Pass or fail a gate, hand in evidence, begin and end work.

    SERVICE and GATE are names as `blackstart estate status` shows them; the beginning of a gate's
    name will do: `gate pass erp integrity --as Ann`.
    """


@gate_group.command("pass", cls=Verb)
@of_service
@at_gate
@signing
@json_option
def pass_(service: str, gate: str, *, as_json: bool, **who: Any) -> None:  # noqa: ANN401 - click's options
    """Sign that a gate passes, on the evidence that is there; it passes when all it needs is there.

    Ends with 4 while it does not, and says what it lacks.
    """
    _sign(service, gate_named(gate), who, as_json=as_json)


@gate_group.command("sign", cls=Verb)
@of_service
@at_gate
@signing
@json_option
def sign(service: str, gate: str, *, as_json: bool, **who: Any) -> None:  # noqa: ANN401 - click's options
    """Bring a signature from another machine; without --signature: print what is to be signed."""
    from blackstart.cli.incident import current
    from blackstart.work.restart_acts import PASS, statement

    if who["signature"] or who["key"]:
        _sign(service, gate_named(gate), who, as_json=as_json)
        return
    with current() as store:
        told = statement(store, (service, gate_named(gate)), PASS)
    end_on_findings(told, as_json=as_json)
    if as_json:
        document(told)
    else:
        click.echo(told["statement"], nl=False)


@gate_group.command("fail", cls=Verb)
@of_service
@at_gate
@signing
@click.option("--because", default="", metavar="TEXT", help="Why, for those who are woken by it.")
@click.option("--preview", is_flag=True, help="Only show what would be taken back.")
@json_option
def fail(
    service: str,
    gate: str,
    because: str,
    *,
    preview: bool,
    as_json: bool,
    **who: Any,  # noqa: ANN401 - click's options
) -> None:
    """Fail a gate, open or passed: what was built on it is taken back with it."""
    from blackstart.cli.incident import current
    from blackstart.work.restart_acts import fail_gate

    named = (service, gate_named(gate))
    with current() as store:
        told = fail_gate(store, named, hand(**who), because, preview=preview)
        if not (preview or told["findings"]):
            _go_on(store)
    end_on_findings(told, as_json=as_json)
    if as_json:
        document(told)
    else:
        click.echo("\n".join(_taken(told, preview=preview)))


def _taken(told: Mapping[str, Any], *, preview: bool) -> Iterator[str]:
    verb = "would be" if preview else "were"
    yield f"{len(told['down'])} services {verb} taken down: {', '.join(told['down']) or 'none'}"
    for one in told["taken_back"]:
        yield f"back     {one['service']}: {one['gate']}"


@gate_group.command("begin", cls=Verb)
@of_service
@at_gate
@by_person
@json_option
def begin(service: str, gate: str, person: str, *, as_json: bool) -> None:
    """Say that work at a gate begins; what was before was waiting."""
    _work(service, gate_named(gate), person, "begun", as_json=as_json)


@gate_group.command("done", cls=Verb)
@of_service
@at_gate
@by_person
@json_option
def done(service: str, gate: str, person: str, *, as_json: bool) -> None:
    """Say that the work at a gate is done; what comes now is waiting for signatures."""
    _work(service, gate_named(gate), person, "done", as_json=as_json)


@gate_group.command("evidence", cls=Verb)
@of_service
@at_gate
@click.argument("kind", metavar="KIND")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@by_person
@json_option
def evidence(service: str, gate: str, kind: str, file: Path, person: str, *, as_json: bool) -> None:
    """Hand in a file for an open gate: restore manifest, restored hashes, scan report, file.

    Whoever signed before signs again: they had not seen it.
    """
    from blackstart.cli.incident import current
    from blackstart.work.restart_acts import hand_in

    named = (service, gate_named(gate))
    with current() as store:
        told = hand_in(store, named, kind_named(kind), file.name, file.read_bytes(), person)
        end_on_findings(told, as_json=as_json)
        _go_on(store)
        _show(store, named, as_json=as_json)


def kind_named(text: str) -> str:
    """Give the kind of evidence that is meant; end the command if there is none."""
    from blackstart.cli.output import refuse
    from blackstart.estate.running.evidence_kinds import KINDS

    names = [kind.name for kind in KINDS]
    if text not in names:
        message = f"There is no kind of evidence {text!r}. Nothing was done."
        refuse(Exit.WRONG_USE, message, f"The kinds are: {', '.join(names)}.")
    return text


def _sign(service: str, gate: str, who: Mapping[str, Any], *, as_json: bool) -> None:
    from blackstart.cli.incident import current
    from blackstart.work.restart_acts import sign_gate

    with current() as store:
        told = sign_gate(store, (service, gate), hand(**who))
        end_on_findings(told, as_json=as_json)
        _go_on(store)
        if _show(store, (service, gate), as_json=as_json) != "passed":
            leave(Exit.BLOCKED)


def _work(service: str, gate: str, person: str, move: str, *, as_json: bool) -> None:
    from blackstart.base.clock import SystemClock
    from blackstart.cli.incident import current
    from blackstart.work.restart_acts import note_work
    from blackstart.work.restart_status import gate_status

    with current() as store:
        before = gate_status(store, (service, gate), SystemClock().now())
        told = note_work(store, (service, gate), person, move)
        end_on_findings(told, as_json=as_json)
        if before.get("kept_behind"):
            say(
                f"The plan keeps people free until {before['kept_behind']} has ended, for "
                f"something more urgent. It is {move} all the same; the next plan counts with it."
            )
        _show(store, (service, gate), as_json=as_json)


def _go_on(store: "Store") -> None:
    """Let what can move by itself move."""
    from blackstart.base.clock import SystemClock
    from blackstart.work.restart import run

    run(store, SystemClock())


def _show(store: "Store", gate: tuple[str, str], *, as_json: bool) -> str:
    from blackstart.base.clock import SystemClock
    from blackstart.work.restart_status import gate_status

    told: dict[str, Any] = gate_status(store, gate, SystemClock().now())
    if as_json:
        document(told)
    else:
        click.echo(f"{told['service']}: {told['gate']} {told['state']}")
        for lack in told.get("lacks", ()):
            click.echo(f"lacks    {lack}")
        for doubt in told.get("doubts", ()):
            click.echo(f"doubt    {doubt}")
    return str(told["state"])
