"""What the pages of questions to the plan show on top, each of one look."""

from dataclasses import dataclass

from blackstart.web.pages import moment
from blackstart.web.pages.facts import found
from blackstart.work.intake import LOAD
from blackstart.work.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of a page.

    Attributes:
        mode: EXERCISE or LIVE.
        incident: name of the incident.
        synthetic: True when the services are made up.
        as_of: the moment that the page is about, in words.
        age: how old the figures are, in words.
        stale: True when they must not be taken for those of this moment.
    """

    mode: str
    incident: str
    synthetic: bool
    as_of: str
    age: str
    stale: bool


def head(seen: Standing) -> Head:
    """Work out the top of a page."""
    age, stale = moment.age(seen)
    return Head(
        mode=seen.mode,
        incident=seen.incident,
        synthetic=bool(found(seen, LOAD, "synthetic")),
        as_of=moment.as_of(seen),
        age=age,
        stale=stale,
    )
