"""Payment files validate, add up to the penny, and say that they are unsigned."""

from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from blackstart.base.money import AMOUNT_MINOR_MAX
from blackstart.base.table import Frames
from blackstart.base.today import Mode, Today
from blackstart.day.tables import table
from blackstart.post.charset import ALLOWED, bank_text
from blackstart.post.pain001 import Debtor, Run, faults, file_name, message_id, write
from blackstart.post.payment_letters import letters, remittances

NAMESPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
AT = datetime(2025, 9, 25, 3, tzinfo=UTC)
IBAN = "GB33 BUKB 2020 1555 5555 55"  # the example of the IBAN registry
RUN = Run(run="RUN-0123456789abcdef0123", currency="GBP", execute_on=date(2025, 9, 25))
DEBTOR = Debtor(name="Our Firm & Söhne", iban=IBAN, bic="BUKBGB22")
XSD = etree.XMLSchema(
    etree.fromstring((files("sepaxml") / "schemas" / "pain.001.001.09.xsd").read_bytes())
)


def payment(number: int = 1, **other: object) -> dict[str, object]:
    """Make a row of the table `payments`."""
    row: dict[str, object] = {
        "payment": f"PAY-{number:020d}",
        "run": RUN.run,
        "supplier": f"S{number}",
        "currency": "GBP",
        "amount_minor": 123_45 * number,
        "account": IBAN,
        "name": "Supplier Ltd",
        "bic": None,
        "country": "GB",
        "state": "proposed",
        "weeks_left": None,
        "changed_on": date(2025, 9, 25),
    }
    return row | other


def payments(*rows: dict[str, object]) -> pl.DataFrame:
    """Make the table `payments`."""
    return pl.DataFrame(rows, schema=table("payments").empty().schema)


def read(body: bytes) -> etree._Element:
    """Check a message against the XSD and give its root."""
    root = etree.fromstring(body)
    XSD.assertValid(root)
    return root


def values(root: etree._Element, name: str) -> list[str | None]:
    """List the texts of all elements of a name."""
    return [found.text for found in root.iterfind(f".//p:{name}", NAMESPACE)]


def test_a_run_is_written_as_the_standard_asks() -> None:
    """Number and sum stand in the header and are those of the payments."""
    rows = payments(payment(2, bic="DEUTDEFF"), payment(1), payment(3, name="Łódź <Parts> & Co"))
    body = write(
        RUN, rows, DEBTOR, made_at=AT, mode=Mode.LIVE, texts={"PAY-" + "0" * 19 + "1": "INV 7"}
    )
    root = read(body)
    assert values(root, "NbOfTxs") == ["3", "3"]
    assert values(root, "CtrlSum") == ["740.70", "740.70"]
    assert values(root, "InstdAmt") == ["123.45", "246.90", "370.35"]
    assert values(root, "IBAN") == ["GB33BUKB20201555555555"] * 4
    assert values(root, "MsgId") == ["RUN-0123456789abcdef0123-GBP"]
    assert values(root, "CreDtTm") == ["2025-09-25T03:00:00Z"]
    assert values(root, "Dt") == ["2025-09-25"]
    assert values(root, "BICFI") == ["BUKBGB22", "DEUTDEFF"]
    assert values(root, "Ctry") == ["GB"] * 3
    assert values(root, "Nm") == ["Our Firm + Sohne"] * 2 + ["Supplier Ltd"] * 2 + [
        "Lodz .Parts. + Co"
    ]
    assert values(root, "Ustrd") == ["INV 7", f"PAY-{2:020d}", f"PAY-{3:020d}"]


def test_a_bank_without_bic_is_not_provided() -> None:
    """The element must be there, the word says that nothing is known."""
    root = read(
        write(
            RUN,
            payments(payment()),
            Debtor(name="Us", iban=IBAN, bic=None),
            made_at=AT,
            mode=Mode.LIVE,
        )
    )
    assert values(root, "BICFI") == []
    assert root.findtext(".//p:DbtrAgt//p:Othr/p:Id", namespaces=NAMESPACE) == "NOTPROVIDED"


@pytest.mark.parametrize(
    ("mode", "message", "comment"),
    [
        (Mode.LIVE, "RUN-0123456789abcdef0123-GBP", b"<!-- UNSIGNED. No bank may execute"),
        (Mode.EXERCISE, "X-RUN-0123456789abcdef0123-GBP", b"<!-- EXERCISE. UNSIGNED. "),
    ],
)
def test_a_file_says_what_it_is(mode: Mode, message: str, comment: bytes) -> None:
    """In its name, in its first lines, and for an exercise in its id."""
    assert message_id(RUN, mode) == message
    assert file_name(RUN, mode) == f"{message}.UNSIGNED.xml"
    body = write(RUN, payments(payment()), DEBTOR, made_at=AT, mode=mode)
    assert body.splitlines()[1].startswith(comment)
    assert values(read(body), "MsgId") == [message]


def test_an_odd_run_id_still_makes_a_message_id() -> None:
    """Too long, or with signs that a file name must not have."""
    for odd in ("R" * 60, "run/../7"):
        found = message_id(Run(run=odd, currency="GBP", execute_on=AT.date()), Mode.EXERCISE)
        assert len(found) <= 35
        assert found.startswith("X-RUN-")
        assert "/" not in found


@given(
    amounts=st.lists(st.integers(1, AMOUNT_MINOR_MAX), min_size=1, max_size=5),
    currency=st.sampled_from(["GBP", "JPY", "BHD"]),
    name=st.text(alphabet=st.characters(codec="utf-8"), max_size=200),
)
def test_any_run_validates_and_adds_up(amounts: list[int], currency: str, name: str) -> None:
    """Whatever the names and amounts; equal input gives equal bytes in any order of rows."""
    run = Run(run="RUN-1", currency=currency, execute_on=AT.date())
    rows = payments(
        *(
            payment(number, amount_minor=amount, currency=currency, name=name)
            for number, amount in enumerate(amounts)
        )
    )
    assert faults(run, rows, DEBTOR) == ()
    body = write(run, rows, DEBTOR, made_at=AT, mode=Mode.EXERCISE)
    assert body == write(run, rows.reverse(), DEBTOR, made_at=AT, mode=Mode.EXERCISE)
    digits = {"GBP": 2, "JPY": 0, "BHD": 3}[currency]
    (total, _) = values(read(body), "CtrlSum")
    assert int((total or "").replace(".", "")) == sum(amounts)
    assert len((total or "").partition(".")[2]) == digits


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"account": "12345678"}, "The payee's account is no IBAN."),
        ({"account": "GB34BUKB20201555555555"}, "The payee's account is no IBAN."),
        ({"bic": "X"}, "The payee's BIC is none."),
        ({"amount_minor": 0}, "Its amount is not positive."),
        ({"currency": "EUR"}, "It is not in GBP."),
        ({"country": "uk"}, "The country is no ISO 3166 code."),
        ({"payment": "P" * 36}, "Its id is longer than 35"),
        ({"payment": "PAY/1"}, "Its id is longer than 35 or has other signs"),
        ({"amount_minor": -1, "bic": "X"}, "The payee's BIC is none; its amount is not positive."),
    ],
)
def test_what_cannot_be_written_is_named(wrong: dict[str, object], says: str) -> None:
    """The finding names the payment and never shows an account."""
    (finding,) = faults(RUN, payments(payment() | wrong), DEBTOR)
    assert finding.code == "BS-SEND-002"
    assert finding.subject == (payment() | wrong)["payment"]
    assert finding.message.startswith(says)
    assert "BUKB" not in finding.message


def test_our_own_account_is_checked_too() -> None:
    """A wrong IBAN or BIC of ours stops the whole run."""
    for debtor in (Debtor(name="Us", iban="GB00", bic=None), Debtor(name="Us", iban=IBAN, bic="?")):
        (finding,) = faults(RUN, payments(payment()), debtor)
        assert finding.code == "BS-SEND-001"


@pytest.mark.parametrize(
    ("text", "chars_max", "shown"),
    [
        ("Müller & Söhne GmbH", 140, "Muller + Sohne GmbH"),
        ("Škoda Œuvre ﬁn ½", 140, "Skoda OEuvre fin 1.2"),
        ("Straße „7“\n\tÅrhus", 140, "Strasse .7' Arhus"),
        ("日本", 140, ".."),
        ("//a///b/", 140, "a/b"),
        ("", 140, "NOTPROVIDED"),
        ("   ", 4, "NOTP"),
        ("abc def", 4, "abc"),
    ],
)
def test_names_are_put_into_the_banks_letters(text: str, chars_max: int, shown: str) -> None:
    """Accents go, the rest becomes a full stop, and a cut leaves no blank at the end."""
    assert bank_text(text, chars_max) == shown


@given(text=st.text(), chars_max=st.integers(1, 140))
def test_any_text_fits(text: str, chars_max: int) -> None:
    """Only letters of the set, never empty, never too long, and stable when done again."""
    shown = bank_text(text, chars_max)
    assert 0 < len(shown) <= chars_max
    assert set(shown) <= set(ALLOWED)
    assert "//" not in shown
    assert bank_text(shown, chars_max) == shown


def decided(**run: object) -> Frames:
    """Make what the proposal of payments decides: one run with two payments."""
    row = {
        "run": RUN.run,
        "currency": "GBP",
        "proposed_on": date(2025, 9, 27),
        "allowed_minor": 10**6,
        "payments": 2,
        "total_minor": 370_35,
        "state": "proposed",
        "shown_sha256": "0" * 64,
    }
    paid = [(f"PAY-{1:020d}", f"INV-{number:02d}", 100) for number in range(10)]
    return {
        "payment_runs": pl.DataFrame([row | run], schema=table("payment_runs").empty().schema),
        "payments": payments(payment(1), payment(2)),
        "paid_debts": pl.DataFrame(paid, schema=table("paid_debts").empty().schema, orient="row"),
    }


def known(*accounts: tuple[object, ...]) -> Frames:
    """Make what is known: our accounts (name, day, currency, IBAN) and the invoices' numbers."""
    schema = table("cash_accounts").empty().schema
    rows = [
        (name, day, ccy, 0, 0, f"Us at {name}", iban, None) for name, day, ccy, iban in accounts
    ]
    return {
        "cash_accounts": pl.DataFrame(rows, schema=schema, orient="row"),
        "invoices": pl.DataFrame(
            {
                "invoice": [f"INV-{number:02d}" for number in range(9)],
                "number": [*"ihgfedcb", None],
            }
        ),
    }


TODAY = Today(at=AT, day=date(2025, 9, 25), mode=Mode.EXERCISE)


def test_a_proposal_becomes_a_letter_to_the_bank() -> None:
    """From our newest account with an IBAN, on a banking day, and only once by its id."""
    frames = known(
        ("old", date(2025, 9, 1), "GBP", IBAN),
        ("new", date(2025, 9, 24), "GBP", IBAN),
        ("noiban", date(2025, 9, 25), "GBP", None),
        ("future", date(2025, 9, 26), "GBP", IBAN),
        ("euro", date(2025, 9, 25), "EUR", IBAN),
    )
    (letter,), findings = letters(decided(), frames, TODAY)
    assert findings == ()
    assert letter.kind == "pain.001"
    assert letter.file == "X-RUN-0123456789abcdef0123-GBP.UNSIGNED.xml"
    root = read(letter.body)
    assert values(root, "Nm")[0] == "Us at new"
    assert values(root, "Dt") == ["2025-09-29"]  # the run was proposed on a Saturday
    assert values(root, "Ustrd") == ["Invoices b, c, d, e, f, g, h, i", f"PAY-{2:020d}"]
    assert letters(decided(), frames, TODAY) == ((letter,), ())


def test_many_invoices_are_counted_in_the_remittance() -> None:
    """The text of a payment is short; where the numbers are not known there is none."""
    rows = decided()
    numbers = pl.DataFrame(
        {"invoice": [f"INV-{place:02d}" for place in range(10)], "number": list("0123456789")}
    )
    found = remittances(rows, {"invoices": numbers})
    assert found == {f"PAY-{1:020d}": "Invoices 0, 1, 2, 3, 4, 5, 6, 7 and 2 more"}
    assert remittances({}, {"invoices": numbers}) == {}


@pytest.mark.parametrize(
    "accounts",
    [(), (("a", date(2025, 9, 1), "EUR", IBAN),), (("a", date(2025, 9, 1), "GBP", "1"),)],
)
def test_without_our_iban_there_is_no_letter(accounts: tuple[tuple[object, ...], ...]) -> None:
    """The run stays proposed, and a person is told what is missing."""
    found, (finding,) = letters(decided(), known(*accounts), TODAY)
    assert found == ()
    assert (finding.code, finding.subject) == ("BS-SEND-001", f"{RUN.run} GBP")
    assert letters(decided(), {}, TODAY)[0] == ()


def test_nothing_proposed_is_no_letter() -> None:
    """No run, an empty run and a signed run leave nothing new to write."""
    frames = known(("a", date(2025, 9, 1), "GBP", IBAN))
    for rows in ({}, decided(payments=0), decided(state="signed")):
        assert letters(rows, frames, TODAY) == ((), ())


@pytest.mark.conformance
def test_the_public_schema_accepts_our_files(shared_data: Path) -> None:
    """The schema files of the shared data say the same as the one in the test package."""
    schemas = sorted((shared_data / "iso20022").glob("*pain.001.001.09.xsd"))
    body = write(RUN, payments(payment(1), payment(2)), DEBTOR, made_at=AT, mode=Mode.EXERCISE)
    assert schemas
    for path in schemas:
        etree.XMLSchema(etree.parse(path)).assertValid(etree.fromstring(body))
