"""RFC 9162, section 2.1: the tree, its proofs, against published vectors and another library."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from xiezhi.ledger import tree

VECTORS = Path(__file__).parents[3] / "shared" / "data" / "vectors" / "rfc9162_merkle.jsonl"
SIZES = st.integers(1, 200)


def leaves(count: int) -> list[bytes]:
    return [tree.leaf_hash(b"%d" % number) for number in range(count)]


def subtree(hashes: list[bytes]) -> Any:
    """Return what gives the hash of a complete subtree over leaf hashes."""

    def at(place: tree.Place) -> bytes:
        level, index = place
        return tree.root_of(hashes[index << level : (index + 1) << level])

    return at


def vectors(kind: str) -> list[dict[str, Any]]:
    if not VECTORS.exists():
        return []
    cases = [json.loads(line) for line in VECTORS.read_text().splitlines()]
    return [case for case in cases if case["kind"] == kind]


def decoded(texts: list[str] | None) -> list[bytes]:
    return [base64.b64decode(text) for text in texts or []]


def refused(check: Any, *arguments: Any) -> bool:
    try:
        check(*arguments)
    except tree.ProofRefused:
        return True
    return False


@pytest.mark.skipif(not VECTORS.exists(), reason="the RFC 9162 vectors are not on this machine")
class TestPublishedVectors:
    @pytest.mark.parametrize("case", vectors("inclusion"), ids=lambda case: case["name"])
    def test_inclusion(self, case: dict[str, Any]) -> None:
        leaf, root = decoded([case["leafHash"], case["root"]])
        place = (case["leafIdx"], case["treeSize"])
        wrong = refused(tree.check_inclusion, leaf, *place, decoded(case["proof"]), root)
        assert wrong == case["wantErr"]

    @pytest.mark.parametrize("case", vectors("consistency"), ids=lambda case: case["name"])
    def test_consistency(self, case: dict[str, Any]) -> None:
        old, new = decoded([case["root1"], case["root2"]])
        wrong = refused(
            tree.check_consistency,
            case["size1"], old, case["size2"], new, decoded(case["proof"]),
        )  # fmt: skip
        assert wrong == case["wantErr"]


class TestRoots:
    def test_empty_tree_has_the_hash_of_nothing(self) -> None:
        assert tree.Range().root() == tree.EMPTY_ROOT == tree.root_of([])

    @given(SIZES)
    def test_root_is_that_of_another_library(self, size: int) -> None:
        oracle = InmemoryTree(algorithm="sha256")
        for number in range(size):
            oracle.append_entry(b"%d" % number)
        assert tree.root_of(leaves(size)) == oracle.get_root(size)

    @given(SIZES)
    def test_growing_completes_each_node_once(self, size: int) -> None:
        grown, nodes = tree.Range(), dict[tree.Place, bytes]()
        for leaf in leaves(size):
            for level, index, digest in grown.add(leaf):
                assert nodes.setdefault((level, index), digest) is digest
        assert set(nodes) == {
            (level, index) for level in range(1, 9) for index in range(size >> level)
        }
        assert all(digest == subtree(leaves(size))(place) for place, digest in nodes.items())

    @given(SIZES)
    def test_peaks_rebuild_the_range(self, size: int) -> None:
        grown = tree.Range()
        for leaf in leaves(size):
            grown.add(leaf)
        assert grown.peaks == [subtree(leaves(size))(place) for place in tree.peaks_of(size)]


class TestInclusion:
    @given(st.data(), SIZES)
    def test_every_leaf_is_proved(self, data: st.DataObject, size: int) -> None:
        index = data.draw(st.integers(0, size - 1))
        hashes = leaves(size)
        path = tree.prove(tree.inclusion_spans(index, size), subtree(hashes))
        tree.check_inclusion(hashes[index], index, size, path, tree.root_of(hashes))

    @given(st.data(), st.integers(2, 200))
    def test_another_leaf_place_path_or_root_is_refused(
        self, data: st.DataObject, size: int
    ) -> None:
        index = data.draw(st.integers(0, size - 1))
        other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
        hashes, root = leaves(size), tree.root_of(leaves(size))
        path = tree.prove(tree.inclusion_spans(index, size), subtree(hashes))
        assert refused(tree.check_inclusion, hashes[other], index, size, path, root)
        assert refused(tree.check_inclusion, hashes[index], other, size, path, root)
        assert refused(tree.check_inclusion, hashes[index], index, size, path[1:], root)
        assert refused(tree.check_inclusion, hashes[index], index, size, [*path, root], root)
        assert refused(tree.check_inclusion, hashes[index], index, size, path, hashes[0])

    @pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3)])
    def test_a_leaf_outside_the_tree_has_no_proof(self, index: int, size: int) -> None:
        with pytest.raises(tree.ProofRefused):
            tree.inclusion_spans(index, size)


class TestConsistency:
    @given(st.data(), SIZES)
    def test_every_earlier_tree_is_proved(self, data: st.DataObject, new: int) -> None:
        old = data.draw(st.integers(0, new))
        hashes = leaves(new)
        path = tree.prove(tree.consistency_spans(old, new), subtree(hashes))
        tree.check_consistency(old, tree.root_of(hashes[:old]), new, tree.root_of(hashes), path)

    @settings(max_examples=50)
    @given(st.data(), st.integers(2, 200))
    def test_a_rewritten_past_is_refused(self, data: st.DataObject, new: int) -> None:
        old = data.draw(st.integers(1, new))
        changed = data.draw(st.integers(0, old - 1))
        hashes = leaves(new)
        forged = [*hashes[:changed], tree.leaf_hash(b"forged"), *hashes[changed + 1 :]]
        path = tree.prove(tree.consistency_spans(old, new), subtree(forged))
        roots = (old, tree.root_of(hashes[:old]), new, tree.root_of(forged))
        assert refused(tree.check_consistency, *roots, path)

    def test_the_past_is_no_longer_than_the_present(self) -> None:
        with pytest.raises(tree.ProofRefused):
            tree.consistency_spans(4, 3)
