"""The final document's sections: what the steps of the day decided, a section a room."""

from collections.abc import Iterator, Mapping
from typing import Any

from blackstart.base.canonical import Json

# Section of the final document, and the steps whose facts it holds.
SECTIONS = (
    ("estate", ("estate.plan",)),
    ("invoices", ("invoices.decide",)),
    ("pay", ("payments.settle", "payments.propose")),
    ("treasury", ("treasury.forecast",)),
    ("parts", ("parts.allocate",)),
    ("vehicles", ("vehicles.wholesale", "vehicles.register")),
    ("plants", ("plants.outlook",)),
    ("suppliers", ("suppliers.runway", "suppliers.support")),
    ("outlook", ("outlook.forecast",)),
)

Facts = Mapping[str, Any]


def sections(facts: Mapping[str, Facts]) -> dict[str, Json]:
    """Sort facts by section: a single step's as they are, several steps' by their verbs."""
    return {
        name: facts[steps[0]] if len(steps) == 1 else {verb(step): facts[step] for step in steps}
        for name, steps in SECTIONS
    }


def unknown(facts: Mapping[str, Facts]) -> Iterator[str]:
    """Give every question that a step could not answer."""
    for found in facts.values():
        yield from found.get("unknown", ())


def by_step(document: Facts) -> dict[str, Facts]:
    """Give the facts of a final document by step again."""
    found: dict[str, Facts] = {}
    for name, steps in SECTIONS:
        section = document[name]
        for step in steps:
            found[step] = section if len(steps) == 1 else section[verb(step)]
    return found


def verb(step: str) -> str:
    """Give the second word of a step's name: "payments.propose" is `propose`."""
    return step.partition(".")[2]
