"""Every rule of EN 16931 with what is done about it, for the reference page."""

from collections.abc import Iterator

from blackstart.payables.rules.facts import CII
from blackstart.payables.rules.paths import either, once, table
from blackstart.payables.rules.registry import NEVER_FAILS, NOT_IMPLEMENTED, RULES
from blackstart.payables.rules.rule import Weight

WEIGHTS = {
    Weight.FATAL: "holds the invoice",
    Weight.HELD: "holds the invoice",
    Weight.WARNING: "note",
}


def rules_of(syntax: str) -> Iterator[tuple[str, str, str]]:
    """List every rule of a syntax: its identifier, what we do about it, when it fails."""
    told = {rule.id: rule for rule in RULES if syntax in rule.syntaxes}
    yield from ((f"`{one.id}`", WEIGHTS[one.weight], one.says) for one in told.values())
    for state, rules in (("never fails", NEVER_FAILS), ("not implemented", NOT_IMPLEMENTED)):
        yield from ((f"`{rule}`", state, why) for rule, why in rules[syntax].items())
    for rule, where in sorted(unused(syntax).items()):
        yield f"`{rule}`", "warning on demand", where


def unused(syntax: str) -> dict[str, str]:
    """Say of each warning that element paths tell what must not be there."""
    known = table(syntax)
    found = {rule: f"`{path}` is there." for path, each in known.whole.items() for rule in each}
    found |= {rule: f"`…/{path}` is there." for path, rule in known.tails.items()}
    if syntax == CII:
        found |= {rule: f"`{path}` is there twice." for rule, path in once().items()}
        found |= {rule: f"Both of `{paths}` are there." for rule, paths in either().items()}
    return found
