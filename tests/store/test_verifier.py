"""The single-file verifier: right on the standard's vectors, whatever is done to a record."""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from blackstart.base import hashtree
from blackstart.store import verifier
from blackstart.store.keys import Signer, public_text, signed
from blackstart.store.verifier import Key, ed25519, key_from

AT = datetime(2025, 9, 25, 3, tzinfo=UTC)
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"a key for tests, known to all...")
KEY = Key(name="blackstart/test", public=PRIVATE.public_key().public_bytes_raw())
TEXT = public_text(KEY)
SIGNER = Signer(public=KEY, private=PRIVATE)

# RFC 8032, 7.1: public key, message, signature of TEST 1, 2, 3 and SHA(abc).
VECTORS = """
d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a
-
e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b
d25bf5f0595bbe24655141438e7a100b

3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c
72
92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c
387b2eaeb4302aeeb00d291612bb0c00

fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025
af82
6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659
4a7c15e9716ed28dc027beceea1ec40a

ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf
ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd
454d4423643ce80e2a9ac94fa54ca49f
dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030
3dca179c138ac17ad9bef1177331a704
"""


def body(number: int) -> str:
    """Write the text of an event."""
    return json.dumps({"subject": f"event {number} \u2603"}, ensure_ascii=False)


def entry(index: int | None, text: str) -> dict[str, object]:
    """Make a line of an entry, or of an event that is not sealed."""
    leaf = hashtree.leaf_hash(text.encode()).hex()
    logged = None if index is None else leaf
    return {"index": index, "seq": 7, "body": text, "leaf": leaf, "logged": logged}


def recorded(sizes: Sequence[int], unsealed: int = 0) -> list[dict[str, object]]:
    """Make a record with checkpoints at these sizes."""
    lines: list[dict[str, object]] = []
    peaks: tuple[bytes, ...] = ()
    for index in range(max(sizes, default=0)):
        lines.append(entry(index, body(index)))
        peaks = hashtree.append(peaks, index, hashtree.leaf_hash(body(index).encode()))
        if index + 1 in sizes:
            note = SIGNER.checkpoint(index + 1, hashtree.root(peaks), AT)
            lines.append({"checkpoint": note, "peaks": [peak.hex() for peak in peaks]})
    return lines + [entry(None, body(900 + number)) for number in range(unsealed)]


def verify(lines: Sequence[dict[str, object]], outside: str = "") -> verifier.Verdict:
    """Verify a record with the verifier's own arithmetic replaced by a faster one."""
    return verifier.verify(map(json.dumps, lines), KEY, outside, signed)


SIZES = st.sets(st.integers(1, 40), min_size=1, max_size=4).map(sorted)


@pytest.mark.parametrize("vector", VECTORS.strip().split("\n\n"), ids=["1", "2", "3", "SHA(abc)"])
def test_the_vectors_of_rfc_8032(vector: str) -> None:
    """The standard's signatures hold, and not for another message."""
    digits = vector.replace("\n", "").replace("-", "")
    public, message, signature = map(bytes.fromhex, (digits[:64], digits[64:-128], digits[-128:]))
    assert ed25519(public, message, signature)
    assert not ed25519(public, message + b"!", signature)


@given(st.binary(max_size=100), st.integers(0, 511))
def test_signatures_are_judged_as_cryptography_judges_them(message: bytes, bit: int) -> None:
    """Each signature holds, and none holds any more when one of its bits is turned."""
    signature = PRIVATE.sign(message)
    turned = (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(64, "big")
    for tried in (signature, turned):
        assert ed25519(KEY.public, message, tried) is signed(KEY.public, message, tried)


@pytest.mark.parametrize(
    ("public", "signature"),
    [
        (b"short", bytes(64)),
        (KEY.public, b"short"),
        (b"\xff" * 32, bytes(64)),
        ((2).to_bytes(32, "little"), bytes(64)),
        ((1 | 1 << 255).to_bytes(32, "little"), bytes(64)),
        (KEY.public, b"\xff" * 64),
        (KEY.public, KEY.public + b"\xff" * 32),
    ],
    ids=[
        "short key",
        "short signature",
        "y too large",
        "no point",
        "no sign",
        "no R",
        "S too large",
    ],
)
def test_what_is_no_key_or_no_signature(public: bytes, signature: bytes) -> None:
    """Bytes that the standard tells to refuse are refused."""
    assert not ed25519(public, b"", signature)


@pytest.mark.parametrize(
    "text",
    ["", "name", "name+00000000+AAAA", TEXT[:-4], TEXT.replace("+", "+00", 1), "a+b+#"],
)
def test_what_is_no_public_key(text: str) -> None:
    """A key that is cut, or does not have its own hash, is no key."""
    assert key_from(text) is None


def test_a_public_key_comes_back() -> None:
    """A key that was written down is read again."""
    assert key_from(f"{TEXT}\n") == KEY


@given(SIZES, st.integers(0, 3))
def test_an_untouched_record_holds(sizes: list[int], unsealed: int) -> None:
    """Whatever its length, a record that nobody touched holds under all of its checkpoints."""
    lines = recorded(sizes, unsealed)
    checkpoints = [str(line["checkpoint"]) for line in lines if "checkpoint" in line]
    verdict = verify(lines, outside=checkpoints[0])
    assert verdict.ok
    assert (verdict.sealed, verdict.unsealed) == (sizes[-1], unsealed)
    assert verdict.checkpoints == len(sizes)


@given(SIZES, st.data())
def test_any_change_is_found_where_it_is(sizes: list[int], data: st.DataObject) -> None:
    """A consistent change of one entry, its hashes too, is found in the range that is named."""
    lines = recorded(sizes)
    places = [at for at, line in enumerate(lines) if "index" in line]
    at = data.draw(st.sampled_from(places))
    index = int(str(lines[at]["index"]))
    lines[at] = entry(index, "another")
    broken = verify(lines).broken
    assert broken is not None
    assert broken.index <= index <= broken.last


def test_without_the_trees_hashes_the_range_is_wider() -> None:
    """Where the hashes of the signed tree are not known, all since the last good checkpoint is."""
    lines = recorded([2, 7])
    lines[4] = entry(3, "another")
    lines[-1]["peaks"] = []
    broken = verify(lines).broken
    assert broken is not None
    assert (broken.index, broken.last) == (2, 6)


def test_a_checkpoint_of_another_log_is_none() -> None:
    """A checkpoint that the right key signed for another log is not taken."""
    other = Signer(public=Key(name="blackstart/other", public=KEY.public), private=PRIVATE)
    text, _, _ = other.checkpoint(1, b"", AT).partition("\n\n")
    signature = base64.b64encode(KEY.hint + PRIVATE.sign(f"{text}\n".encode())).decode()
    note = f"{text}\n\n\u2014 {KEY.name} {signature}\n"
    assert verifier.checkpoint_from(note, KEY, ed25519) is None
    assert verifier.checkpoint_from(other.checkpoint(1, b"", AT), KEY, ed25519) is None


@given(SIZES, st.data())
def test_any_swap_is_found(sizes: list[int], data: st.DataObject) -> None:
    """Two entries that change places are found no later than the second one's checkpoint."""
    lines = recorded([*sizes, 41])
    places = [at for at, line in enumerate(lines) if "index" in line]
    one, two = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True))
    first, second = int(str(lines[one]["index"])), int(str(lines[two]["index"]))
    lines[one], lines[two] = entry(first, body(second)), entry(second, body(first))
    broken = verify(lines).broken
    assert broken is not None
    assert broken.index <= min(first, second) <= broken.last


@given(SIZES, st.data())
def test_any_missing_line_is_found(sizes: list[int], data: st.DataObject) -> None:
    """Without one of its entries, or its last checkpoint, a record does not hold."""
    lines = recorded(sizes)
    needed = [at for at, line in enumerate(lines) if "index" in line] + [len(lines) - 1]
    del lines[data.draw(st.sampled_from(needed))]
    assert not verify(lines).ok


@given(SIZES, st.data())
def test_any_turned_bit_is_found(sizes: list[int], data: st.DataObject) -> None:
    """One bit turned in a text, in a hash or in a checkpoint, and the record does not hold."""
    lines = recorded(sizes)
    line = data.draw(st.sampled_from(lines))
    name = data.draw(st.sampled_from(sorted(line.keys() - {"index", "seq", "peaks"})))
    text = bytearray(str(line[name]).encode())
    text[data.draw(st.integers(0, len(text) - 1))] ^= data.draw(st.sampled_from([1, 2, 4, 16]))
    line[name] = text.decode(errors="replace")
    assert not verify(lines).ok


@pytest.mark.parametrize(
    "line", ["", "[]", "{", "null", "{}", '{"index": 0}', '{"checkpoint": 1, "peaks": []}']
)
def test_what_is_no_line_of_a_record(line: str) -> None:
    """A line that cannot be read is where the record breaks; no traceback."""
    broken = verifier.verify([line], KEY).broken
    assert broken is not None
    assert broken.index == 0


@given(SIZES)
def test_the_tree_is_that_of_the_house(sizes: list[int]) -> None:
    """The single file's tree, written a second time, has the roots of the house's own."""
    root = hashtree.tree_root([hashtree.leaf_hash(body(i).encode()) for i in range(sizes[-1])])
    assert verify(recorded(sizes)).head == base64.b64encode(root).decode()


def run(*arguments: Path) -> tuple[int, str, str]:
    """Run the single file as the other side would: isolated, without anything of ours."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(Path(verifier.__file__)), *arguments],
        capture_output=True,
        check=False,
        text=True,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Lay a record and its public key into a folder."""
    record, key = tmp_path / "record.ndjson", tmp_path / "key.pub"
    record.write_text("".join(f"{json.dumps(line)}\n" for line in recorded([3, 5], 1)))
    key.write_text(f"{TEXT}\n")
    return record, key


def test_the_file_alone_says_that_a_record_holds(files: tuple[Path, Path]) -> None:
    """It ends with 0 and says from when on changes are detected, and what was not checked."""
    code, said, _ = run(*files)
    assert code == 0
    assert said.splitlines()[0] == "5 entries hold under 2 signed checkpoints"
    assert "changes are detected from 2025-09-25T03:00:00Z on" in said
    assert said.splitlines()[-1] == "1 events are not sealed yet: not checked"


def test_the_file_alone_names_what_is_broken(files: tuple[Path, Path]) -> None:
    """It ends with 5 and names the first broken entry and its event."""
    record, key = files
    record.write_text(record.read_text().replace("event 3", "event 4"))
    code, said, _ = run(record, key)
    assert code == 5
    assert said.startswith("BROKEN at entry 3 (event 7): its text does not have its hash")
    assert "3 entries hold under 1 signed checkpoints" in said


def test_the_file_alone_takes_an_outside_checkpoint(files: tuple[Path, Path]) -> None:
    """A checkpoint of a longer record shows that entries are gone: exit 5, as a range."""
    record, key = files
    outside = record.with_name("checkpoint.txt")
    outside.write_text(str(recorded([9])[-1]["checkpoint"]))
    code, said, _ = run(record, key, outside)
    assert code == 5
    assert "some are gone" in said


def test_the_file_alone_says_how_it_is_used(files: tuple[Path, Path]) -> None:
    """With other arguments, or no key, it ends with 2 and checks nothing."""
    assert run(files[0])[0] == 2
    code, said, complaint = run(files[0], files[0])
    assert (code, said) == (2, "")
    assert "holds no public key" in complaint
