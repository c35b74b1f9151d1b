"""What each kind of evidence must hold, in the words that the operator reads."""

import pytest

from blackstart.base.canonical import sha256
from blackstart.estate.running.evidence_kinds import KINDS
from blackstart.estate.running.evidence_kinds.manifest import listed
from tests.estate.made import DAY

CHECKS = {kind.name: kind.check for kind in KINDS}
A, B = sha256("a"), sha256("b")
MANIFEST = f"{A}  db/one\n{B} *db/two\n".encode()


def faults(kind: str, body: bytes, **others: bytes) -> tuple[str, ...]:
    """Check a file, with others of its gate."""
    there = {name.replace("_", " "): [one] for name, one in others.items()}
    return CHECKS[kind](body, there, DAY)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (MANIFEST, ()),
        (f"# from the vault\n\n{A.upper()}\tdb/one\n".encode(), ()),
        (b"", ("it lists no file",)),
        (b"\xff", ("it is not UTF-8 text",)),
        (b"db/one", ("line 1 is not `sha256  path`",)),
        (f"{A}  one\n{B}  one".encode(), ("line 2 gives one a second hash",)),
        (f"{A}  one\n{A}  one".encode(), ()),
    ],
)
def test_a_manifest_lists_files_with_their_hashes(body: bytes, said: tuple[str, ...]) -> None:
    """As `sha256sum` writes them; what cannot be compared is refused."""
    assert faults("restore manifest", body) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (MANIFEST, ()),
        (f"{B}  db/two\n{A}  db/one".encode(), ()),
        (f"{A}  db/one\n{A}  db/two".encode(), ("1 files differ from the manifest: db/two",)),
        (f"{A}  db/one".encode(), ("1 files are missing: db/two",)),
        (MANIFEST + f"{A}  x".encode(), ("1 files are not in the manifest: x",)),
        (
            f"{A}  5\n{A}  4\n{A}  3\n{A}  2\n".encode() + MANIFEST,
            ("4 files are not in the manifest: 2, 3, 4, …",),
        ),
    ],
)
def test_restored_files_are_those_of_the_backup(found: bytes, said: tuple[str, ...]) -> None:
    """Every file, and no other one."""
    assert faults("restored hashes", found, restore_manifest=MANIFEST) == said


def test_nothing_to_compare_with_is_not_passed() -> None:
    """Hashes without a manifest are not checked, which is no pass."""
    assert faults("restored hashes", MANIFEST) == (
        "there is no restore manifest to compare it with",
    )


def test_manifests_that_differ_are_believed_by_nobody() -> None:
    """Two manifests with different hashes of a file: the file cannot be right."""
    two = {"restore manifest": [MANIFEST, f"{A}  db/two".encode()]}
    assert CHECKS["restored hashes"](MANIFEST, two, DAY) == (
        "1 files differ from the manifest: db/two",
    )
    assert listed(MANIFEST) == ({"db/one": A, "db/two": B}, ())


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ('{"tool": "T", "signatures_on": "2025-09-25", "hits": 0}', ()),
        ('{"tool": "T", "signatures_on": "2025-09-18", "hits": []}', ()),
        ('{"tool": "T", "signatures_on": "2025-09-25", "hits": ["x", "y"]}', ("2 hits",)),
        (
            '{"tool": "T", "signatures_on": "2025-09-17", "hits": 0}',
            ("its signatures are of 2025-09-17: older than 7 days",),
        ),
        (
            '{"tool": "T", "signatures_on": "2025-09-26", "hits": 0}',
            ("its signatures are of 2025-09-26, which is yet to come",),
        ),
        (
            '{"tool": " ", "hits": true}',
            (
                "it does not name the tool",
                "it does not say from which day its signatures are",
                "it does not say how many hits there were",
            ),
        ),
        ("clean!", ("it is not JSON",)),
        ("[" * 100_000, ("it is not JSON",)),
        ("[]", ("it is not a JSON object",)),
    ],
)
def test_a_scan_names_tool_day_and_hits(report: str, said: tuple[str, ...]) -> None:
    """A clean scan with fresh signatures passes; what is not said is no clean scan."""
    assert faults("scan report", report.encode()) == said


def test_a_file_holds_something() -> None:
    """What is in it is for the signers."""
    assert faults("file", b"x") == ()
    assert faults("file", b"") == ("the file is empty",)
