"""Many proofs of one log: each the same as the one that base makes alone."""

from hypothesis import given
from hypothesis import strategies as st

from blackstart.base import hashtree
from blackstart.post.inclusion import Proofs
from blackstart.store.pack_verifier import included


@given(st.integers(1, 70))
def test_each_proof_is_that_of_the_standard(size: int) -> None:
    """For every entry of logs of all sizes; our own checker and the pack's agree."""
    leaves = [hashtree.leaf_hash(bytes([number])) for number in range(size)]
    proofs, root = Proofs(leaves), hashtree.tree_root(leaves)
    assert proofs.root(0, size) == root
    for index, leaf in enumerate(leaves):
        proof = proofs.of(index)
        assert proof == hashtree.inclusion_proof(leaves, index)
        assert included(leaf, index, size, proof, root)
        assert not included(leaf, index, size, (*proof, leaf), root)
        assert not included(hashtree.leaf_hash(b"other"), index, size, proof, root)
    assert not included(leaves[0], size, size, proofs.of(0), root)
