"""The sum tree (求和树): a Merkle tree of RFC 9162's shape whose nodes also bind sums of tickets.

The path of a leaf shows its interval of tickets and nothing of other leaves but sums.
"""

import struct
from collections.abc import Sequence
from hashlib import sha256

from xiezhi.lot.encoding import HASH_BYTES, Malformed, prefix

Node = tuple[int, bytes]
"""The sum below a node, its hash."""

_PREFIX = prefix("lot/sum/1")
_JOINED = struct.Struct(f">Q{HASH_BYTES}sQ{HASH_BYTES}s")
_MOST = (1 << 64) - 1
DEPTH_MAX = 32


def join(left: Node, right: Node) -> Node:
    """Return the parent of two nodes; raises `Malformed` where the sum needs more than 64 bits."""
    whole = left[0] + right[0]
    if whole > _MOST:
        raise Malformed("the sum of tickets does not fit")
    return whole, sha256(_PREFIX + _JOINED.pack(*left, *right)).digest()


class SumTree:
    """求和树: all nodes, level by level; the last of an odd level is carried upward as it is."""

    def __init__(self, leaves: Sequence[Node]) -> None:
        if not leaves:
            raise Malformed("a pool lists somebody")
        self.levels = [list(leaves)]
        pack, hashed, most = _JOINED.pack, sha256, _MOST
        while len(level := self.levels[-1]) > 1:
            upper: list[Node] = []
            for at in range(0, len(level) - 1, 2):  # join(), written out: pools are sealed in bulk
                (a, one), (b, other) = level[at], level[at + 1]
                if a + b > most:
                    raise Malformed("the sum of tickets does not fit")
                upper.append((a + b, hashed(_PREFIX + pack(a, one, b, other)).digest()))
            if len(level) % 2:
                upper.append(level[-1])
            self.levels.append(upper)

    @property
    def root(self) -> Node:
        """The sum of all leaves, and the hash that binds them."""
        return self.levels[-1][0]

    def path(self, index: int) -> list[Node]:
        """Return the siblings that lead from a leaf to the root, leaf upward."""
        if not 0 <= index < len(self.levels[0]):
            raise IndexError(index)
        found = []
        for level in self.levels[:-1]:
            if index ^ 1 < len(level):
                found.append(level[index ^ 1])
            index >>= 1
        return found


def climb(index: int, size: int, leaf: Node, path: Sequence[Node]) -> tuple[int, Node]:
    """Return the tickets left of a leaf, and the root to which its path leads.

    Raises `Malformed` where the path is not of the length that the place demands.
    """
    if not 0 <= index < size:
        raise Malformed(f"there is no row {index} of {size}")
    offset, node, last = 0, leaf, size - 1
    steps = iter(path)
    try:
        while last:
            if index & 1:
                sibling = next(steps)
                offset += sibling[0]
                node = join(sibling, node)
            elif index < last:
                node = join(node, next(steps))
            index >>= 1
            last >>= 1
    except StopIteration:
        raise Malformed("the path is too short") from None
    if next(steps, None) is not None:
        raise Malformed("the path is too long")
    return offset, node
