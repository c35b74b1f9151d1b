"""The evidence pack's report: who did what when, on what evidence, and what proves it."""

from blackstart.estate.telling.report_document import Report
from blackstart.estate.telling.report_evidence import READS, Entry, concerns, evidence_pack
from tests.estate.telling.test_report_handover import CASE, part, rows
from tests.web.estate_made import run
from tests.web.made import DAY, frame

ENTRY = Entry(
    number=7,
    sealed=True,
    at="2025-09-25T02:30:00Z",
    actor="B. Boss",
    act="gate.failed",
    subject="erp: isolated",
)
UNSEALED = Entry(
    number=9, sealed=False, at="2025-09-25T03:00:00Z", actor="x", act="estate.plan", subject="y"
)


def report(*entries: Entry) -> Report:
    """Make the pack's report of the estate while its restart runs."""
    frames = {name: rows_ for name, rows_ in run().items() if name in READS}
    frames["signers"] = frame(
        "signers",
        {"person": "B. Boss", "public_key": "aa" * 32, "role": "lead", "enrolled_on": DAY},
    )
    return evidence_pack(frames, CASE, DAY, entries)


def test_every_statement_stands_in_its_chapter_with_its_proof() -> None:
    """Paper is called paper; a move names its event in the record."""
    told = report(ENTRY, UNSEALED)
    isolated = rows(told, "Isolated")
    assert ("2025-09-25", "", "directory", "isolated", "pass", "A. Person", "ab" * 32, "paper") in (
        isolated
    )
    failed = next(row for row in isolated if row[2] == "erp")
    assert failed[1] == "2025-09-25T02:30:00Z"
    assert failed[4:6] == ("fail", "B. Boss")
    assert failed[7] == "record 7"
    assert part(told, "Isolated").sentences == ("1 service: 2 statements.",)
    chapters = [part(told, title) for title in ("Captured", "Rebuilt", "Restored", "Tested")]
    assert sum(len(one.sheet.rows) for one in chapters if one.sheet) == 8
    assert next(row for row in rows(report(), "Isolated") if row[2] == "erp")[7] == "paper"


def test_evidence_and_events_are_listed() -> None:
    """Each file with its hash; each event, and whether it is sealed."""
    told = report(ENTRY, UNSEALED)
    ((digest, kind, file, *_, at),) = rows(told, "Evidence")
    assert (digest, kind, file, at) == (
        "ef" * 32,
        "scan report",
        "erp.json",
        "2025-09-25T02:30:00Z",
    )
    assert [row[-1] for row in rows(told, "The record")] == ["yes", "not yet"]
    assert part(told, "What this is").sentences[1].startswith("2 events of the record; 1 of them")
    assert [row[3] for row in rows(told, "What the machine found")] == ["door"]
    assert rows(told, "Who may sign") == [("B. Boss", "lead", "", "aa" * 32, "2025-09-25", "")]
    assert rows(told, "What was signed and does not count") == []


def test_money_and_customers_do_not_concern_the_pack() -> None:
    """Only what the record says of the restart."""
    acts = ("estate.plan", "gate.passed", "evidence.kept", "dossier.load", "exercise.advance")
    assert all(map(concerns, acts))
    assert not any(map(concerns, ("payments.propose", "invoices.decide", "notices.draft", "")))
