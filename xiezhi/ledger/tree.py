"""The Merkle tree of RFC 9162: hashes, growth, inclusion and consistency proofs; pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
Span = tuple[int, int]  # leaves from the first number up to, but without, the second
Place = tuple[int, int]  # level and index of a complete subtree; leaves are level 0


class ProofRefused(ValueError):
    """A proof does not show what it claims."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's data (section 2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    grown = Range()
    for leaf in leaves:
        grown.add(leaf)
    return grown.root()


@dataclass
class Range:
    """紧凑区间: the complete subtrees that a tree of `size` leaves consists of, largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf hash; return the nodes completed by it, as level, index, hash, upward."""
        self.peaks.append(leaf)
        self.size += 1
        completed, level = [], 0
        while not self.size >> level & 1:
            level += 1
            right, left = self.peaks.pop(), self.peaks.pop()
            self.peaks.append(node_hash(left, right))
            completed.append((level, (self.size >> level) - 1, self.peaks[-1]))
        return completed

    def root(self) -> bytes:
        """Return the root of the tree as it stands."""
        return _fold(self.peaks) if self.peaks else EMPTY_ROOT


def peaks_of(size: int) -> list[Place]:
    """Return the places of the complete subtrees of a tree, largest first."""
    return places((0, size))


def places(span: Span) -> list[Place]:
    """Return the complete subtrees that an aligned span consists of, largest first.

    The spans of RFC 9162 begin at a multiple of the power of two not below their length.
    """
    start, end = span
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Return the spans whose roots prove a leaf in a tree (section 2.1.3.1), leaf upward."""
    if not 0 <= index < size:
        raise ProofRefused(f"a tree of {size} leaves has no leaf {index}")
    start, end, path = 0, size, list[Span]()
    while end - start > 1:
        split = start + _largest_power_below(end - start)
        if index < split:
            path.append((split, end))
            end = split
        else:
            path.append((start, split))
            start = split
    return path[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """Return the spans whose roots prove a tree the beginning of another (section 2.1.4.1)."""
    if not 0 <= old <= new:
        raise ProofRefused(f"a tree of {new} leaves has no beginning of {old}")
    if old in {0, new}:
        return []
    start, end, path = 0, new, list[Span]()
    while old != end:
        split = start + _largest_power_below(end - start)
        if old <= split:
            path.append((split, end))
            end = split
        else:
            path.append((start, split))
            start = split
    if start or end != 1 << (end.bit_length() - 1):
        path.append((start, end))
    return path[::-1]


def span_root(span: Span, at: Callable[[Place], bytes]) -> bytes:
    """Return the root over a span, from the hashes of complete subtrees."""
    return _fold([at(place) for place in places(span)])


def prove(spans: Iterable[Span], at: Callable[[Place], bytes]) -> list[bytes]:
    """Return the proof that consists of the roots of spans."""
    return [span_root(span, at) for span in spans]


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf hash stands at an index under a root; raises `ProofRefused`."""
    spans = inclusion_spans(index, size)
    if len(spans) != len(path):
        raise ProofRefused(f"the path has {len(path)} hashes, {len(spans)} are needed")
    reached = leaf
    for (start, _), sibling in zip(spans, path, strict=True):
        reached = node_hash(reached, sibling) if start > index else node_hash(sibling, reached)
    if reached != root:
        raise ProofRefused("the path does not lead to the root")


def check_consistency(
    old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]
) -> None:
    """Check that the tree of the old root begins the tree of the new; raises `ProofRefused`."""
    spans = consistency_spans(old, new)
    if len(spans) != len(path):
        raise ProofRefused(f"the proof has {len(path)} hashes, {len(spans)} are needed")
    if not spans:
        if old == new and old_root != new_root:
            raise ProofRefused("two roots of one size")
        if old == 0 and old_root != EMPTY_ROOT:
            raise ProofRefused("the empty tree has another root")
        return
    _check_both_roots(old, old_root, new_root, spans, path)


def _check_both_roots(
    old: int, old_root: bytes, new_root: bytes, spans: Sequence[Span], path: Sequence[bytes]
) -> None:
    # The spans up to `old` build the old root, all of them the new one. Where the old tree is
    # itself a complete subtree of the new, the proof leaves it out.
    whole = spans[0][1] != old
    before = after = old_root if whole else path[0]
    rest = range(len(spans)) if whole else range(1, len(spans))
    for number in rest:
        start, sibling = spans[number][0], path[number]
        if start >= old:
            after = node_hash(after, sibling)
        else:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
    if before != old_root:
        raise ProofRefused("the proof does not lead to the old root")
    if after != new_root:
        raise ProofRefused("the proof does not lead to the new root")


def _fold(peaks: Sequence[bytes]) -> bytes:
    folded = peaks[-1]
    for peak in reversed(peaks[:-1]):
        folded = node_hash(peak, folded)
    return folded


def _largest_power_below(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1
