"""Whom a lot is trusted to (见证政策): the keys of court and witnesses, as a court publishes them.

Policy names the witnesses, not the case: a text of one line a key, `court NAME KEY` first, then
`witness NAME KEY` in the order in which they answer. Keys are 64 hexadecimal digits.
"""

import re
from dataclasses import dataclass
from typing import Self

from xiezhi.lot import vrf
from xiezhi.lot.commitment import Commitment
from xiezhi.lot.encoding import Malformed
from xiezhi.lot.proof import LotRefused

_LINE = re.compile(r"(court|witness) (\S+) ([0-9a-f]{64})")


@dataclass(frozen=True)
class Policy:
    """见证政策: the court's name and key, the witnesses' in order."""

    court: str
    court_key: bytes
    witnesses: tuple[tuple[str, bytes], ...]

    @classmethod
    def parse(cls, content: str) -> Self:
        """Read the text of a policy; raises `Malformed`."""
        lines = [line for line in content.splitlines() if line and not line.startswith("#")]
        found = [_LINE.fullmatch(line) for line in lines]
        parts = [match.groups() for match in found if match]
        kinds = [kind for kind, _, _ in parts]
        if len(parts) != len(lines) or kinds != ["court", *["witness"] * (len(parts) - 1)]:
            raise Malformed("a policy has a line `court NAME KEY`, then lines `witness NAME KEY`")
        (_, court, key), *others = parts
        policy = cls(
            court, bytes.fromhex(key), tuple((name, bytes.fromhex(key)) for _, name, key in others)
        )
        try:
            for one in (policy.court_key, *(key for _, key in policy.witnesses)):
                vrf.check_key(one)
        except vrf.ProofRefused as error:
            raise Malformed(str(error)) from error
        return policy

    def text(self) -> str:
        """Return the text that `parse` reads."""
        lines = [f"court {self.court} {self.court_key.hex()}"]
        lines += [f"witness {name} {key.hex()}" for name, key in self.witnesses]
        return "\n".join([*lines, ""])

    def check(self, commitment: Commitment) -> None:
        """Refuse a lot of other keys; raises `LotRefused`."""
        if (commitment.court, commitment.court_key) != (self.court, self.court_key):
            raise LotRefused("the lot is not of the court and the key that you trust")
        if commitment.witness_keys != tuple(key for _, key in self.witnesses):
            raise LotRefused("the witnesses are not those of the policy")
