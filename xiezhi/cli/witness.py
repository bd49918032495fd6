"""Be a witness of lots (见证人): cosign a court's log, answer each lot once; no database."""
# ruff: noqa: PLC0415 - other commands need none of it

import argparse
import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xiezhi.lot.witness import Keys, Trusted, Witness

BODY_BYTES_MAX = 1 << 21
OPEN_MOST = 100


def add(parser: argparse.ArgumentParser) -> None:
    """Declare what to do and where the keys and the journal lie."""
    parser.add_argument("what", choices=("key", "serve", "overdue"))
    parser.add_argument("--folder", type=Path, required=True, help="of this witness alone")
    parser.add_argument("--name", default="witness", help="as the policy names it")
    parser.add_argument(
        "--courts", type=Path, help="lines `court NAME KEY ORIGIN LOG-KEY`: whom it answers"
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8100)


def run(arguments: argparse.Namespace) -> int:
    """Print the line of a policy, serve until Ctrl-C, or list what is overdue (1 if any is)."""
    from xiezhi.lot.encoding import Malformed
    from xiezhi.lot.witness import Journal, Witness, make_keys

    keys = make_keys(arguments.folder, arguments.name)
    if arguments.what == "key":
        _say(keys)
        return 0
    listed = Listed(arguments.courts)
    try:
        witness = Witness(keys, listed.read(), Journal(arguments.folder / "journal.jsonl"))
    except (OSError, Malformed) as reason:
        print(f"{arguments.folder}: {reason}", file=sys.stderr)
        return 2
    if arguments.what == "overdue":
        late = witness.overdue(datetime.now(UTC))
        for commitment in late:
            print(f"{commitment.court} {commitment.lineage} round {commitment.round}")
        return 1 if late else 0
    return serve(witness, listed, arguments.host, arguments.port)


class Listed:
    """所见证法院名单: the file of courts; what its operator writes into it holds at once."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None

    def read(self) -> "list[Trusted]":
        """Return the courts; raises `OSError` and `Malformed`."""
        from xiezhi.lot.witness import read_trusted

        if self._path is None:
            return []
        self._seen = self._state()
        return read_trusted(self._path.read_text("utf-8"))

    def _state(self) -> tuple[int, int] | None:
        try:
            stat = self._path.stat() if self._path else None
        except OSError:
            return None
        return (stat.st_mtime_ns, stat.st_size) if stat else None

    def renew(self, witness: "Witness") -> None:
        """Take over what the file says now; while it cannot be read, what it said before holds."""
        from xiezhi.lot.encoding import Malformed

        if self._state() != self._seen:
            with suppress(OSError, Malformed):
                witness.trust(self.read())


def _say(keys: "Keys") -> None:
    import base64

    from xiezhi.lot.witness import COSIGNATURE

    public = COSIGNATURE + keys.signer.public_key().public_bytes_raw()
    print(f"witness {keys.name} {keys.lots.public.hex()}")
    encoded = base64.b64encode(public).decode()
    print(f"cosigner {keys.name}+{keys.cosigner_id.hex()}+{encoded}")


def serve(witness: "Witness", listed: Listed, host: str, port: int) -> int:
    """Answer until Ctrl-C."""
    with server_of(witness, listed, host, port) as server:
        print(f"ready: http://{host}:{server.server_port}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


def server_of(witness: "Witness", listed: Listed, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server that answers for a witness once it is told to serve."""

    class Handler(_Handler):
        pass

    Handler.witness, Handler.listed = witness, listed
    return ThreadingHTTPServer((host, port), Handler)


class _Handler(BaseHTTPRequestHandler):
    """Answers `POST /checkpoint`, `/lot`, `/lots`, `/result`, `/results`, `/open`; JSON both ways.

    Of many lots or results, each is answered or refused by itself.
    """

    witness: "Witness"
    listed: Listed
    timeout = 10

    def do_POST(self) -> None:
        """Answer, or say why not: 409 with the size that is known, 403 for what is refused."""
        from xiezhi.ledger.documents import Refused
        from xiezhi.lot.witness import Conflict

        try:
            size = int(self.headers.get("Content-Length", "0"))
            asked = json.loads(self.rfile.read(size)) if 0 < size <= BODY_BYTES_MAX else None
            self._say(HTTPStatus.OK, self._answer(asked))
        except Conflict as known:
            self._say(HTTPStatus.CONFLICT, {"says": str(known), "size": known.size})
        except Refused as reason:
            self._say(HTTPStatus.FORBIDDEN, {"says": str(reason)})
        except (ValueError, KeyError, TypeError, AttributeError):
            self._say(HTTPStatus.BAD_REQUEST, {"says": "not a question to a witness"})

    def _answer(self, asked: Any) -> dict[str, Any]:
        at = datetime.now(UTC)
        self.listed.renew(self.witness)
        match self.path:
            case "/checkpoint":
                path = [bytes.fromhex(digest) for digest in asked["path"]]
                line = self.witness.checkpoint(asked["note"], asked["old"], path, at)
                return {"cosignature": line}
            case "/lot":
                proof = self.witness.lot(asked["receipt"], asked.get("previous"), at)
                return {"proof": proof.hex()}
            case "/lots":
                questions = [(one["receipt"], one.get("previous")) for one in asked["lots"]]
                return {"answers": [_said(one) for one in self.witness.lots(questions, at)]}
            case "/result":
                self.witness.result(asked["receipt"])
                return {}
            case "/results":
                noted = self.witness.results(asked["receipts"])
                return {"answers": [{"says": str(one)} if one else {} for one in noted]}
            case "/open":
                known = self.witness.open(str(asked["court"]), OPEN_MOST)
                return {"open": [one.hex() for one in known]}
        raise KeyError(self.path)

    def _say(self, status: HTTPStatus, answer: dict[str, Any]) -> None:
        content = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Say nothing: the journal has it."""


def _said(answer: bytes | Exception) -> dict[str, str]:
    return {"proof": answer.hex()} if isinstance(answer, bytes) else {"says": str(answer)}
