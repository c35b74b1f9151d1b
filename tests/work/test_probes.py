"""Each kind of probe against something real on this machine: good, bad, slow, and nonsense."""

import hashlib
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from blackstart.estate.running.probing import Probe
from blackstart.estate.running.tables import PROBE_KINDS
from blackstart.store.server import OWNER, Server
from blackstart.work.probes import PROBES
from blackstart.work.probes.asking import ask
from blackstart.work.probes.probe_kind import Answer

Answerer = Callable[[socket.socket], None]


def probe(
    kind: str, target: str, asks: str = "", expects: str = "", timeout_s: float = 2
) -> Answer:
    """Ask once."""
    return ask(
        Probe(
            service="a",
            gate="rebuilt",
            probe="p",
            kind=kind,
            target=target,
            ask=asks,
            expects=expects,
            timeout_s=timeout_s,
        )
    )


@contextmanager
def listening(answerer: Answerer, kind: int = socket.SOCK_STREAM) -> Iterator[str]:
    """Answer on a port of this machine; give host:port."""
    with socket.socket(type=kind) as door:
        door.bind(("127.0.0.1", 0))
        if kind == socket.SOCK_STREAM:
            door.listen()
        thread = threading.Thread(target=_answer, args=(door, answerer, kind), daemon=True)
        thread.start()
        yield f"127.0.0.1:{door.getsockname()[1]}"
        if kind == socket.SOCK_STREAM:
            door.shutdown(socket.SHUT_RDWR)


def _answer(door: socket.socket, answerer: Answerer, kind: int) -> None:
    try:
        while True:
            if kind == socket.SOCK_DGRAM:
                answerer(door)
                continue
            line, _ = door.accept()
            with line:
                answerer(line)
    except OSError:
        return  # the test is over, or the probe has hung up


def says(text: bytes) -> Answerer:
    """Say something to whoever connects."""
    return lambda line: line.sendall(text)


def replies(text: bytes) -> Answerer:
    """Read a request, then answer it."""

    def answer(line: socket.socket) -> None:
        line.recv(4096)
        line.sendall(text)

    return answer


def silent(_: socket.socket) -> None:
    """Take a while."""
    time.sleep(0.5)


def test_every_kind_of_the_dossier_has_its_file() -> None:
    """What a dossier may name can be asked."""
    assert tuple(kind.name for kind in PROBES) == PROBE_KINDS


def test_tcp() -> None:
    """A port is open and says what it should; a closed one, a wrong word, silence, nonsense."""
    with listening(says(b"220 ready\n")) as place:
        assert probe("tcp", place) == Answer(ok=True, said="connected")
        assert probe("tcp", place, expects="220").ok
        wrong = probe("tcp", place, expects="250")
        assert (wrong.ok, wrong.said) == (False, "heard '220 ready\\n', not '250'")
    assert "refused" in probe("tcp", place).said
    with listening(replies(b"PONG")) as place:
        assert probe("tcp", place, "PING\\r\\n", "PONG").output == b"PONG"
    with listening(silent) as place:
        assert probe("tcp", place, expects="x", timeout_s=0.1).said == "timed out"
    for target in ("localhost", "localhost:0", ":1", "localhost:99999"):
        assert probe("tcp", target).said == f"the target is not host:port: {target}"


def test_http() -> None:
    """Status and words; a redirect is an answer, not a way; a slow page is no page."""
    page = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nready"
    with listening(replies(page)) as place:
        url = f"http://{place}/health?full"
        assert probe("http", url, expects="200 ready") == Answer(
            ok=True, said="status 200", output=b"ready"
        )
        assert probe("http", url).ok
        assert probe("http", url, asks="/other", expects="ready").ok
        assert probe("http", url, expects="200 broken").said == "status 200, without 'broken'"
        assert not probe("http", url, expects="204").ok
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://evil.invalid/\r\nContent-Length: 0\r\n\r\n"
    with listening(replies(moved)) as place:
        assert probe("http", f"http://{place}").said == "status 302"
        assert probe("http", f"http://{place}", expects="302").ok
    with listening(says(b"SSH-2.0\r\n")) as place:
        assert not probe("http", f"http://{place}").ok
    with listening(silent) as place:
        assert probe("http", f"http://{place}", timeout_s=0.1).said == "timed out"
    assert probe("http", "ftp://x").said == "the target is no http URL: ftp://x"
    assert not probe("http", f"https://{place}", timeout_s=0.1).ok


def test_a_page_that_never_ends_is_stopped() -> None:
    """A drop at a time keeps no probe."""

    def drip(line: socket.socket) -> None:
        line.recv(4096)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")
        for _ in range(50):
            line.sendall(b".")
            time.sleep(0.05)

    with listening(drip) as place:
        began = time.monotonic()
        assert probe("http", f"http://{place}", timeout_s=0.2).said == "timed out"
        assert time.monotonic() - began < 2


@pytest.fixture(name="certificate", scope="module")
def _certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate that nobody trusts, with its key."""
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, None)
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(pem + made.public_bytes(Encoding.PEM))
    return path


def test_tls(certificate: Path) -> None:
    """The certificate that is known by its hash; one that nobody trusts is no answer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def shake(line: socket.socket) -> None:
        context.wrap_socket(line, server_side=True).close()

    pem = certificate.read_text().partition("-----BEGIN CERT")[1:]
    known = hashlib.sha256(ssl.PEM_cert_to_DER_cert("".join(pem))).hexdigest()
    with listening(shake) as place:
        assert probe("tls", place, expects=known).ok
        assert not probe("tls", place, expects="0" * 64).ok
        assert "certificate" in probe("tls", place, asks="localhost").said
        assert not probe("tls", place).ok
        assert "fingerprint" in probe("tls", place, expects="yes").said


def _dns_reply(code: int, *records: tuple[int, bytes]) -> Answerer:
    def reply(door: socket.socket) -> None:
        asked, whom = door.recvfrom(4096)
        door.sendto(b"\0\0" + asked[2:], whom)  # an answer to somebody else comes first
        question = asked[12:]
        head = struct.pack("!2s5H", asked[:2], 0x8180 | code, 1, len(records), 0, 0)
        answers = b"".join(
            b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(data)) + data
            for kind, data in records
        )
        door.sendto(head + question + answers, whom)

    return reply


def test_dns() -> None:
    """The right address, by this very name server; an alias before it is passed over."""
    alias, address = (5, b"\x01b\xc0\x0c"), (1, bytes([10, 0, 0, 7]))
    with listening(_dns_reply(0, alias, address), socket.SOCK_DGRAM) as place:
        assert probe("dns", place, "erp.example", "10.0.0.7").said == "10.0.0.7"
        assert not probe("dns", place, "erp.example", "10.0.0.8").ok
        assert not probe("dns", place, "erp.example AAAA").ok
        assert not probe("dns", place, "erp..example").ok
        assert not probe("dns", place, "erp.example MX").ok
    with listening(_dns_reply(3), socket.SOCK_DGRAM) as place:
        assert probe("dns", place, "erp.example").said == "no address, code 3"
    with listening(_dns_reply(0, (1, b"\1")), socket.SOCK_DGRAM) as place:
        assert not probe("dns", place, "erp.example").ok
    assert not probe("dns", place, "erp.example", timeout_s=0.1).ok


def test_sql(server: Server) -> None:
    """A value of a database; it can change nothing, and takes no longer than it may."""
    target = f"{server.conninfo(OWNER)} dbname=postgres"
    assert probe("sql", target) == Answer(ok=True, said="1", output=b"1")
    assert probe("sql", target, "SELECT count(*) FROM (VALUES (1), (2)) AS two", "2").ok
    assert probe("sql", target, "SELECT 3", "4").said == "3, not 4"
    assert probe("sql", target, "SELECT 1 WHERE false").said == "no row"
    assert "read-only" in probe("sql", target, "CREATE TABLE evil ()").said
    assert "timeout" in probe("sql", target, "SELECT pg_sleep(5)", timeout_s=0.1).said
    assert not probe("sql", f"{target} user=nobody").ok
    assert probe("sql", "dbname=postgres").said == "the target of an sql probe names its host"


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, no shell; a whole path; what takes too long is killed with all that it started."""
    true = json.dumps(["/bin/sh", "-c", "echo $0; exit 0", "$(id)"])
    assert probe("command", true, expects="$(id)").output == b"$(id)\n"
    assert probe("command", true, expects="root").said == "ended with 0, without 'root'"
    assert probe("command", '["/bin/false"]').said == "ended with 1"
    assert not probe("command", '["/no/such/program"]').ok
    assert "whole path" in probe("command", '["sh"]').said
    for target in ("echo hello", "[]", "[1]", '"sh"'):
        assert not probe("command", target).ok
    left = tmp_path / "pid"
    words = ["/bin/sh", "-c", f"sleep 60 & echo $! > {left}; wait"]
    assert probe("command", json.dumps(words), timeout_s=0.3).said == "not done within 0.3 s"
    for _ in range(100):
        if not Path(f"/proc/{left.read_text().strip()}/fd").exists():
            break
        time.sleep(0.02)
    stat = Path(f"/proc/{left.read_text().strip()}/stat")
    assert not stat.exists() or " Z " in stat.read_text()
    monkeypatch.setenv("SECRET", "of ours")
    assert "SECRET" not in probe("command", '["/usr/bin/env"]').output.decode()
