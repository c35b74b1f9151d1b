"""What an import fills in where inventories are silent: all of it as a document, or a few lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blackstart.estate.restart import Restart

KINDS_SHOWN = 4


def filled_told(made: "Restart") -> dict[str, Any]:
    """Give what was filled, with the template and its source, and how much was assumed."""
    from blackstart.estate.usual.filled import filled
    from blackstart.estate.usual.needs import is_assumed

    assumed = made.estate.dependencies.filter(is_assumed())
    return {
        "assumed": {
            "dependencies": assumed.height,
            "services": assumed["service"].n_unique(),
        },
        "filled": [asdict(one) for one in filled(made.estate)],
    }


def filled_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Write for a person what was filled; the document has every service and source."""
    layers = [one for one in told["filled"] if one["what"] == "layer"]
    if layers:
        number = sum(len(one["of"]) for one in layers)
        kinds = "; ".join(_shown(layers))
        of = f"{number:,} of {told['unknown']['layers']:,} layers"
        yield f"filled   {of}, by what services are called or run: {kinds}"
    assumed = told["assumed"]
    if assumed["dependencies"]:
        yield (
            f"filled   {assumed['dependencies']:,} dependencies are assumed, for "
            f"{assumed['services']:,} services of which nobody says what they need"
        )
    others = sorted({one["what"] for one in told["filled"]} - {"layer", "dependency"})
    if others:
        yield f"filled   {', '.join(others)}: by templates; --json names each with its source"


def _shown(layers: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Name the kinds with most services, and how many the others have."""
    by_size = sorted(layers, key=lambda one: (-len(one["of"]), one["template"]))
    for one in by_size[:KINDS_SHOWN]:
        yield f"{one['template']} {len(one['of']):,}"
    rest = by_size[KINDS_SHOWN:]
    if rest:
        yield f"{len(rest)} other kinds {sum(len(one['of']) for one in rest):,}"
