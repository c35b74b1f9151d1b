"""What could be otherwise: a change of the tables that a plan rests on, and what people call it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from blackstart.base.finding import Finding
from blackstart.base.table import Frames
from blackstart.estate.asking import findings
from blackstart.estate.restart import Restart

HELPS, HURTS = 1, -1
ALL_NAMED_MAX = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """Something that could be otherwise.

    Attributes:
        words: what people call it: "1 person more in platform".
        effect: 1 when it can only help, because nobody has to make use of it; -1 when it can only
            hurt, because without it people could still act as if.
        applied: gives the tables as they would be.
    """

    words: str
    effect: int
    applied: Callable[[Frames], Frames]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What a question is asked about.

    Attributes:
        tables: what the plan was made on.
        made: the plan as it is.
    """

    tables: Frames
    made: Restart


Read: TypeAlias = Callable[[str, Ground], Change | Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of change that can be asked about.

    Attributes:
        option: its name: an option of the command line, a field of the form.
        form: how it is written, for example "TEAM=+1".
        label: what the form calls the thing that is named.
        help: what it means, in a sentence.
        amount: what the form calls the figure; empty when a name is enough.
        usual: the figure that stands in the form at first.
        read: makes a change of what somebody wrote, or says why not.
        names: what can be named, most wanted first.
    """

    option: str
    form: str
    label: str
    help: str
    amount: str
    usual: str
    read: Read
    names: Callable[[Ground], tuple[str, ...]]


def halves(text: str) -> tuple[str, str]:
    """Cut "NAME=FIGURE" at its last equals sign; names may hold others."""
    name, _, figure = text.rpartition("=")
    return name.strip(), figure.strip()


def unreadable(kind: str, text: str, form: str) -> Finding:
    """Say that a text is not what a kind of change looks like."""
    return findings.WISH_UNREADABLE.at(f"{kind}: {text}", f"'{text}' is not written as {form}")


def stranger(kind: str, name: str, known: Collection[str]) -> Finding:
    """Say that nothing has a name, and what is spelt alike; of few names, all."""
    names = sorted(known)
    alike = names if len(names) <= ALL_NAMED_MAX else get_close_matches(name, names, cutoff=0.5)
    hint = f"; there is {', '.join(alike)}" if alike else ""
    return findings.NAME_UNKNOWN.at(
        f"{kind}: {name}", f"nothing in the plan is called '{name}'{hint}"
    )
