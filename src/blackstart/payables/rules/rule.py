"""A rule of EN 16931: when it fails, how bad that is, and what to tell who must mend it."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.sentences import SENTENCES

# The official rules, and what here judges by them: a test says what must stand in the brackets, so
# that whoever changes a rule, a view or a code list gives the rule set a name of its own.
RULES_VERSION = "EN 16931 1.3.16 (426abc7e)"

BOTH = (UBL, CII)


class Weight(StrEnum):
    """What a failing rule does to a document: fatal refuses, held asks a person, warning tells."""

    FATAL = "fatal"
    HELD = "held"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.

    Attributes:
        id: its identifier in EN 16931, or ours where the standard has none.
        view: the frame whose rows it judges: one finding for each failing row.
        fails: true for the rows that fail; null counts as not failing.
        says: what is wrong, in plain words.
        shows: columns of the view whose texts are told with the finding.
        weight: what a failure does.
        syntaxes: of which syntaxes it judges documents.
        category: the VAT category whose rows alone can fail; none for any row.
    """

    id: str
    view: str
    fails: pl.Expr
    says: str
    shows: tuple[str, ...] = ()
    weight: Weight = Weight.FATAL
    syntaxes: tuple[str, ...] = BOTH
    category: str | None = None


def said(
    rule: str,
    view: str,
    fails: pl.Expr,
    says: str,
    *shows: str,
    only: str | None = None,
    weight: Weight = Weight.FATAL,
    category: str | None = None,
) -> Rule:
    """Make a rule whose sentence is made of its family's words.

    Args:
        rule: its identifier.
        view: the frame whose rows it judges.
        fails: true for the rows that fail.
        says: what is wrong.
        shows: columns of the view whose texts are told with the finding.
        only: the one syntax whose documents it judges; both when None.
        weight: what a failure does.
        category: the VAT category whose rows alone it judges; any row when None.
    """
    fails = fails if category is None else (pl.col("category") == category) & fails
    return Rule(
        id=rule,
        view=view,
        fails=fails,
        says=says,
        shows=shows,
        weight=weight,
        syntaxes=BOTH if only is None else (only,),
        category=category,
    )


def told(
    rule: str,
    view: str,
    fails: pl.Expr,
    *shows: str,
    only: str | None = None,
    weight: Weight = Weight.FATAL,
    category: str | None = None,
) -> Rule:
    """Make a rule whose sentence stands in `sentences.py`; the arguments are those of `said`."""
    says = SENTENCES[rule]
    return said(rule, view, fails, says, *shows, only=only, weight=weight, category=category)
