"""The pages of questions to the plan: why, what if, what moved."""

from functools import cache
from urllib.parse import parse_qsl, urlsplit

import pytest

from blackstart.estate.asking import words
from blackstart.estate.asking.kinds import KINDS
from blackstart.estate.asking.wishes import WISHES_MAX
from blackstart.web.pages.restart_moved import moved_page
from blackstart.web.pages.restart_what_if import WhatIfPage, what_if_page, wished
from blackstart.web.pages.restart_why import why_page
from blackstart.web.paper import written
from blackstart.work.standing import Standing
from tests.web.estate_made import after, run

BYTES_MAX = 100_000


@cache
def seen(days: int = 2) -> Standing:
    """Look at the small estate after some days."""
    return after(days, run())


def what_if(*query: tuple[str, str]) -> WhatIfPage:
    """Ask what if."""
    page = what_if_page(seen(), query)
    assert len(written("restart_what_if.html", page)) < BYTES_MAX
    return page


def test_why_a_service_is_where_it_is() -> None:
    """Sentences, the gates that decide, what later costs and what sooner takes."""
    page = why_page(seen(), "erp")
    text = written("restart_why.html", page)
    assert page.reasons[0].startswith("erp is number ")
    assert page.chain is not None
    assert page.later is not None
    assert page.later.rows[0][0] == "its next gate a day later"
    assert "/restart/map/erp" in text
    assert len(text) < BYTES_MAX


@pytest.mark.parametrize("service", ["", "epr", "directory"])
def test_without_a_service_that_waits_the_order_is_shown(service: str) -> None:
    """No name, a wrong one, one that is back: the order, each service with its own why."""
    page = why_page(seen(), service)
    text = written("restart_why.html", page)
    assert bool(page.faults) is bool(service)
    assert page.order is not None
    assert "/restart/why?service=bank+link" in text
    assert page.chain is None


def test_the_form_before_anything_is_asked() -> None:
    """A line a kind, with the names that can be meant; nothing is worked out."""
    page = what_if()
    assert [line.kind for line in page.fields] == list(KINDS)
    assert page.fields[0].names[0] == "apps"
    assert (page.asked, page.options, page.faults, page.command) == ([], None, [], "")


def test_what_was_asked_is_compared_and_can_be_taken_away() -> None:
    """Two changes: both and together; each has a link without it; the same as a command."""
    page = what_if(("ask", "person:apps=+1"), ("late", "erp"), ("late-by", "2d"))
    assert page.options is not None
    assert [row[0] for row in page.options.rows][-1] == "all of it together"
    assert page.command == "blackstart estate what-if --person apps=+1 --late erp=2d"
    first = page.asked[0]
    left = parse_qsl(urlsplit(first.without).query)
    assert left == [("ask", "late:erp=2d")]
    assert page.rests_on[0].startswith("200 restarts were played")


def test_what_cannot_be_read_is_said_and_the_rest_is_compared() -> None:
    """A wrong team beside a right one."""
    page = what_if(("ask", "person:aps=+1"), ("without", "car park"))
    assert "there is apps" in page.faults[0]
    assert page.options is not None
    assert page.options.rows[0][0] == "doing without car park"


def test_no_more_than_can_be_compared() -> None:
    """The form goes when it is full; what is beyond is refused with a reason."""
    asks = [("ask", f"person:apps=+{count}") for count in range(1, WISHES_MAX + 2)]
    page = what_if_page(seen(), asks)
    assert not page.more
    assert "can be compared at once" in page.faults[-1]


@pytest.mark.parametrize(
    ("query", "wishes"),
    [
        ([("person", "apps"), ("person-by", "+2")], (("person", "apps=+2"),)),
        ([("person", "apps")], (("person", "apps="),)),
        ([("person", " "), ("person-by", "+1")], ()),
        ([("without", "a/b=c")], (("without", "a/b=c"),)),
        ([("ask", "without:x"), ("without", "x")], (("without", "x"),)),
        ([("ask", "nonsense"), ("ask", "drop:x"), ("other", "y")], ()),
    ],
)
def test_what_an_address_asks(
    query: list[tuple[str, str]], wishes: tuple[tuple[str, str], ...]
) -> None:
    """The form's fields and what was asked before, each once; what is unknown is not asked."""
    assert wished(query) == wishes


def test_what_moved() -> None:
    """Beside an earlier day, and beside the plan in force, with activities, gates and reasons."""
    page = moved_page(seen(3))
    before, anew = page.besides
    assert before.activities is not None
    assert before.activities.heads == words.SLIP_HEADS
    assert before.services is not None
    assert "That costs" in before.short
    assert anew.short == "Nothing moved against the plan in force."
    text = written("restart_moved.html", page)
    assert "/restart/erp/" in text
    assert len(text) < BYTES_MAX


def test_on_the_first_day_nothing_was_said_before() -> None:
    """No plan is of an earlier day."""
    page = moved_page(seen(1))
    assert (
        page.besides[0].short == "No plan is of an earlier day: there is nothing to compare with."
    )
