"""Answers in the words of people: what is known, what is assumed, what may be chance."""

from dataclasses import replace

import polars as pl

from blackstart.estate.asking import words
from blackstart.estate.asking.compare import Compared, compare
from blackstart.estate.asking.explain import Explained, explain
from blackstart.estate.asking.wishes import changes
from blackstart.estate.asking.worth import currency_of
from tests.estate.asking.firm import SAID, ground
from tests.estate.made import frame

NO_VALUES = SAID["activities"].with_columns(value_per_day_minor=pl.lit(None, pl.Int64))
NO_NEEDS = frame("activity_needs", {}).clear()


def said(service: str, **tables: pl.DataFrame) -> list[str]:
    """Give the reasons of a service."""
    found = explain(ground(**tables), service)
    assert isinstance(found, Explained)
    return list(words.reasons(found))


def compared(*wishes: tuple[str, str], **tables: pl.DataFrame) -> Compared:
    """Compare what was asked."""
    firm = ground(**tables)
    return compare(firm, changes(wishes, firm)[0])


def test_why_a_directory_comes_first() -> None:
    """Place and dates; what hangs on it, at what worth; who waits; what is left to do."""
    place, best, others, behind, work = said("directory")
    assert place == (
        "directory is number 1 of 4 services in the order of urgency. Its work starts on "
        "Thu 25 Sep 2025; if the plan holds, it is back on Thu 25 Sep 2025."
    )
    assert best.startswith("selling hangs on it: a day of it is worth 5,000 GBP, and 90 hours")
    assert best.endswith("it is number 2 of 3 activities that wait.")
    assert others == "1 more activity: paying."
    assert behind == "2 services cannot come back before it: erp, portal."
    assert work == "18 hours of people's work are left for it."


def test_what_is_assumed_is_said_so() -> None:
    """The mail serves what nobody priced; those before it serve what somebody did."""
    lines = said("mail")
    assert "a day of it counts as 1,000 GBP, the median of those known (assumed)" in lines[1]
    assert lines[-1].startswith("Just before it: ")
    assert "hangs on it: a day of it is worth" in lines[-1]


def test_what_a_portal_needs() -> None:
    """Services that it waits for are named, and those before it for that reason."""
    lines = said("portal")
    assert "It waits for 2 services: directory, erp." in lines
    assert "directory (it is needed)" in lines[-1]
    assert "for it and what it waits for." in lines[-2]


def test_nobody_said_what_the_restart_is_for() -> None:
    """No worth is made up, and no activity either."""
    assert "nobody said what a day of it is worth" in said("directory", activities=NO_VALUES)[1]
    lines = said("mail", activity_needs=NO_NEEDS)
    assert lines[1].startswith("No activity that waits hangs on it")
    assert "(nothing that waits hangs on it, either)" in lines[-1]


def test_a_comparison_in_money() -> None:
    """Mean, range, median, a day of the restart, and whether it may be chance."""
    found = compared(("person", "apps=+1"), ("person", "identity=+1"))
    more, idle, _ = (words.option_cells(found, one) for one in found.options)
    assert len(more) == len(idle) == len(words.OPTION_HEADS)
    assert more[1].endswith(" GBP")
    assert " to " in more[2]
    assert more[5] == "yes"
    assert idle[1:] == (words.NO_DIFFERENCE, "", "", "", "")
    row = words.return_cells(found, found.options[0], found.options[0].returns[0])
    assert len(row) == len(words.RETURN_HEADS)
    assert row[0] == "1 person more in apps"


def test_only_the_returns_that_move_furthest_are_written() -> None:
    """The others are counted."""
    found = compared(("late", "directory=2d"))
    (option,) = found.options
    many = replace(option, returns=option.returns * words.RETURNS_SHOWN)
    more = replace(found, options=(many,))
    assert len(words.return_rows(more)) == words.RETURNS_SHOWN
    assert words.not_shown(more) == len(many.returns) - words.RETURNS_SHOWN
    assert words.not_shown(found) == 0


def test_a_comparison_in_days() -> None:
    """Nobody said a value: the days of all activities stand there."""
    found = compared(("late", "directory=2d"), activities=NO_VALUES)
    cells = words.option_cells(found, found.options[0])
    assert cells[1].endswith(" days")
    assert cells[1].startswith("-")


def test_what_another_place_does() -> None:
    """Later by so much, at what cost a day; or as it is."""
    found = explain(ground(), "directory")
    assert isinstance(found, Explained)
    late, *_ = map(words.shift_cells, found.later)
    first, *_ = map(words.shift_cells, found.sooner)
    assert len(late) == len(words.SHIFT_HEADS)
    assert late[1].endswith("later")
    assert late[4].endswith(" GBP")
    assert (first[1], first[4], first[5]) == ("as it is", "", words.NO_DIFFERENCE)


def test_on_what_a_comparison_rests() -> None:
    """How many restarts, what nobody priced, and where the values come from."""
    found = compared(("person", "apps=+1"))
    played, likely, unpriced, sources = words.assumptions(found)
    assert played.startswith("200 restarts were played")
    assert likely.startswith("A likely return is the middle")
    assert "1 activity: reporting" in unpriced
    assert sources == "The values of a day come from: treasury."
    silent = (
        SAID["activities"]
        .filter(activity="paying")
        .with_columns(value_source=pl.lit(None, pl.String))
    )
    assert len(list(words.assumptions(compared(("person", "apps=+1"), activities=silent)))) == 2


def test_the_only_activity_that_waits() -> None:
    """It is compared with no other."""
    alone = SAID["activity_needs"].filter(activity="paying")
    assert said("erp", activity_needs=alone)[1].endswith("No other activity waits.")


def test_names_and_spans() -> None:
    """Not all of many names; hours up to a day, then days."""
    assert words.named("abcdefgh") == "a, b, c, d, e, f and 2 more"
    assert words.hours(5.04) == "5.0 hours"
    assert words.hours(-36.0) == "-1.5 days"
    assert words.about(123_456, "GBP") == "1,235 GBP"
    assert words.about(1_234, "JPY") == "1,234 JPY"


def test_the_currency_of_the_scale() -> None:
    """That of the values that are known."""
    assert currency_of(ground().made) == "GBP"
    assert currency_of(ground(activities=NO_VALUES).made) == ""


def test_a_service_before_it_that_brings_less() -> None:
    """Its reason is not that of the rule, and that is said."""
    found = explain(ground(), "erp")
    assert isinstance(found, Explained)
    (ahead, *_), (best, *_) = found.ahead, found.ways
    worse = replace(ahead, needed=False, best=replace(best, place=best.place + 1))
    last = list(words.reasons(replace(found, ahead=(worse,))))[-1]
    assert last.endswith("of the orders that were tried this one lost least).")
