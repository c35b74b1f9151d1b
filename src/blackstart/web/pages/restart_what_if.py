"""The page of what could be otherwise: a form, and what each change would be worth."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from shlex import quote

from blackstart.base.finding import Finding
from blackstart.estate.asking import words
from blackstart.estate.asking.change import Kind
from blackstart.estate.asking.compare import Compared, compare
from blackstart.estate.asking.kinds import KINDS
from blackstart.estate.asking.wishes import WISHES_MAX, changes
from blackstart.web.pages.addresses import WHAT_IF, with_asks
from blackstart.web.pages.head import head
from blackstart.web.pages.view import Grid, Head
from blackstart.web.pages.words import number
from blackstart.work.estate_asking import question
from blackstart.work.standing import Standing

NAMES_MAX = 100
TEXT_MAX = 150
BY = "-by"
_OPTIONS = {kind.option for kind in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A line of the form.

    Attributes:
        kind: what can be asked about.
        names: what can be named, the most wanted first; not all of very many.
    """

    kind: Kind
    names: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Something that is asked already.

    Attributes:
        ask: as the address holds it.
        words: as it was written.
        without: address of the page without it.
    """

    ask: str
    words: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage(Head):
    """What could be otherwise.

    Attributes:
        fields: the lines of the form.
        asked: what is asked already.
        more: True when more can be asked.
        faults: why something cannot be answered.
        options: what each change would be worth; None: nothing was asked.
        returns: the activities that would be back at another time.
        rests_on: what the figures rest on, in sentences.
        command: the same question on the command line.
    """

    fields: Sequence[Field]
    asked: Sequence[Asked]
    more: bool
    faults: Sequence[str]
    options: Grid | None
    returns: Grid | None
    rests_on: Sequence[str]
    command: str


def what_if_page(seen: Standing, query: Sequence[tuple[str, str]]) -> WhatIfPage:
    """Work out the page; seconds, because every change is planned anew.

    Args:
        seen: one consistent look with the tables that a question rests on.
        query: names and values of the address, in order.
    """
    ground = question(seen).planned()
    wishes = wished(query)
    read, faults = changes(wishes, ground)
    found = compare(ground, read) if read else None
    return WhatIfPage(
        **asdict(head(seen)),
        fields=[Field(kind=kind, names=kind.names(ground)[:NAMES_MAX]) for kind in KINDS],
        asked=_asked(wishes),
        more=len(wishes) < WISHES_MAX,
        faults=[fault_words(one) for one in faults],
        options=_options(found) if found else None,
        returns=_returns(found) if found else None,
        rests_on=list(words.assumptions(found)) if found else (),
        command=_command(wishes),
    )


def wished(query: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Read what an address asks: what it asked before, and what the form adds; each once."""
    given = {name: value.strip()[:TEXT_MAX] for name, value in query}
    before = (value[:TEXT_MAX].partition(":") for name, value in query if name == "ask")
    found = [(option, text) for option, _, text in before if option in _OPTIONS]
    for kind in KINDS:
        name = given.get(kind.option, "")
        if name:
            figure = given.get(kind.option + BY, "")
            found.append((kind.option, f"{name}={figure}" if kind.amount else name))
    return tuple(dict.fromkeys(found))


def fault_words(one: Finding) -> str:
    """Write why something cannot be answered, and what to do."""
    return f"{one.subject}: {one.message}. {one.fix}"


def _asked(wishes: Sequence[tuple[str, str]]) -> list[Asked]:
    asks = [f"{option}:{text}" for option, text in wishes]
    return [
        Asked(
            ask=ask,
            words=f"{option} {text}",
            without=with_asks(WHAT_IF, [other for other in asks if other != ask]),
        )
        for ask, (option, text) in zip(asks, wishes, strict=True)
    ]


def _options(of: Compared) -> Grid:
    return Grid(
        caption="What each change saves over the whole restart, in the mean of the drawn restarts",
        heads=words.OPTION_HEADS,
        rows=[words.option_cells(of, one) for one in of.options],
        numeric=frozenset({1, 2, 3, 4}),
    )


def _returns(of: Compared) -> Grid:
    rest = words.not_shown(of)
    return Grid(
        caption="Activities that would be back at another time"
        + (f"; and {number(rest)} more" if rest else ""),
        heads=words.RETURN_HEADS,
        rows=words.return_rows(of),
        numeric=frozenset({5}),
    )


def _command(wishes: Sequence[tuple[str, str]]) -> str:
    options = " ".join(f"--{option} {quote(text)}" for option, text in wishes)
    return f"blackstart estate what-if {options}" if options else ""
