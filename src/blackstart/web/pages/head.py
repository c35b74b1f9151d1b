"""The top of a page about the incident: which one it is, of when, and how old."""

from blackstart.web.pages import moment
from blackstart.web.pages.facts import found
from blackstart.web.pages.view import Head
from blackstart.work.intake import LOAD
from blackstart.work.standing import Standing


def head(seen: Standing) -> Head:
    """Work out the top of a page from one consistent look."""
    age, stale = moment.age(seen)
    return Head(
        mode=seen.mode,
        incident=seen.incident,
        synthetic=bool(found(seen, LOAD, "synthetic")),
        as_of=moment.as_of(seen),
        age=age,
        stale=stale,
    )
