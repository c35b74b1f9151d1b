"""Merkle tree arithmetic of RFC 6962 / RFC 9162: pure, on bytes.

A tree of n leaves is kept as its peaks: the roots of the perfect subtrees that n's binary digits
name, largest first. Appending a leaf merges peaks of equal size, so n leaves cost n hashes.
"""

import hashlib
from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    """Hash one entry: SHA-256 over 0x00 and the entry (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees: SHA-256 over 0x01, left and right (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def append(peaks: Sequence[bytes], size: int, leaf: bytes) -> tuple[bytes, ...]:
    """Add a leaf to a tree.

    Args:
        peaks: roots of the perfect subtrees of the tree so far, largest first.
        size: number of leaves so far.
        leaf: the new leaf's hash.

    Returns:
        The peaks of the tree of `size + 1` leaves.
    """
    grown = [*peaks, leaf]
    while size & 1:
        right, left = grown.pop(), grown.pop()
        grown.append(node_hash(left, right))
        size >>= 1
    return tuple(grown)


def root(peaks: Sequence[bytes]) -> bytes:
    """Give the root hash of a tree from its peaks; the hash of nothing for an empty tree."""
    if not peaks:
        return hashlib.sha256(b"").digest()
    head = peaks[-1]
    for peak in reversed(peaks[:-1]):
        head = node_hash(peak, head)
    return head


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """Give the root hash of a tree from all its leaf hashes."""
    peaks: tuple[bytes, ...] = ()
    for size, leaf in enumerate(leaves):
        peaks = append(peaks, size, leaf)
    return root(peaks)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Give the hashes that prove that leaf `index` is in the tree (RFC 9162, 2.1.3.1)."""
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion_proof(leaves[:split], index), tree_root(leaves[split:]))
    return (*inclusion_proof(leaves[split:], index - split), tree_root(leaves[:split]))


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Check an inclusion proof without the other leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, head = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            head = node_hash(sibling, head)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            head = node_hash(head, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and head == root_hash


def _split(size: int) -> int:
    """Give the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
