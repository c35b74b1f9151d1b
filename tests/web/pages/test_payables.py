"""The pages of the payables desk, written as HTML."""

import itertools
import re
from dataclasses import replace

import pytest

from blackstart.payables.clearing.capacity import Machines, Posting
from blackstart.web.pages.capacity import capacity
from blackstart.web.pages.decided import DecidedPage
from blackstart.web.pages.invoice import invoice
from blackstart.web.pages.queue import ROWS_A_PAGE, address, queue
from blackstart.web.pages.words import whole
from blackstart.web.paper import written
from blackstart.work.story import Story
from tests.web.made_desk import MadeDesk
from tests.web.pages.test_front import Outline, outline

BYTES_MAX = 100_000


def queue_page(count: int = 5, **asked: str) -> str:
    """Write the page of the queue."""
    return written("queue.html", queue(MadeDesk(count=count).waiting(), asked, "word"))


def story(**changes: object) -> Story:
    """Tell the story of the first invoice."""
    told = MadeDesk().story("I-0")
    assert told
    return replace(told, **changes)  # type: ignore[arg-type]  # any attribute


def invoice_page(told: Story, piece: int = 0) -> str:
    """Write the page of an invoice."""
    return written("invoice.html", invoice(told, MadeDesk().waiting().queue, piece, "word"))


def accessible(html: str) -> Outline:
    """Check what a screen reader needs: headings, labels, captions, and one of each id."""
    page = outline(html)
    heads = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert heads[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(heads))
    tags = [tag for tag, _ in page.elements]
    assert tags.count("table") == tags.count("caption")
    assert all(attrs.get("scope") for tag, attrs in page.elements if tag == "th")
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for attrs in (attrs for _, attrs in page.elements if "aria-labelledby" in attrs):
        assert attrs["aria-labelledby"] in ids
    bare = re.sub(r"<label>.*?</label>", "", html, flags=re.DOTALL)
    fields = re.findall(r"<(?:input|select|textarea)\b[^>]*>", bare)
    assert [field for field in fields if "hidden" not in field and "aria-label" not in field] == []
    assert not re.search(r"<script|\sstyle=|\son\w+=", html)
    return page


@pytest.mark.parametrize("count", [0, 1, 5, 60, 4000])
def test_the_queue_is_small_whatever_waits(count: int) -> None:
    """Thousands wait and the page stays under 100 KB, with labels and captions."""
    html = queue_page(count)
    accessible(html)
    assert len(html.encode()) < BYTES_MAX
    assert html.count('type="checkbox"') == min(count, ROWS_A_PAGE)


def test_the_queue_says_who_why_and_what_next() -> None:
    """Desk, reason, what clears it, place; what nobody may accept says why; hostile names show."""
    html = queue_page()
    for words in ("purchasing", "BS-PAY-028", "cash for 2.0 weeks", "Nobody may accept it"):
        assert words in html
    assert "accepted by Ann on 2025-09-25" in html
    assert "⟨U+202E⟩evil⟨U+001B⟩" in html
    assert "<script>" not in html
    assert 'value="I-0|BS-PAY-028"' in html
    assert ">BS-PAY-028 A line bills more than the agreed price allows.</option>" in html
    assert "BS-PAY-028 A line bills more" in queue_page(60)


def test_filters_and_pages_stand_in_the_address() -> None:
    """All state is in the URL: pages keep the filters, filters are shown as chosen."""
    html = queue_page(500, owner="purchasing", page="3")
    assert "<option selected>purchasing</option>" in html
    assert "/invoices?owner=purchasing&amp;page=2" in html
    assert "/invoices?owner=purchasing&amp;page=4" in html
    assert "page 3 of 5" in html
    assert address({"owner": "", "code": "a&b"}) == "/invoices?code=a%26b"
    assert "page 5 of 5" in queue_page(500, owner="purchasing", page="99")


def test_a_desk_that_is_behind_says_so() -> None:
    """What was decided and is not followed yet must not look followed."""
    seen = MadeDesk(behind=True).waiting()
    assert "blackstart run" in written("queue.html", queue(seen, {}, "word"))


def test_an_invoice_has_its_evidence_side_by_side() -> None:
    """Verdict, fields, lines with order and receipts, findings, payments, record, original."""
    html = invoice_page(story())
    accessible(html)
    assert len(html.encode()) < BYTES_MAX
    for words in (
        *("Where it stands", "Billed, agreed, arrived; 20 more", "Receipts on its orders"),
        *("Findings in the document", "Decisions of people", "Payments", "In the record"),
        *("SHA-256", "GB…5555", "accept it despite BS-PAY-028", "Amount due (BT-115)"),
        "Not checked by the rules of EN 16931: ",
    ):
        assert words in html


def test_the_original_is_shown_and_does_nothing() -> None:
    """Its tags are text, its hidden characters are written out, its pieces are linked."""
    html = invoice_page(story(), piece=1)
    assert "&lt;Invoice&gt;" in html
    assert "⟨U+202E⟩" in html
    assert "\u202e" not in html
    assert "?piece=0" in html
    assert "?piece=2" in html


@pytest.mark.parametrize("byte", [b"\x00", b"<", b'"', b"\xff"])
def test_a_hostile_original_keeps_the_page_small(byte: bytes) -> None:
    """Whatever character grows most when it is written safely."""
    assert len(invoice_page(story(original=byte * 100_000)).encode()) < BYTES_MAX


def test_what_is_not_there_is_said() -> None:
    """No debt, no document, a changed original, a document that is no invoice."""
    bare = story(debt=None, document=None, subject="I-none")
    assert "we made this invoice ourselves" in invoice_page(bare)
    assert "lets the desk look at it" in invoice_page(bare)
    assert "CHANGED" in invoice_page(story(unchanged=False))
    document = invoice_page(story(invoice=None, debt=None))
    assert "A document that nobody could read" in document
    assert "For nobody." in invoice_page(story(subject="I-paid"))


def test_capacity_sets_people_beside_machines() -> None:
    """Hours with ranges, days, what one more changes, and what is assumed."""
    seen = MadeDesk(count=200).capacity()
    html = written("capacity.html", capacity(seen))
    accessible(html)
    for words in (
        *("1,200 documents", "2 workers", "9,000 an hour each", "0.07 hours", "0.04 hours"),
        *("20 of today's 250", "2 at 7.5 hours a day", "(assumed)", "assumption: 5 to 15"),
    ):
        assert words in html.replace("&#39;", "'")


def test_unknown_capacity_is_unknown() -> None:
    """No worker, no rate, no quota: no figure is made up."""
    bare = Machines(waiting=1, workers=0, an_hour=None)
    quota = Posting(matched=1, rate=None, left=None, clear_on=None)
    page = capacity(replace(MadeDesk().capacity(), machines=bare, posting=quota))
    assert "a time that is unknown" in page.machines[1]
    assert "unknown of today's unknown" in page.posting


@pytest.mark.parametrize(("kept", "words"), [((), "No invoice was picked"), (("I-1",), "Recorded")])
def test_the_answer_to_a_decision(kept: tuple[str, ...], words: str) -> None:
    """What was recorded, or that nothing was."""
    page = DecidedPage(
        mode="LIVE", incident="x", verdict="reject", person="Ann", kept=kept, faults=()
    )
    html = written("decided.html", page)
    accessible(html)
    assert words in html


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("", 0), ("-1", 0), ("²", 0), ("9" * 99, 0)]
)
def test_numbers_of_addresses(text: str, number: int) -> None:
    """Whatever stands there, the page is made."""
    assert whole(text) == number
