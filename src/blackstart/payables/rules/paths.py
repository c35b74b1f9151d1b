"""Warnings about what a document has and EN 16931 does not use, told by its element paths.

Nothing is held for them: the element was passed over when the document was read, and a person may
want to know. They are asked for (`invoices check --warnings`), since counting the paths of a
document takes a second walk over its tree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import polars as pl

from blackstart.payables.rules import paths_cii, paths_ubl
from blackstart.payables.rules.check import FINDINGS
from blackstart.payables.rules.facts import CII, UBL
from blackstart.payables.rules.rule import Weight

# How often a path stands in a document, in each of its lines apart (0: in none).
PATHS = {
    "document": pl.UInt32(),
    "line": pl.UInt32(),
    "path": pl.String(),
    "count": pl.UInt32(),
    "source_line": pl.UInt32(),
}

_TRADE = "rsm:SupplyChainTradeTransaction/ram:"
_SHORT = {
    "LINE": f"{_TRADE}IncludedSupplyChainTradeLineItem",
    "AGREEMENT": f"{_TRADE}ApplicableHeaderTradeAgreement",
    "DELIVERY": f"{_TRADE}ApplicableHeaderTradeDelivery",
    "SETTLEMENT": f"{_TRADE}ApplicableHeaderTradeSettlement",
}
_TABLES = {
    UBL: (("UBL-CR-", paths_ubl.CR), ("UBL-DT-", paths_ubl.DT)),
    CII: (("CII-SR-", paths_cii.SR), ("CII-DT-", paths_cii.DT)),
}
# Names of which only the end counts, where a path may begin anywhere.
_ENDINGS = ("TradeTax", "DocumentContextParameter")
# Where a rule does not look: paths that have this in them.
_SPARED = {
    "UBL-DT-18": "cbc:PaymentMeansCode/@name",
    "CII-DT-041": "ram:ApplicableHeaderTradeSettlement/",
    "CII-DT-052": "/ram:ApplicableTradeTax/",
    "CII-DT-054": "ram:ApplicableHeaderTradeSettlement/",
    "CII-DT-058": "ram:ApplicableHeaderTradeSettlement/",
    "CII-DT-098": "/ram:ApplicableTradeTax/",
}
# What may stand once in a document, or once in a line.
_ONCE = {
    "CII-SR-003": (
        "rsm:ExchangedDocumentContext",
        "ram:BusinessProcessSpecifiedDocumentContextParameter",
    ),
    "CII-SR-039": ("LINE/ram:AssociatedDocumentLineDocument", "ram:IncludedNote"),
    "CII-SR-040": ("LINE/ram:AssociatedDocumentLineDocument/ram:IncludedNote", "ram:Content"),
    "CII-SR-452": ("SETTLEMENT", "ram:SpecifiedTradePaymentTerms"),
    "CII-SR-453": ("SETTLEMENT/ram:SpecifiedTradePaymentTerms", "ram:Description"),
}
# A parent, and two children of which one may be there.
_EITHER = {
    "CII-SR-449": ("DELIVERY/ram:ShipToTradeParty", "ram:ID", "ram:GlobalID"),
    "CII-SR-450": ("AGREEMENT/ram:BuyerTradeParty", "ram:ID", "ram:GlobalID"),
    "CII-SR-451": ("SETTLEMENT/ram:PayeeTradeParty", "ram:ID", "ram:GlobalID"),
    "CII-SR-465": (
        "AGREEMENT/ram:SellerTradeParty/ram:DefinedTradeContact",
        "ram:PersonName",
        "ram:DepartmentName",
    ),
    "CII-SR-466": (
        "AGREEMENT/ram:BuyerTradeParty/ram:DefinedTradeContact",
        "ram:PersonName",
        "ram:DepartmentName",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PathTable:
    """Which warnings a path stands for.

    Attributes:
        whole: by path from the root element.
        tails: by the end of a path, wherever that stands.
    """

    whole: Mapping[str, Sequence[str]]
    tails: Mapping[str, str]

    def rules(self, path: str) -> Iterator[str]:
        """Name the warnings of one path."""
        yield from self.whole.get(path, ())
        steps = [_step(step) for step in path.split("/")]
        for start in range(max(len(steps) - _TAIL_STEPS_MAX, 0), len(steps)):
            rule = self.tails.get("/".join(steps[start:]))
            if rule is not None and _SPARED.get(rule, "\0") not in f"/{path}":
                yield rule


_TAIL_STEPS_MAX = 4


@cache
def table(syntax: str) -> PathTable:
    """Read the table of a syntax."""
    entries = [entry for prefix, text in _TABLES[syntax] for entry in _entries(prefix, text)]
    whole: dict[str, list[str]] = {}
    for rule, path in entries:
        if not path.startswith("//"):
            whole.setdefault(path, []).append(rule)
    return PathTable(
        whole=whole,
        tails={path.removeprefix("//"): rule for rule, path in entries if path.startswith("//")},
    )


def ids(syntax: str) -> frozenset[str]:
    """Name all warnings that are told by paths."""
    known = table(syntax)
    more = (*_ONCE, *_EITHER) if syntax == CII else ()
    return frozenset((*chain.from_iterable(known.whole.values()), *known.tails.values(), *more))


def once() -> dict[str, str]:
    """Give the warnings about what may stand once, with its path."""
    return {rule: _path(parent, name) for rule, (parent, name) in _ONCE.items()}


def either() -> dict[str, str]:
    """Give the warnings about what stands beside its replacement, with both."""
    return {
        rule: f"{_path(parent, first)}, {second}"
        for rule, (parent, first, second) in _EITHER.items()
    }


def warnings(paths: pl.DataFrame, syntax: str) -> pl.DataFrame:
    """Tell what documents have that EN 16931 does not use.

    Args:
        paths: columns of `PATHS`; the attributes of an element are below it, with an `@`.
        syntax: of all the documents.

    Returns:
        Columns of `check.FINDINGS`, ordered by document and rule; each a warning.
    """
    known = table(syntax)
    unused = _named(paths, {path: list(known.rules(path)) for path in paths["path"].unique()})
    anywhere = pl.col("rule").is_in(list(known.tails.values()))
    in_each = pl.when(anywhere).then(pl.col("count").sum()).otherwise(pl.col("line").n_unique())
    times = pl.lit(1) if syntax == UBL else in_each.first()
    found = [_told(unused, times, "{} is not used by EN 16931 here; it was passed over.")]
    if syntax == CII:
        found += [_once(paths), _either(paths)]
    return pl.concat(found).sort("document", "rule")


def _entries(prefix: str, text: str) -> Iterator[tuple[str, str]]:
    """Read a table: rule and path."""
    for line in text.strip().replace("\n    ", " ").splitlines():
        parent, *members = line.split(" ")
        for member in members:
            number, _, name = member.partition(":")
            yield f"{prefix}{number}", _path(parent, name)


def _path(parent: str, name: str) -> str:
    if parent in {".", "//"}:
        return f"{parent.removeprefix('.')}{name}"
    first, _, rest = parent.partition("/")
    whole = f"{_SHORT[first]}/{rest}".removesuffix("/") if first in _SHORT else parent
    return f"{whole}/{name}"


def _step(name: str) -> str:
    return next((f"*{end}" for end in _ENDINGS if name.endswith(end)), name)


def _named(paths: pl.DataFrame, rules: Mapping[str, list[str]]) -> pl.DataFrame:
    """Join paths with the warnings that they stand for."""
    met = {path: each for path, each in rules.items() if each}
    frame = pl.DataFrame(
        {"path": list(met), "rule": list(met.values())},
        schema={"path": pl.String, "rule": pl.List(pl.String)},
    )
    return paths.join(frame.explode("rule"), on="path", maintain_order="left")


def _once(paths: pl.DataFrame) -> pl.DataFrame:
    whole = {_path(parent, name): [rule] for rule, (parent, name) in _ONCE.items()}
    often = (
        _named(paths, whole)
        .with_columns(pl.col("count").sum().over("document", "line", "rule"))
        .filter(pl.col("count") > 1)
    )
    return _told(often, pl.col("line").n_unique(), "{} may stand once here.")


def _either(paths: pl.DataFrame) -> pl.DataFrame:
    whole = {
        _path(parent, name): [rule] for rule, (parent, *names) in _EITHER.items() for name in names
    }
    met = _named(paths, whole)
    both = met.filter(pl.col("path").n_unique().over("document", "rule") > 1)
    return _told(both, pl.lit(1), "{} stands beside what it may only replace.")


def _told(met: pl.DataFrame, times: pl.Expr, says: str) -> pl.DataFrame:
    place = pl.format("element on line {}", "source_line")
    return (
        met.group_by("document", "rule", maintain_order=True)
        .agg(
            severity=pl.lit(Weight.WARNING.value),
            count=times.cast(pl.UInt32),
            message=pl.format(says, pl.col("path").first()),
            where=place.head(1),
        )
        .select(pl.col(name).cast(kind) for name, kind in FINDINGS.items())
    )
