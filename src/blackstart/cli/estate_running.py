"""`blackstart estate status | start | run | enrol | revoke`: the restart while it runs."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from blackstart.cli.estate_hand import end_on_findings, hand
from blackstart.cli.output import Exit, document, json_option, leave, refuse, say
from blackstart.cli.verb import Verb

SHOWN = 20


@click.command("status", cls=Verb)
@json_option
def status(*, as_json: bool) -> None:
    """List the open gates with what each lacks, and what the others wait for.

    Ends with 4 while the plan is not signed. Nothing is changed, nothing is asked.
    """
    from blackstart.base.clock import SystemClock
    from blackstart.cli.incident import current
    from blackstart.work import restart_status

    with current() as store:
        told: dict[str, Any] = restart_status.status(store, SystemClock().now())
    if as_json:
        document(told)
    else:
        click.echo("\n".join(_status(told)))
    if told["plan_sha256"] is None:
        leave(Exit.BLOCKED)


def _status(told: Mapping[str, Any]) -> Iterator[str]:
    yield f"{told['mode']} {told['incident']}, {told['now']}: {len(told['up'])} services are up"
    for one in told["open"][:SHOWN]:
        yield f"open     {one['service']}: {one['gate']} (waits {one['waited_hours']} h)"
        if one["kept_behind"]:
            yield f"  free   people are kept free until {one['kept_behind']} has ended"
        yield from (f"  lacks  {lack}" for lack in one["lacks"])
        yield from (f"  doubt  {doubt}" for doubt in one["doubts"])
    if len(told["open"]) > SHOWN:
        yield f"         … {len(told['open']) - SHOWN} more open gates: --json has them all"
    for one in told["waiting"][:SHOWN]:
        yield f"waiting  {one['service']}: {one['gate']} for {', '.join(one['needs'])}"
    for one in told["findings"]:
        yield f"{one['severity']:<8} {one['code']} {one['subject']}: {one['message']}"


@click.command("start", cls=Verb)
@click.option("--as", "person", metavar="PERSON", help="Who signs; without: it is only shown.")
@click.option("--key", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--public-key", metavar="HEX", help="With --signature.")
@click.option("--signature", metavar="HEX", help="Made elsewhere, of the statement.")
@json_option
def start(person: str | None, *, as_json: bool, **how: Any) -> None:  # noqa: ANN401 - click's options
    """Sign what the machine may do by itself: the rules, and every host and command it turns to.

    Two people sign; then it begins. Ends with 4 until then. A rule or probe that changes later is
    not followed before it is signed again.
    """
    from blackstart.base.clock import SystemClock
    from blackstart.cli.incident import current
    from blackstart.work import restart
    from blackstart.work.restart_people import start as sign

    with current() as store:
        told: dict[str, Any] = sign(store, hand(person, **how) if person else None)
        if "plan_sha256" not in told:
            end_on_findings(told, as_json=as_json)
        begun = told["in_force"] == told["plan_sha256"]
        if begun:
            restart.run(store, SystemClock())
    if as_json:
        document(told)
    else:
        click.echo("\n".join(_start(told)))
    if not begun:
        leave(Exit.BLOCKED)


def _start(told: Mapping[str, Any]) -> Iterator[str]:
    yield f"plan     {told['plan_sha256']}: {told['rules']} rules, {len(told['probes'])} probes"
    for one in told["probes"]:
        yield f"asks     {one['service']}: {one['gate']}: {one['kind']} {one['target']}"
    yield f"signed   {', '.join(told['signed_by']) or 'by nobody'}"
    yield from (f"doubt    {doubt}" for doubt in told["doubts"])
    if told["signatures_missing"]:
        yield f"missing  {told['signatures_missing']} signatures of: {told['statement']}"


@click.command("run", cls=Verb)
@click.option("--watch", is_flag=True, help="Go on until somebody stops it (Ctrl-C).")
@click.option("--every", default=5.0, show_default=True, help="Seconds between two looks.")
@json_option
def run(*, watch: bool, every: float, as_json: bool) -> None:
    """Let everything that can move by itself move: probes are asked, gates pass.

    It may be killed at any point, and several may run at once.
    """
    from blackstart.base.clock import SystemClock
    from blackstart.cli.incident import current
    from blackstart.work import restart

    with current() as store:
        while True:
            ran = restart.run(store, SystemClock())
            for one in ran.moves:
                say(f"{one.move:<8} {one.service}: {one.gate} {one.because}".rstrip())
            if not watch:
                break
            time.sleep(every)
    if as_json:
        moves = [{"gate": one.gate, "move": one.move, "service": one.service} for one in ran.moves]
        document({"asked": ran.asked, "moves": moves})


@click.command("enrol", cls=Verb)
@click.argument("person")
@click.option("--role", required=True, help="In which role they sign, for example recovery lead.")
@click.option("--team", default="", help="Their team.")
@click.option("--public-key", metavar="HEX", help="Their public key.")
@click.option("--make-key", type=click.Path(path_type=Path), help="Make a key in this new file.")
@click.option("--by", metavar="PERSON", help="Live: who is enrolled and vouches for them.")
@click.option("--by-key", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@json_option
def enrol(
    person: str,
    role: str,
    team: str,
    public_key: str | None,
    make_key: Path | None,
    by: str | None,
    by_key: Path | None,
    *,
    as_json: bool,
) -> None:
    """Let somebody sign from today on, with a key of their own (Ed25519)."""
    from blackstart.cli.incident import current
    from blackstart.work import restart_people, signing

    if bool(public_key) == bool(make_key):
        refuse(Exit.WRONG_USE, "Nobody was enrolled.", "Give --public-key or --make-key.")
    if make_key and make_key.exists():
        refuse(Exit.WRONG_USE, f"{make_key} is there already. Nobody was enrolled.", "Move it.")
    key = signing.make_key(make_key) if make_key else str(public_key)
    vouching = hand(by, by_key) if by else None
    with current() as store:
        told = restart_people.enrol(store, person, key, role, team, vouching)
    end_on_findings(told, as_json=as_json)
    if as_json:
        document(told)
    else:
        click.echo(f"{person} signs as {role} with {key}")


@click.command("revoke", cls=Verb)
@click.argument("person")
@click.option("--by", required=True, metavar="PERSON", help="Who says so.")
@json_option
def revoke(person: str, by: str, *, as_json: bool) -> None:
    """Let nobody sign with a person's keys from today on; what they signed at open gates lapses."""
    from blackstart.cli.incident import current
    from blackstart.work import restart_people

    with current() as store:
        told: dict[str, Any] = restart_people.revoke(store, person, by)
    if as_json:
        document(told)
    else:
        click.echo(f"{len(told['revoked'])} keys of {person} are revoked")
