"""A page that is not of this moment says so before it says anything else."""

from datetime import timedelta

import pytest

from blackstart.web.pages.moment import DAILY, age, as_of
from blackstart.work.intake import LOAD
from blackstart.work.standing import NAMES
from tests.web.made import NOW, nothing, standing

DONE = dict.fromkeys(NAMES, NOW)


def test_the_moment_is_told_in_the_sites_time() -> None:
    """Three in the morning UTC is four in London's summer."""
    assert as_of(standing()) == "Thursday 25 September 2025, 04:00 (Europe/London)"


def test_figures_of_today_are_not_stale() -> None:
    """A day's figures hold for the day; the oldest hour is told."""
    early = {**DONE, LOAD: NOW - timedelta(days=1), "parts.allocate": NOW - timedelta(hours=2)}
    assert age(standing(done_at=early)) == ("Every figure is of today; the oldest of 02:00.", False)


@pytest.mark.parametrize(
    ("done_at", "begins"),
    [
        ({**DONE, "parts.allocate": NOW - timedelta(days=1)}, "STALE: the oldest figure is of Wed"),
        (
            {**DONE, "parts.allocate": NOW - timedelta(hours=5)},
            "STALE: the oldest figure is of Wed",
        ),
        ({**DONE, LOAD: NOW + timedelta(minutes=1)}, "STALE: a dossier came after"),
        ({DAILY[0]: NOW}, "INCOMPLETE: no answer yet from invoices.decide, payments.settle,"),
        (dict.fromkeys(DAILY[1:], NOW), "INCOMPLETE: no answer yet from estate.plan. "),
    ],
)
def test_what_is_old_or_missing_is_said_aloud(done_at: dict[str, object], begins: str) -> None:
    """Another day's figure, a newer dossier, a step that was killed: all are stale."""
    said, stale = age(standing(done_at=done_at))
    assert stale
    assert said.replace("\N{NO-BREAK SPACE}", " ").startswith(begins)


def test_a_dossier_of_last_week_is_no_fault() -> None:
    """A dossier is loaded once; the figures of today still rest on it."""
    old = {**DONE, LOAD: NOW - timedelta(days=7), "notices.draft": NOW - timedelta(days=2)}
    assert age(standing(done_at=old))[1] is False


def test_before_the_first_run_the_page_says_so() -> None:
    """Nothing decided is not the same as all quiet."""
    assert age(nothing()) == ("Nothing has been decided yet: `blackstart run` does it.", True)
