"""A rehearsal: forty services that are down, the people who bring them back, and the machine.

Thirty-eight are processes of their own (HTTP and TCP), two are databases on the embedded
PostgreSQL; a vault stands beside them, which knows the backups' hashes and scans. `drive` plays the
people: whoever rebuilds starts the process; two owners and the network desk sign with test keys.
All else the machine does by itself.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import sql
from psycopg.conninfo import make_conninfo

from blackstart.base.canonical import sha256
from blackstart.base.clock import SystemClock, business_date
from blackstart.base.today import Mode
from blackstart.day.tables import table
from blackstart.estate.running.moves import Gate
from blackstart.store import frames
from blackstart.store.database import Store, open_store
from blackstart.store.home import Home
from blackstart.store.server import OWNER, Server
from blackstart.work import restart
from blackstart.work.restart_acts import fail_gate, note_work, sign_gate
from blackstart.work.restart_people import start
from blackstart.work.restart_status import status
from blackstart.work.signing import Hand
from tests.work.killed import PROCESSES, Blow, arm

SERVICES = tuple(f"s{number:02}" for number in range(40))
ROOTS = SERVICES[:4]
DATABASES = ("s02", "s06")
VAULT = "vault"
DAMAGED = "s09"  # comes back from the backup with a file that is not the backup's
NEEDS = ("rebuild", "data", "test")
WORKER = "platform team"
OWNERS, NETWORK = ("Ann", "Bob"), "Cyd"
PROGRAM = Path(__file__).with_name("rehearsal_service.py")
PAPER = ("isolated", "evidence captured")
LIFE_SECONDS_MAX = 120
ROUNDS_MAX = 40
PORTS = range(20_000, 30_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Where the services of a rehearsal live.

    Attributes:
        home: the data folder of the store.
        folder: the services' data and process numbers.
        incident: its name.
        ports: by service that is a process, its port.
    """

    home: Path
    folder: Path
    incident: str
    ports: dict[str, int]

    def store(self) -> Store:
        """Open the store; it is a live incident, so that only checked signatures count."""
        return open_store(self.home, self.incident, Mode.LIVE)

    def data(self, service: str) -> Path:
        """Name the folder of a service's data."""
        return self.folder / service

    def kind(self, service: str) -> str:
        """Tell how a service speaks."""
        if service in DATABASES:
            return "sql"
        return "http" if int(service[1:]) % 2 else "tcp"

    def database(self, service: str) -> str:
        """Name the database of a service that is one."""
        return f"{self.incident.replace('-', '_')}_{service}"

    def conninfo(self, database: str) -> str:
        """Tell how to reach a database of the embedded server as its owner."""
        return make_conninfo(Server(Home(root=self.home)).conninfo(OWNER), dbname=database)

    # --- what the people of the platform do -----------------------------------------------------

    def lives(self, service: str) -> bool:
        """Tell whether a service answers."""
        if service in DATABASES:
            with psycopg.connect(self.conninfo("postgres"), autocommit=True) as conn:
                found = conn.execute(
                    "SELECT FROM pg_database WHERE datname = %s", [self.database(service)]
                )
                return found.fetchone() is not None
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.ports[service])) == 0

    def bring_back(self, service: str) -> None:
        """Start a service, unless it lives; it goes on when whoever started it dies."""
        if self.lives(service):
            return
        if service in DATABASES:
            self._make_database(service)
            return
        self._start(self.kind(service), self.ports[service], self.data(service))
        while not self.lives(service):
            time.sleep(0.005)

    def open_vault(self) -> None:
        """Start the vault: the one that is not down."""
        vault, today = self.folder / VAULT, business_date(SystemClock().now())
        vault.mkdir()
        said = {"hits": 0, "signatures_on": today.isoformat(), "tool": "rehearsal"}
        (vault / "scan").write_text(json.dumps(said))
        for service in SERVICES:
            (vault / service).write_text(f"{sha256(service)}  data\n")
        self._start(VAULT, self.ports[VAULT], vault)

    def _start(self, kind: str, port: int, folder: Path) -> None:
        words = [kind, str(port), str(folder)]
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", str(PROGRAM), *words],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with (self.folder / "processes").open("a") as file:
            file.write(f"{child.pid}\n")
        _LEFT_ALONE.append(child)

    def _make_database(self, service: str) -> None:
        name = self.database(service)
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as conn:
            conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with psycopg.connect(self.conninfo(name), autocommit=True) as conn:
            conn.execute("CREATE TABLE restored (file text, sha256 text)")
            conn.execute("INSERT INTO restored VALUES ('data', %s)", [sha256(service)])

    def restore(self, service: str, text: str | None = None) -> None:
        """Restore a service's data from the backup; another text is not what the backup holds."""
        self.data(service).mkdir(exist_ok=True)
        (self.data(service) / "data").write_text(service if text is None else text)

    def clean_up(self) -> None:
        """End the processes that were started, each by its number, and drop the databases."""
        listed = self.folder / "processes"
        for number in listed.read_text().split() if listed.exists() else ():
            words = Path(f"/proc/{number}/cmdline")
            if words.exists() and PROGRAM.name.encode() in words.read_bytes():
                os.kill(int(number), signal.SIGKILL)
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as conn:
            for service in DATABASES:
                name = sql.Identifier(self.database(service))
                conn.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


_LEFT_ALONE: list[object] = []  # a process object that is thrown away while it runs complains


@cache
def key(person: str) -> Ed25519PrivateKey:
    """Give a test key."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(sha256(person)))


def hand(person: str) -> Hand:
    """Give the hand of somebody who signs with their test key."""
    return Hand(person=person, key=key(person))


def world(home: Path, folder: Path, incident: str) -> World:
    """Set the scene: forty services that are down, and a store that knows of them."""
    talking = [VAULT, *(one for one in SERVICES if one not in DATABASES)]
    made = World(
        home=home,
        folder=folder,
        incident=incident,
        ports=dict(zip(talking, _free_ports(len(talking)), strict=True)),
    )
    made.open_vault()
    for service in SERVICES:
        made.restore(service, "not the backup's" if service == DAMAGED else None)
    with made.store() as store, store.transaction() as conn:
        for name, rows in _tables(made).items():
            frames.upsert(conn, table(name), pl.DataFrame(rows, schema=table(name).empty().schema))
    return made


def _free_ports(count: int) -> list[int]:
    """Find ports that nobody uses, outside the range that the system hands out."""
    free: list[int] = []
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as line:
            free += [port] if line.connect_ex(("127.0.0.1", port)) else []
        if len(free) == count:
            break
    return free


def needed(service: str) -> str | None:
    """Name the service that one needs: a tree of three levels."""
    number = int(service[1:])
    return SERVICES[(number - len(ROOTS)) // 3] if service not in ROOTS else None


def built_on(service: str) -> set[str]:
    """Name all services that were built on one, itself included."""
    found = {service}
    for each in SERVICES:
        if needed(each) in found:
            found.add(each)
    return found


def _tables(made: World) -> dict[str, list[dict[str, Any]]]:
    today = business_date(SystemClock().now())
    return {
        "services": [
            {"service": one, "layer": "platform", "team": WORKER, "source": "rehearsal"}
            for one in SERVICES
        ],
        "dependencies": [
            {
                "service": one,
                "needs": needed(one),
                "kind": NEEDS[int(one[1:]) % 3],
                "workaround": False,
                "source": None,
            }
            for one in SERVICES[len(ROOTS) :]
        ],
        "gate_signatures": list(_paper(today)),
        "signers": list(_signers(today)),
        "gate_rules": list(_rules()),
        "probes": [probe for one in SERVICES for probe in _probes(made, one)],
        "activities": [
            {
                "activity": "paying",
                "unit": "payments",
                "rate_manual": 10,
                "rate_restored": 100,
                "rate_boosted": 100,
            }
        ],
        "activity_needs": [{"activity": "paying", "service": SERVICES[-1]}],
    }


def _paper(today: date) -> Iterator[dict[str, Any]]:
    """Sign the first gates on paper: what happened before the restart began."""
    on = today - timedelta(days=1)
    for one in SERVICES:
        for gate in PAPER:
            row = {"service": one, "gate": gate, "signed_on": on, "signed_by": "forensics"}
            yield {**row, "result": "pass", "evidence_sha256": None}


def _signers(today: date) -> Iterator[dict[str, Any]]:
    for person in (*OWNERS, NETWORK):
        yield {
            "person": person,
            "public_key": key(person).public_key().public_bytes_raw().hex(),
            "role": "network" if person == NETWORK else "business owner",
            "team": None,
            "enrolled_on": today,
            "revoked_on": None,
        }


def _rules() -> Iterator[dict[str, Any]]:
    same = {"service": "*", "not_the_worker": True, "on_timeout": "tell", "signers": 0}
    yield {**same, "gate": "rebuilt", "probe": True}
    yield {**same, "gate": "scanned", "evidence": "scan report"}
    yield {**same, "gate": "data restored", "evidence": "restore manifest"}
    yield {**same, "gate": "integrity verified", "evidence": "restore manifest, restored hashes"}
    yield {**same, "gate": "business-tested", "probe": True}
    yield {**same, "gate": "signed off", "signers": 2, "roles": "business owner"}
    yield {**same, "gate": "reconnected", "signers": 1, "roles": "network"}


def _probes(made: World, service: str) -> Iterator[dict[str, Any]]:
    kind = made.kind(service)
    place = f"localhost:{made.ports.get(service)}"
    target, asks = {
        "sql": (made.conninfo(made.database(service)), ("SELECT 1", "1", _HASHES, "")),
        "tcp": (place, ("", "ready", "", "# END")),
        "http": (f"http://{place}", ("/", "200 ready", "/hashes", "200")),
    }[kind]
    once = {"service": service, "timeout_s": 5.0, "every_s": 0.0, "passes_needed": 1}
    same = {**once, "kind": kind, "target": target}
    lives = {**same, "probe": "lives", "ask": asks[0] or None, "expects": asks[1] or None}
    yield {**lives, "gate": "rebuilt", "passes_needed": 2}
    yield {**lives, "gate": "business-tested"}
    tells = {**same, "probe": "tells hashes", "ask": asks[2] or None, "expects": asks[3] or None}
    yield {**tells, "gate": "integrity verified", "keeps_as": "restored hashes"}
    vault = {**once, "kind": "http", "target": f"http://localhost:{made.ports[VAULT]}"}
    yield {**vault, "gate": "scanned", "probe": "scan", "ask": "/scan", "keeps_as": "scan report"}
    listed = {**vault, "probe": "backup", "ask": f"/{service}", "keeps_as": "restore manifest"}
    yield {**listed, "gate": "data restored"}
    yield {**listed, "gate": "integrity verified"}


_HASHES = "SELECT string_agg(sha256 || '  ' || file, E'\\n' ORDER BY file) FROM restored"


def begin(made: World) -> None:
    """Sign the plan by two people."""
    with made.store() as store:
        for person in OWNERS:
            assert start(store, hand(person))["findings"] is not None


def drive(made: World) -> int:
    """Play people and machine until nothing is open; give the number of rounds that it took."""
    with made.store() as store:
        for number in range(1, ROUNDS_MAX):
            restart.run(store, SystemClock())
            told: Any = status(store, SystemClock().now())
            if not told["open"]:
                return number
            for one in told["open"]:
                _serve(made, store, (one["service"], one["gate"]), one)
    raise TimeoutError("the rehearsal does not end")


def _serve(made: World, store: Store, gate: Gate, one: dict[str, Any]) -> None:
    """Do what an open gate waits for."""
    service, name = gate
    if name == "rebuilt" and not made.lives(service):
        if service in ROOTS:
            note_work(store, gate, WORKER, "begun")
        made.bring_back(service)
    elif any("differ from the manifest" in lack for lack in one["lacks"]):
        made.restore(service)  # first: whoever dies in between has not failed it for nothing
        fail_gate(store, gate, hand(OWNERS[0]), "restored files are not those of the backup")
    elif name == "signed off":
        for person in OWNERS:
            sign_gate(store, gate, hand(person))
    elif name == "reconnected":
        sign_gate(store, gate, hand(NETWORK))


def _life(made: World, blow: Blow | None) -> None:
    if blow is not None:
        arm(made.home, blow)
    drive(made)


def _begun(made: World, blow: Blow | None) -> Any:  # noqa: ANN401 - a process of some context
    life = PROCESSES.Process(target=_life, args=(made, blow), daemon=True)
    life.start()
    return life


def _ended(life: Any) -> int:  # noqa: ANN401 - a process of some context
    life.join(LIFE_SECONDS_MAX)
    if life.exitcode is None:
        life.kill()
        raise TimeoutError(f"no end within {LIFE_SECONDS_MAX} s")
    return int(life.exitcode)


def live(made: World, blow: Blow | None) -> int:
    """Drive in a process of its own that dies where it is told; give its exit code."""
    return _ended(_begun(made, blow))


def live_twice(made: World) -> list[int]:
    """Drive in two processes at once; give their exit codes."""
    return [_ended(life) for life in [_begun(made, None) for _ in range(2)]]


def restart_turn(made: World) -> None:
    """Let the machine take its turns once."""
    with made.store() as store:
        restart.run(store, SystemClock())
