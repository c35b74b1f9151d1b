"""Notices say what runs, what does not, what to do, and what is never asked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from blackstart.base import activity
from blackstart.base.event import Letter
from blackstart.base.today import Mode
from blackstart.post.notices import (
    AUDIENCES,
    Audience,
    LineState,
    Section,
    Situation,
    _templates,
    drafts,
    text,
)

SITUATION = Situation(
    as_of=datetime(2025, 9, 25, 3, tzinfo=UTC),
    mode=Mode.EXERCISE,
    our_name="Our Firm",
    number=2,
    replaces=1,
    activities=(
        Section(name=activity.INVOICING, mode="restored", rate=4000, unit="invoices"),
        Section(
            name=activity.PAYING,
            mode="manual",
            rate=150,
            unit="payments",
            returns_on=date(2025, 9, 29),
            returns_by=date(2025, 10, 6),
        ),
        Section(name=activity.PARTS, mode="down", rate=0, unit="order lines"),
        Section(name=activity.WHOLESALE, mode="boosted", rate=900, unit="invoices"),
    ),
    lines=(
        LineState(line="Solihull final", start_on=date(2025, 10, 8), waits_for="IT, people"),
        LineState(line="Halewood final"),
    ),
    invoices_waiting=20_000,
    payments_proposed=312,
    part_lines_waiting=30_000,
    wholesale_waiting=8_000,
    record_head="ab12",
)
COLLEAGUES, SUPPLIERS, RETAILERS = AUDIENCES


def mail(letter: Letter) -> EmailMessage:
    """Read a draft as a mail program does."""
    found = message_from_bytes(letter.body, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def test_colleagues_are_told_everything() -> None:
    """What runs and at what rate, what is on paper, what is down, and which line waits for what."""
    said = text(COLLEAGUES, SITUATION)
    assert "RUNNING AGAIN\n- Entering invoices: up to 4,000 invoices a day.\n" in said
    assert "- Invoicing vehicles to retailers: up to 900 invoices a day.\n" in said
    assert (
        "- Paying suppliers: up to 150 payments a day by hand. Expected about 29 September 2025,"
        " and by 6 October 2025 nine times out of ten.\n"
    ) in said
    assert "NOT RUNNING YET\n- Shipping parts. We cannot name a day yet.\n" in said
    assert "- Solihull final: not before 8 October 2025; waits for IT, people.\n" in said
    assert "- Halewood final: no date yet.\n" in said
    assert "Vehicles that wait for registration: not known\n" in said
    assert "We will never ask for your password or a log-in code" in said


def test_suppliers_are_told_of_invoices_and_money() -> None:
    """And that no bank details change by e-mail; other desks are not their business."""
    said = text(SUPPLIERS, SITUATION)
    assert "- Invoices that wait for a decision: 20,000\n" in said
    assert "- Payments proposed and waiting for two signatures: 312\n" in said
    assert "We will not announce new bank details, ours or yours, by e-mail." in said
    assert "with a number you already had" in said
    assert "Shipping parts" not in said
    assert "IT, people" not in said


def test_retailers_are_told_of_parts_and_vehicles() -> None:
    """And that each car has one wholesale invoice."""
    said = text(RETAILERS, SITUATION)
    assert "- Part order lines that wait: 30,000\n" in said
    assert "- Invoicing vehicles to retailers: up to 900 invoices a day.\n" in said
    assert "Entering invoices" not in said
    assert "one wholesale invoice" in said
    assert "We will not announce new bank details" in said


def test_each_draft_says_what_it_is() -> None:
    """Draft, exercise, number, moment and the record's head stand in text and headers."""
    for audience, letter in zip(AUDIENCES, drafts(SITUATION), strict=True):
        found = mail(letter)
        body = found.get_content().replace("\r\n", "\n")
        assert letter.kind == "notice"
        assert letter.file == f"X-notice-002-{audience.name}.DRAFT.eml"
        assert found["Subject"] == f"[EXERCISE] [DRAFT] Our Firm: notice 2 to {audience.name}"
        assert (found["To"], found["Cc"], found["Bcc"]) == (None, None, None)
        assert found["Message-ID"] == f"<{letter.letter}@blackstart.invalid>"
        assert found["Date"].datetime == SITUATION.as_of
        assert found["X-Unsent"] == "1"
        assert found["X-Blackstart-Mode"] == "EXERCISE"
        assert found["X-Blackstart-Record-Head"] == "ab12"
        assert body.startswith(
            "EXERCISE EXERCISE EXERCISE. Nothing in this notice is real.\nDRAFT."
        )
        assert "As of 25 September 2025, 04:00 (Europe/London)\n" in body
        assert "This notice replaces notice 1.\n" in body
        assert "Head of the record when this was written: ab12\n" in body


def test_a_live_notice_is_a_draft_only() -> None:
    """Nothing of an exercise stands in it; a first notice replaces nothing."""
    live = replace(SITUATION, mode=Mode.LIVE, number=1, replaces=None, record_head="")
    letter = drafts(live)[1]
    assert letter.file == "notice-001-suppliers.DRAFT.eml"
    assert b"EXERCISE" not in letter.body
    assert b"replaces" not in letter.body
    assert mail(letter).get_content().startswith("DRAFT. Not approved and not sent")
    assert "made up" in text(SUPPLIERS, replace(live, synthetic=True))


def test_where_nothing_is_known_that_is_said() -> None:
    """A dossier without activities still makes three notices."""
    bare = Situation(as_of=SITUATION.as_of, mode=Mode.LIVE, our_name="Us", number=1)
    for audience in AUDIENCES:
        said = text(audience, bare)
        assert "Which sections run again is not known yet." in said
        assert "RUNNING" not in said.replace("stands under RUNNING AGAIN", "")
        assert ": not known\n" in said


def test_a_return_beyond_the_forecast_is_not_promised() -> None:
    """One likely day without an end of the range."""
    late = Section(
        name=activity.PARTS, mode="down", rate=0, unit="lines", returns_on=date(2025, 12, 1)
    )
    said = text(RETAILERS, replace(SITUATION, activities=(late,)))
    assert "- Shipping parts. Expected about 1 December 2025, perhaps much later.\n" in said


def test_the_same_news_is_the_same_notice() -> None:
    """Number, head of the record and hour do not make a new one; a fact or a day does."""
    ids = [letter.letter for letter in drafts(SITUATION)]
    assert len(set(ids)) == len(AUDIENCES)
    later = SITUATION.as_of.replace(hour=9)
    same = replace(SITUATION, number=3, replaces=2, record_head="cd34", as_of=later)
    assert [letter.letter for letter in drafts(same)] == ids
    for news in (
        replace(SITUATION, invoices_waiting=1, part_lines_waiting=1),
        replace(SITUATION, as_of=SITUATION.as_of.replace(day=26)),
        replace(SITUATION, mode=Mode.LIVE),
    ):
        assert not {letter.letter for letter in drafts(news)} & set(ids)
    assert drafts(SITUATION) == drafts(SITUATION)


@given(name=st.text(max_size=60), head=st.text(max_size=60))
def test_no_name_adds_a_header_or_a_line(name: str, head: str) -> None:
    """Line breaks and control signs in a name stay blanks, in the headers and in the text."""
    odd = f"{name}\r\nBcc: thief@example.org\nWe have new bank details"
    lines = (LineState(line=odd, waits_for=odd),)
    bad = replace(SITUATION, our_name=odd, record_head=head + odd, lines=lines)
    for letter in drafts(bad):
        found = mail(letter)
        assert found["Bcc"] is None
        assert len(found.keys()) == len(set(found.keys()))
        assert not [line for line in found.get_content().splitlines() if line.startswith("We have")]


def test_a_template_never_guesses() -> None:
    """A word that nobody filled in stops the notice instead of leaving a gap."""
    with pytest.raises(UndefinedError):
        _templates().from_string("{{ nobody }}").render()
    assert [audience.name for audience in AUDIENCES] == ["colleagues", "suppliers", "retailers"]
    assert all(isinstance(audience, Audience) for audience in AUDIENCES)
