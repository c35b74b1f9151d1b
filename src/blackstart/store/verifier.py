"""Verifies a record of Blackstart on a machine that has nothing but Python and the public key.

    python verifier.py record.ndjson key.pub [checkpoint.txt]

This one file needs the standard library only: copy it, and read it before you trust it. It hashes
each entry again, builds the Merkle tree again (RFC 9162) up to every checkpoint, and checks the
checkpoints' signatures (Ed25519, RFC 8032). It exits with 0, or with 5 and the first broken entry.

What it detects: entries that were changed, deleted, inserted or swapped after the checkpoint that
covers them was signed, and checkpoints that were changed. What it cannot detect: that somebody who
holds the key wrote the whole record anew, or that the newest end was cut off together with its
checkpoints; for that, hand in a checkpoint that left the house, as the third argument. Entries that
no checkpoint covers yet are counted as not sealed; nothing is said about them.
"""

import base64
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EXIT_OK, EXIT_USE, EXIT_BROKEN = 0, 2, 5

KEY_BYTES, SIGNATURE_BYTES = 32, 64
KIND = b"\x01"  # Ed25519, in the notes of C2SP

Signed = Callable[[bytes, bytes, bytes], bool]


@dataclass(frozen=True)
class Broken:
    """The first thing that does not hold.

    Attributes:
        index: place in the log, from 0; of the first entry in doubt if only a range is known.
        last: last place in doubt; the same as `index` when the entry itself is found out.
        seq: number of the event; None when a checkpoint is broken, not an entry.
        what: what differs.
    """

    index: int
    last: int
    seq: int | None
    what: str


@dataclass(frozen=True)
class Verdict:
    """What a verification found.

    Attributes:
        sealed: entries that a signed checkpoint covers, and that hold.
        unsealed: events that no checkpoint covers yet: not checked against any signature.
        checkpoints: signed checkpoints that hold.
        since: instant of the first one; changes from then on are detected.
        until: instant of the newest one.
        head: root hash of the newest one, in base64.
        broken: the first thing that does not hold; None when all does.
    """

    sealed: int
    unsealed: int
    checkpoints: int
    since: str
    until: str
    head: str
    broken: Broken | None

    @property
    def ok(self) -> bool:
        """Tell whether everything that is sealed holds."""
        return self.broken is None


# --- Ed25519 (RFC 8032, 5.1), verification only --------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]


def _add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def _times(factor: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = _add(total, point)
        point, factor = _add(point, point), factor >> 1
    return total


def _same(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def _point(encoded: bytes) -> Point | None:
    number = int.from_bytes(encoded, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    x_squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x_squared, (P + 3) // 8, P)
    if (x * x - x_squared) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - x_squared) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


Y = 4 * pow(5, P - 2, P) % P
X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
BASE = (X, Y, 1, X * Y % P)


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Check an Ed25519 signature (RFC 8032, 5.1.7)."""
    if len(public) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    key, commitment = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    return _same(_times(scalar, BASE), _add(commitment, _times(challenge, key)))


# --- Merkle tree (RFC 9162, 2.1) -----------------------------------------------------------------


def leaf_of(body: bytes) -> bytes:
    """Hash one entry."""
    return hashlib.sha256(b"\x00" + body).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _grown(peaks: list[bytes], size: int, leaf: bytes) -> list[bytes]:
    peaks = [*peaks, leaf]
    while size & 1:
        right, left = peaks.pop(), peaks.pop()
        peaks.append(_node(left, right))
        size >>= 1
    return peaks


def _root(peaks: Sequence[bytes]) -> bytes:
    head = peaks[-1] if peaks else hashlib.sha256(b"").digest()
    for peak in reversed(peaks[:-1]):
        head = _node(peak, head)
    return head


# --- notes (C2SP signed-note and tlog-checkpoint) ------------------------------------------------


@dataclass(frozen=True)
class Key:
    """A public key with the name that it signs under: `name+hash+base64`."""

    name: str
    public: bytes

    @property
    def hint(self) -> bytes:
        """Give the four bytes by which a signature names its key."""
        return hashlib.sha256(self.name.encode() + b"\n\x01" + self.public).digest()[:4]


def key_from(text: str) -> Key | None:
    """Read a public key; None if it is none."""
    name, _, rest = text.strip().partition("+")
    hint, _, encoded = rest.partition("+")
    data = _unbase64(encoded)
    if len(data) != 1 + KEY_BYTES or data[:1] != KIND:
        return None
    key = Key(name=name, public=data[1:])
    return key if key.hint.hex() == hint else None


@dataclass(frozen=True)
class Checkpoint:
    """A signed size and root of the log, at an instant."""

    size: int
    root: bytes
    at: str


def checkpoint_from(note: str, key: Key, signed: Signed) -> Checkpoint | None:
    """Read a checkpoint; None if its signature, its origin or its form does not hold."""
    text, _, signature = note.partition("\n\n")
    mark, _, encoded = signature.strip().rpartition(" ")
    data = _unbase64(encoded)
    named = mark == f"\u2014 {key.name}" and data[:4] == key.hint
    if not (named and signed(key.public, f"{text}\n".encode(), data[4:])):
        return None
    match text.split("\n"):
        case [key.name, size, root, at]:
            return Checkpoint(size=int(size), root=_unbase64(root), at=at)
        case _:
            return None


def _unbase64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


# --- the verification ----------------------------------------------------------------------------


@dataclass
class Verification:
    """Goes through a record line by line, up to the first thing that does not hold."""

    key: Key
    signed: Signed
    outside: Checkpoint | None
    size: int = 0
    unsealed: int = 0
    peaks: list[bytes] = field(default_factory=list)
    held: list[Checkpoint] = field(default_factory=list)
    broken: Broken | None = None

    @property
    def covered(self) -> int:
        """Count the entries that a checkpoint covers."""
        return self.held[-1].size if self.held else 0

    def line(self, text: str) -> None:
        """Check one line of the record."""
        try:
            found = json.loads(text)
            if "checkpoint" in found:
                self.checkpoint(found["checkpoint"], list(map(bytes.fromhex, found["peaks"])))
            else:
                self.entry(found)
        except (ValueError, KeyError, TypeError, AttributeError):
            self.fail("a line behind it cannot be read")

    def entry(self, found: dict[str, Any]) -> None:
        """Check an entry, and add it to the tree; an event that is not sealed is only counted."""
        index, seq, body = found["index"], found["seq"], found["body"]
        if index is not None and index != self.size:
            self.fail(f"it is missing; entry {index} stands in its place", seq=None)
        elif body is None:
            self.fail("its event is missing", seq=seq)
        elif (leaf := leaf_of(body.encode())).hex() != found["leaf"]:
            self.fail("its text does not have its hash: one of them was changed", seq=seq)
        elif index is None:
            self.unsealed += 1
        elif found["logged"] != found["leaf"]:
            self.fail("another event was sealed in its place", seq=seq)
        else:
            self.peaks = _grown(self.peaks, self.size, leaf)
            self.size += 1
            self.compare_outside()

    def checkpoint(self, note: str, peaks: list[bytes]) -> None:
        """Check a checkpoint: its signature, its place, and the tree that was signed."""
        found = checkpoint_from(note, self.key, self.signed)
        if found is None:
            self.doubt("the checkpoint that covers them was changed, or another key signed it")
        elif found.size != self.size:
            self.doubt(f"the checkpoint behind them covers {found.size} entries, not {self.size}")
        elif found.root == _root(self.peaks) and peaks != self.peaks:
            self.doubt("the tree's hashes that are kept with their checkpoint were changed")
        elif found.root == _root(self.peaks):
            self.held.append(found)
        else:
            known = peaks if _root(peaks) == found.root else []
            what = "others were signed: changed, deleted, inserted or swapped since"
            self.broken = Broken(*self.differing(known), seq=None, what=what)

    def differing(self, peaks: list[bytes]) -> tuple[int, int]:
        """Narrow down where the tree differs from the signed one.

        Args:
            peaks: roots of the perfect subtrees of the signed tree; none if they are not known.
        """
        first = 0
        sizes = [
            1 << bit for bit in reversed(range(self.size.bit_length())) if self.size >> bit & 1
        ]
        for size, ours, theirs in zip(sizes, self.peaks, peaks, strict=False):
            if ours != theirs:
                return max(first, self.covered), first + size - 1
            first += size
        return self.covered, self.size - 1

    def compare_outside(self) -> None:
        """Check that the record still holds what left the house."""
        known = self.outside
        if known and known.size == self.size and known.root != _root(self.peaks):
            what = "the record is not the one that the outside checkpoint covers"
            self.broken = Broken(index=0, last=self.size - 1, seq=None, what=what)

    def fail(self, what: str, seq: int | None = None) -> None:
        """Note the first thing that does not hold."""
        self.broken = Broken(index=self.size, last=self.size, seq=seq, what=what)

    def doubt(self, what: str) -> None:
        """Note that everything behind the last good checkpoint is in doubt."""
        last = max(self.covered, self.size - 1)
        self.broken = Broken(index=self.covered, last=last, seq=None, what=what)

    def end(self) -> None:
        """Check what only the end shows."""
        if self.size > self.covered:
            self.doubt("they are in the log, but no checkpoint covers them: it was deleted")
        elif self.outside and self.outside.size > self.size:
            self.fail(f"the outside checkpoint covers {self.outside.size} entries: some are gone")


def verify(lines: Iterable[str], key: Key, outside: str = "", signed: Signed = ed25519) -> Verdict:
    """Check a record, and name the first thing that does not hold.

    Args:
        lines: the export, a document of JSON a line.
        key: the public key.
        outside: a checkpoint that left the house; empty: none.
        signed: checks a signature; the one in this file when not given.
    """
    known = checkpoint_from(outside, key, signed) if outside else None
    run = Verification(key=key, signed=signed, outside=known)
    if outside and known is None:
        run.fail("the outside checkpoint is not signed by this key")
    for line in lines:
        if run.broken:
            break
        run.line(line)
    if not run.broken:
        run.end()
    held = run.held
    return Verdict(
        sealed=run.covered,
        unsealed=run.unsealed,
        checkpoints=len(held),
        since=held[0].at if held else "",
        until=held[-1].at if held else "",
        head=base64.b64encode(held[-1].root).decode() if held else "",
        broken=run.broken,
    )


def sentences(verdict: Verdict) -> list[str]:
    """Say what a verdict means, and from when on."""
    said = []
    if verdict.broken:
        place = f"entry {verdict.broken.index}"
        if verdict.broken.last > verdict.broken.index:
            place = f"entries {verdict.broken.index} to {verdict.broken.last}"
        event = f" (event {verdict.broken.seq})" if verdict.broken.seq is not None else ""
        said.append(f"BROKEN at {place}{event}: {verdict.broken.what}")
    said.append(f"{verdict.sealed} entries hold under {verdict.checkpoints} signed checkpoints")
    if verdict.checkpoints:
        said.append(f"changes are detected from {verdict.since} on; newest {verdict.until}")
        said.append(f"head {verdict.head}")
    if verdict.unsealed:
        said.append(f"{verdict.unsealed} events are not sealed yet: not checked")
    return said


def main(arguments: Sequence[str]) -> int:
    """Verify the files named on the command line, and say what was found."""
    if len(arguments) not in {2, 3}:
        sys.stderr.write(__doc__ or "")
        return EXIT_USE
    record, public, *rest = map(Path, arguments)
    key = key_from(public.read_text(encoding="utf-8"))
    if key is None:
        sys.stderr.write(f"{public} holds no public key of a record\n")
        return EXIT_USE
    outside = rest[0].read_text(encoding="utf-8") if rest else ""
    with record.open(encoding="utf-8", newline="\n") as lines:
        verdict = verify(lines, key, outside)
    sys.stdout.write("\n".join(sentences(verdict)) + "\n")
    return EXIT_OK if verdict.ok else EXIT_BROKEN


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
