"""Tells from what inventories carry of which kind a service is; unknown where nothing says it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from blackstart.estate.tables import LAYERS
from blackstart.estate.usual.kinds import KIND, PLAIN
from blackstart.estate.usual.words import ENDS, PERHAPS, SAYS, WHICH_ONE

UNKNOWN = "unknown"
_WORD = re.compile(r"[a-z0-9]+")
_VERSION = re.compile(r"v?\d+[a-z]?")
_VARIABLE = re.compile(r"\$\{(\w+)(?::?[-?+]([^}]*))?\}")
_DIGITS = "0123456789"
_Table: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Match:
    """Where words of a table end in a text, how many they are, and what they say."""

    end: int
    size: int
    kind: str


NOTHING = _Match(end=0, size=0, kind="")


def _table(said: Mapping[str, str]) -> _Table:
    """Give each word, or words joined, with its kind."""
    return {
        pattern.replace(" ", ""): kind
        for kind, patterns in said.items()
        for pattern in patterns.split(", ")
    }


_SAYS, _ENDS, _PERHAPS = _table(SAYS), _table(ENDS), _table(PERHAPS)
_RUN_MAX = max(len(pattern.split()) for said in SAYS.values() for pattern in said.split(", "))


def with_kinds(services: pl.DataFrame) -> pl.DataFrame:
    """Add to services their kind, and the layer of that kind where nobody said one.

    Args:
        services: service, layer, described_as and more.

    Returns:
        The same rows with `kind` (empty: unknown) and `layer_said` (whether the layer was).
    """
    columns = services.select("service", "described_as", pl.col("layer").cast(pl.String))
    kinds = [kind_of(*row) for row in columns.iter_rows()]
    found = pl.Series("kind", kinds, dtype=pl.String)
    guess = [KIND[kind].layer if kind else UNKNOWN for kind in kinds]
    said = pl.col("layer") != UNKNOWN
    layer = pl.when(said).then("layer").otherwise(pl.Series(guess, dtype=pl.Enum(LAYERS)))
    return services.with_columns(found, layer.alias("layer"), layer_said=said)


def kind_of(service: str, described_as: str | None, layer: str) -> str:
    """Tell the kind of a service; empty where nothing says it.

    The end of its name goes before what it is described as (a worker from a database's image is a
    worker), and that before the rest of its name. A layer that was stated is never overruled: no
    kind of another layer is taken, and what was stated to be an application is one.

    Args:
        service: its name.
        described_as: image, type or class, as an inventory has it.
        layer: where somebody said that it stands; "unknown" when nobody did.
    """
    name, (described, owner) = _words(service), _described(described_as or "")
    says, ends = _last(_found(name, _SAYS)), _at_end(name, _ENDS)
    image = _last(one for one in _found(described, _SAYS) if one.end > owner)
    for match in (
        ends if ends > says else NOTHING,
        max(image, _at_end(described, _ENDS)),
        says,
        _at_end(described[owner:], _PERHAPS),
        _at_end(name, _PERHAPS),
    ):
        if match.end and (not match.kind or layer in (UNKNOWN, KIND[match.kind].layer)):
            return match.kind or _plain(layer)
    return _plain(layer)


def _plain(layer: str) -> str:
    return PLAIN if layer == KIND[PLAIN].layer else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _described(text: str) -> tuple[list[str], int]:
    """Give the words of an image, type or class, and how many of them are an image's owner's."""
    image = _VARIABLE.sub(lambda found: found[2] or found[1], text).partition("@")[0]
    owner, _, name = image.rpartition("/")
    before = _words(owner.rpartition("/")[2])
    return [*before, *_words(name.partition(":")[0])], len(before)


def _last(found: Iterable[_Match]) -> _Match:
    """Take the match that ends last, because that is what the thing is; the longest of those."""
    return max(found, default=NOTHING)


def _at_end(words: Sequence[str], table: _Table) -> _Match:
    """Look at the end only; words that tell which one a thing is are not counted there."""
    last = len(words)
    while last and (words[last - 1] in WHICH_ONE or _VERSION.fullmatch(words[last - 1])):
        last -= 1
    return _last(one for one in _found(words[:last], table) if one.end == last)


def _found(words: Sequence[str], table: _Table) -> Iterator[_Match]:
    """Find words of a table, one or several side by side, whatever their plural or number."""
    for end in range(1, len(words) + 1):
        last = words[end - 1]
        for form in filter(None, (last, last.rstrip(_DIGITS), _single(last))):
            for size in range(1, min(end, _RUN_MAX) + 1):
                kind = table.get("".join(words[end - size : end - 1]) + form)
                if kind is not None:
                    yield _Match(end=end, size=size, kind=kind)


def _single(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
