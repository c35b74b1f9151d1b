"""What a kind of service usually needs; assumed for a service of which nobody says it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from blackstart.estate.cycles import tangles
from blackstart.estate.usual.kinds import ASSUMED as ASSUMPTION
from blackstart.estate.usual.kinds import KINDS, PLAIN

ASSUMED = "assumed"
# Of what all share, a few stand side by side and all are waited for; of more, or of what only
# some run on, nobody can tell which one is meant.
SHARED_MAX = 12
ONLY_ONE = 1
ROOT_FIRST = (
    "Microsoft, AD Forest Recovery: the forest root domain first, a parent before its children"
)
REDEPLOYED = "Microsoft, AD Forest Recovery: other controllers are made anew after the first ones"
FROM_BACKUP = "Microsoft, AD Forest Recovery: one controller of each domain comes from a backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualNeed:
    """A kind of service that another kind usually needs.

    Attributes:
        kind: that needs.
        needs: that is needed.
        when: before which step: to rebuild, to load data, or only to test.
        at_most: of the needed kind in the estate; with more, none is assumed.
        source: where that comes from.
    """

    kind: str
    needs: str
    when: str
    at_most: int = SHARED_MAX
    source: str = ASSUMPTION

    def told(self) -> str:
        """Say it as a dependency's source does."""
        return f"{ASSUMED}: {self.kind} after {self.needs} ({self.source})"


_NETWORK = ("network core", "load balancer", "names, addresses and time")
_DOMAINS = ("directory: root domain", "directory: child domain", "directory")
_BASE = ("backup vault", *_NETWORK, *_DOMAINS, "storage", "hypervisor")
_BUSINESS = ("mail", "EDI and file gateway", "ERP core", "plant control", PLAIN, "worker")
_KEEP_NOTHING = ("cache", "web proxy", "worker", "monitoring", "search engine", "directory sync")
_OTHERS = tuple(kind.kind for kind in KINDS if kind.kind not in _BASE)

USUAL_NEEDS = (
    UsualNeed(kind=_DOMAINS[1], needs=_DOMAINS[0], when="rebuild", source=ROOT_FIRST),
    UsualNeed(kind=_DOMAINS[2], needs=_DOMAINS[0], when="rebuild", source=REDEPLOYED),
    *(
        UsualNeed(kind=domain, needs="backup vault", when="data", source=FROM_BACKUP)
        for domain in _DOMAINS
    ),
    *(
        UsualNeed(kind=kind, needs="network core", when="rebuild")
        for kind in (*_NETWORK[1:], *_DOMAINS, "storage", "hypervisor", *_OTHERS)
    ),
    *(
        UsualNeed(kind=kind, needs="names, addresses and time", when="rebuild")
        for kind in ("hypervisor", *_OTHERS)
    ),
    *(
        UsualNeed(kind=kind, needs=domain, when="rebuild")
        for kind in ("directory sync", "sign-on", *_BUSINESS)
        for domain in _DOMAINS
    ),
    UsualNeed(kind="hypervisor", needs="storage", when="rebuild", at_most=ONLY_ONE),
    UsualNeed(kind="database", needs="storage", when="rebuild", at_most=ONLY_ONE),
    UsualNeed(kind="ERP core", needs="database", when="data", at_most=ONLY_ONE),
    *(
        UsualNeed(kind=kind, needs="hypervisor", when="rebuild", at_most=ONLY_ONE)
        for kind in (*_DOMAINS, *_OTHERS)
    ),
    *(
        UsualNeed(kind=kind, needs="backup vault", when="data")
        for kind in _OTHERS
        if kind not in _KEEP_NOTHING
    ),
)


_NEEDS_OF = {
    kind.kind: tuple(need for need in USUAL_NEEDS if need.kind == kind.kind) for kind in KINDS
}


TOLD = {need.told(): need for need in USUAL_NEEDS}


def is_assumed() -> pl.Expr:
    """Tell which rows of dependencies nobody said."""
    return pl.col("source").is_in([*TOLD]).fill_null(value=False)


def with_usual_needs(
    services: pl.DataFrame, dependencies: pl.DataFrame, self_starting: Collection[str] = ()
) -> pl.DataFrame:
    """Add what is usually needed, where nobody says what a service needs.

    A service of which one dependency is known gets none; nor does one whose kind is unknown, or
    that was made to start alone. What would close a circle is not assumed.

    Args:
        services: service and kind (empty: unknown).
        dependencies: rows of the table `dependencies`.
        self_starting: services that need nothing.

    Returns:
        Rows of the table `dependencies`, sorted; the source of those that are assumed begins so.
    """
    silent = services.join(dependencies, on="service", how="anti").filter(
        pl.col("kind") != "", ~pl.col("service").is_in(sorted(self_starting))
    )
    rows = list(_assumed(silent, services))
    known = list(dependencies.select("service", "needs").iter_rows())
    closed = _closed([*known, *((row[0], row[1]) for row in rows)]) if rows else {}
    kept = [row for row in rows if closed.get(row[0], row[0]) != closed.get(row[1], row[1])]
    usual = pl.DataFrame(kept, schema=dependencies.schema, orient="row")
    return pl.concat([dependencies, usual]).sort("service", "needs")


def _assumed(
    silent: pl.DataFrame, services: pl.DataFrame
) -> Iterator[tuple[str, str, str, bool, str]]:
    """Give the rows that would be assumed, circles included."""
    by_kind = _by_kind(services)
    for service, kind in silent.sort("service").select("service", "kind").iter_rows():
        for need in _NEEDS_OF[kind]:
            needed = by_kind.get(need.needs, ())
            if len(needed) <= need.at_most:
                yield from ((service, one, need.when, False, need.told()) for one in needed)


def _by_kind(services: pl.DataFrame) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for service, kind in services.sort("service").select("service", "kind").iter_rows():
        found[kind].append(service)
    return found


def _closed(edges: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Name for each service on a circle the first service of all that it is tangled with."""
    return {one: min(tangle) for tangle in tangles(edges) for one in tangle}
