"""Asking witnesses (见证请求): the court's side of the protocol, over HTTP; no database.

What a witness refuses is raised as `WitnessRefused`, what it does not answer as `WitnessSilent`;
asking again is always safe, for the answer is the same.
"""

import http.client
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SECONDS_MAX = 10


class WitnessRefused(RuntimeError):
    """The witness says why it gives no answer."""


class WitnessSilent(RuntimeError):
    """The witness cannot be reached, or answers something else."""


@dataclass(frozen=True)
class Address:
    """见证人地址: where a witness listens."""

    host: str
    port: int

    def cosignature(self, note: str, old: int, path: Sequence[bytes]) -> str:
        """Return the line by which the witness cosigns a checkpoint that grew from size `old`."""
        digests = [digest.hex() for digest in path]
        answer = self._ask("/checkpoint", {"note": note, "old": old, "path": digests})
        return str(answer["cosignature"])

    def known_size(self, note: str) -> int:
        """Return up to which size the witness knows the log of a note."""
        answer = self._ask("/checkpoint", {"note": note, "old": -1, "path": []}, (409,))
        return int(answer["size"])

    def proof(self, receipt: Mapping[str, Any], previous: Mapping[str, Any] | None = None) -> bytes:
        """Return the proof over a lot whose sealing the receipt shows in a cosigned log."""
        answer = self._ask("/lot", {"receipt": receipt, "previous": previous})
        try:
            return bytes.fromhex(answer["proof"])
        except (KeyError, ValueError, TypeError) as error:
            raise WitnessSilent("the witness answered no proof") from error

    def show(self, receipt: Mapping[str, Any]) -> None:
        """Show the result of a lot in the log, so that it is not listed as overdue."""
        self._ask("/result", {"receipt": receipt})

    def _ask(
        self, path: str, question: Mapping[str, Any], wanted: tuple[int, ...] = (200,)
    ) -> dict[str, Any]:
        link = http.client.HTTPConnection(self.host, self.port, timeout=SECONDS_MAX)
        try:
            link.request("POST", path, json.dumps(question, ensure_ascii=False).encode())
            response = link.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise WitnessSilent(f"{self.host}:{self.port}: {error}") from error
        finally:
            link.close()
        if not isinstance(answer, dict):
            raise WitnessSilent("the witness answered something else")
        if response.status not in wanted:
            raise WitnessRefused(str(answer.get("says", response.status)))
        return answer
