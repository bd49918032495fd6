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
LOTS_MAX = 100
"""How many lots go into one request; each is shown by a receipt of some 3 kB."""
Question = tuple[Mapping[str, Any], Mapping[str, Any] | None]
"""The receipt of a sealing, and of the drawing before it in a later round."""


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

    def proofs(self, questions: Sequence[Question]) -> list[bytes | WitnessRefused]:
        """Return for each sealed lot its proof, or why there is none; many in one request."""
        found: list[bytes | WitnessRefused] = []
        for start in range(0, len(questions), LOTS_MAX):
            part = questions[start : start + LOTS_MAX]
            lots = [{"receipt": one, "previous": before} for one, before in part]
            answers = self._ask("/lots", {"lots": lots}).get("answers")
            if not isinstance(answers, list) or len(answers) != len(part):
                raise WitnessSilent("the witness answered other lots")
            found += map(_answered, answers)
        return found

    def show(self, receipt: Mapping[str, Any]) -> None:
        """Show the result of a lot in the log, so that it is not listed as overdue."""
        self._ask("/result", {"receipt": receipt})

    def show_all(self, receipts: Sequence[Mapping[str, Any]]) -> None:
        """Show many results; one that the witness does not take stays on its list."""
        for start in range(0, len(receipts), LOTS_MAX):
            self._ask("/results", {"receipts": receipts[start : start + LOTS_MAX]})

    def unresolved(self, court: str) -> list[bytes]:
        """Return the oldest lots of a court whose results the witness has not been shown."""
        answer = self._ask("/open", {"court": court})
        try:
            return [bytes.fromhex(one) for one in answer["open"]]
        except (KeyError, ValueError, TypeError) as error:
            raise WitnessSilent("the witness answered no list of lots") from error

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


def _answered(answer: object) -> bytes | WitnessRefused:
    match answer:
        case {"proof": str(proof)}:
            try:
                return bytes.fromhex(proof)
            except ValueError as error:
                raise WitnessSilent("the witness answered no proof") from error
        case {"says": str(reason)}:
            return WitnessRefused(reason)
    raise WitnessSilent("the witness answered something else")
