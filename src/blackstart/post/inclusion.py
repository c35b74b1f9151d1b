"""Proofs that some entries are in a log, many at once: each hash of the tree is made once."""

from collections.abc import Sequence

from blackstart.base.hashtree import node_hash


class Proofs:
    """The tree of a log (RFC 9162, 2.1)."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """Take the leaf hashes of the log, in order; at least one."""
        self._leaves = leaves
        self._roots: dict[tuple[int, int], bytes] = {}

    def root(self, start: int, end: int) -> bytes:
        """Give the root hash over the entries from `start` to before `end`."""
        if end - start == 1:
            return self._leaves[start]
        if (start, end) not in self._roots:
            middle = _middle(start, end)
            self._roots[start, end] = node_hash(self.root(start, middle), self.root(middle, end))
        return self._roots[start, end]

    def of(self, index: int) -> tuple[bytes, ...]:
        """Give the hashes that prove that an entry is in the log (RFC 9162, 2.1.3.1)."""
        start, end = 0, len(self._leaves)
        proof: list[bytes] = []
        while end - start > 1:
            middle = _middle(start, end)
            if index < middle:
                proof.append(self.root(middle, end))
                end = middle
            else:
                proof.append(self.root(start, middle))
                start = middle
        return tuple(reversed(proof))


def _middle(start: int, end: int) -> int:
    return start + (1 << (end - start - 1).bit_length() - 1)
