"""Tables of where a syntax keeps what EN 16931 names, and one walk that follows them.

A spot is an element that matters. The same tag may matter anywhere (an address, a VAT category) or
only below another one (the name of the seller): what stands below a spot goes before what holds
anywhere, so that an element that nobody expects does not hide what is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from blackstart.payables.rules.facts import CONTEXTS, PLACED

AMOUNT = "Amount"

Spots: TypeAlias = "Mapping[str, str | Spot]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An element that matters, as a table names it.

    Attributes:
        column: where its text goes in the row around it; empty for none.
        opens: the context of which it begins a row; empty for none.
        place: what that row is part of.
        attributes: by name of the attribute, the column that takes it.
        codes: by name of the attribute, empty for the text, the kind of code list; what the same
            tag says anywhere holds here too, and an empty kind takes it back.
        members: whether the names of its children matter.
        group: whether only its presence matters, not its text; so with all that have something
            below.
        called: the name under which its attributes are watched; empty for its own.
        below: what is below it; a string is a column.
    """

    column: str = ""
    opens: str = ""
    place: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    members: bool = False
    group: bool = False
    called: str = ""
    below: Spots = field(default_factory=dict)


@dataclass(slots=True)
class Step:
    """A spot as the walk wants it: columns as numbers, all that may be below in one place."""

    column: int = -1
    opens: str = ""
    place: str = ""
    empty: list[str | int | None] = field(default_factory=list)
    attributes: tuple[tuple[str, int], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    amount: str = ""
    members: bool = False
    group: bool = False
    called: str = ""
    below: "dict[str, Step]" = field(default_factory=dict)
    leaf: bool = False
    watched: bool = False
    plain: bool = False  # nothing but its text matters, or nothing at all
    passage: bool = False  # nothing but what is below it matters


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """A syntax, ready to be walked.

    Attributes:
        name: UBL or CII.
        roots: by tag of the root element, its step.
        stray: the step of an element that no table names.
        endings: ends of tags that matter wherever they stand, with their steps.
        ends: the same ends alone: most tags have none of them.
        watched: attributes that some elements may not carry.
    """

    name: str
    roots: Mapping[str, Step]
    stray: Step
    endings: tuple[tuple[str, Step], ...] = ()
    ends: tuple[str, ...] = ()
    watched: frozenset[str] = frozenset()

    def stray_step(self, tag: str) -> Step:
        """Give the step of an element that no table names: its ending may matter."""
        if tag.endswith(self.ends):
            return next(step for ending, step in self.endings if tag.endswith(ending))
        return self.stray


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """How a syntax is written down, to be compiled once.

    Attributes:
        name: UBL or CII.
        namespaces: by prefix.
        roots: by prefixed tag of the root element, its spot.
        anywhere: by prefixed tag, what matters wherever it stands.
        amounts: prefixed tags of amounts, judged wherever they stand, with the attribute of their
            currency.
        endings: by end of a tag, what matters wherever it stands and no other table names it.
        watched: attributes that some elements may not carry.
    """

    name: str
    namespaces: Mapping[str, str]
    roots: Mapping[str, Spot]
    anywhere: Spots
    amounts: frozenset[str]
    endings: Mapping[str, Spot] = field(default_factory=dict)
    watched: frozenset[str] = frozenset()


def compiled(tables: Tables) -> Syntax:
    """Turn the tables of a syntax into steps."""
    return _Compiler(tables).syntax()


class _Compiler:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._anywhere: dict[str, Step] = {}
        self._amounts = {self._tag(name): name.partition(":")[2] for name in tables.amounts}

    def syntax(self) -> Syntax:
        self._anywhere.update(
            {tag: Step(amount=name, leaf=True) for tag, name in self._amounts.items()}
        )
        for name in self._tables.anywhere:
            self._anywhere[self._tag(name)] = Step()
        for name, target in self._tables.anywhere.items():
            self._fill(self._anywhere[self._tag(name)], self._tag(name), target, "")
        roots = {}
        for name, spot in self._tables.roots.items():
            roots[self._tag(name)] = self._fill(Step(), self._tag(name), spot, "")
        endings = tuple(
            (ending, self._ending(ending, spot)) for ending, spot in self._tables.endings.items()
        )
        watched = bool(self._tables.watched)
        stray = Step(below=self._anywhere, group=True, plain=True, watched=watched)
        stray.passage = not watched
        return Syntax(
            name=self._tables.name,
            roots=roots,
            stray=stray,
            endings=endings,
            ends=tuple(self._tables.endings),
            watched=self._tables.watched,
        )

    def _ending(self, ending: str, spot: Spot) -> Step:
        step = self._fill(Step(), "", spot, "")
        if ending == AMOUNT:
            step.amount, step.group, step.plain, step.passage = "other", False, False, False
        return step

    def _tag(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{{{self._tables.namespaces[prefix]}}}{local}"

    def _fill(self, step: Step, tag: str, target: str | Spot, context: str) -> Step:
        spot = Spot(column=target) if isinstance(target, str) else target
        context = spot.opens or context
        step.opens, step.place = spot.opens, spot.place
        step.empty = [None] * len(CONTEXTS[spot.opens]) if spot.opens else []
        step.column = _number(context, spot.column) if spot.column else -1
        step.attributes = tuple(
            (name, _number(context, to)) for name, to in spot.attributes.items()
        )
        known = self._tables.anywhere.get(self._name(tag)) if tag else None
        inherited = known.codes if isinstance(known, Spot) and known is not spot else {}
        codes = {**inherited, **spot.codes}
        step.codes = tuple((name, kind) for name, kind in codes.items() if kind)
        step.amount = self._amounts.get(tag, "")
        step.members, step.called = spot.members, spot.called
        step.leaf = not spot.below and not spot.opens
        said = spot.column or step.amount or "" in dict(step.codes)
        step.group = bool(spot.below) or spot.group or not said
        more = bool(step.opens or step.attributes or step.codes or step.amount or spot.members)
        step.watched = bool(self._tables.watched)
        step.plain = not (more or spot.below or spot.group)
        step.passage = not (more or spot.column or step.watched)
        step.below = dict(self._anywhere)
        for name, below in spot.below.items():
            step.below[self._tag(name)] = self._fill(Step(), self._tag(name), below, context)
        return step

    def _name(self, tag: str) -> str:
        space, _, local = tag[1:].partition("}")
        prefix = next(key for key, value in self._tables.namespaces.items() if value == space)
        return f"{prefix}:{local}"


def _number(context: str, column: str) -> int:
    return len(PLACED) + CONTEXTS[context].index(column)
