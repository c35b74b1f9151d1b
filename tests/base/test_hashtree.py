"""The Merkle tree of RFC 6962 / 9162."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from blackstart.base import hashtree

# Roots of the trees of the first 0 to 8 leaves of the reference test vectors used by
# Certificate Transparency implementations.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_the_roots_are_those_of_the_published_vectors() -> None:
    """Our trees are the trees that everybody else computes."""
    hashes = [hashtree.leaf_hash(leaf) for leaf in LEAVES]
    assert [hashtree.tree_root(hashes[:size]).hex() for size in range(9)] == ROOTS


@given(st.integers(1, 70), st.data())
def test_a_proof_convinces_and_only_of_its_leaf(size: int, data: st.DataObject) -> None:
    """An inclusion proof holds for its leaf and place, and for nothing else."""
    hashes = [hashtree.leaf_hash(bytes([number])) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof, root = hashtree.inclusion_proof(hashes, index), hashtree.tree_root(hashes)
    assert hashtree.included(hashes[index], index, size, proof, root)
    assert not hashtree.included(hashtree.leaf_hash(b"other"), index, size, proof, root)
    assert not hashtree.included(hashes[index], size, size, proof, root)
    assert not hashtree.included(hashes[index], index, size, (*proof, root), root)


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    """An empty record has a root too."""
    assert hashtree.root(()) == hashlib.sha256().digest()
