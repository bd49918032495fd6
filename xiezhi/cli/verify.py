"""Check receipts (回执), draws, exports of the ledger and archive packages without a database."""
# ruff: noqa: PLC0415 - other commands need none of it

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xiezhi.assignment.verify import DrawCheck
    from xiezhi.ledger.documents import ExportCheck, Receipt
    from xiezhi.ledger.notes import Verifier
    from xiezhi.lot.policy import Policy
    from xiezhi.lot.receipts import LotCheck


ZIP = b"PK"
RECEIPT = Path("receipt")
FEW = 3
"""Below so many eligible a receipt of a lot warns."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the files, and the keys that the court has published."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE",
        help="what each is it says itself; the word `receipt` may stand before them",
    )  # fmt: skip
    parser.add_argument(
        "--policy", type=Path, metavar="FILE",
        help="the keys of lots, as the court publishes them: `court NAME KEY`, `witness NAME KEY`",
    )  # fmt: skip
    parser.add_argument(
        "--key", action="append", default=[], metavar="KEY",
        help="a public key of the court, as it is published; without one, only the receipt's own",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Check each file and say what was checked; 1 where one is refused."""
    from xiezhi.ledger.notes import NoteRefused, Verifier

    try:
        keys = [Verifier.parse(text) for text in arguments.key]
        policy = _policy(arguments.policy) if getattr(arguments, "policy", None) else None
    except NoteRefused as reason:
        print(f"--key: {reason}", file=sys.stderr)
        return 2
    except (OSError, ValueError) as reason:
        print(f"--policy: {reason}", file=sys.stderr)
        return 2
    files: list[Path] = arguments.files
    if files[0] == RECEIPT and len(files) > 1:
        files = files[1:]
    return max(_verify(path, keys, policy) for path in files)


def _policy(path: Path) -> "Policy":
    from xiezhi.lot.policy import Policy

    return Policy.parse(path.read_text(encoding="utf-8"))


def _verify(path: Path, keys: "list[Verifier]", policy: "Policy | None" = None) -> int:
    from xiezhi.ledger.documents import EXPORT, ExportCheck, Refused

    print(path)
    try:
        with path.open("rb") as file:
            start = file.read(200)
            file.seek(0)
            if start.startswith(ZIP):
                return _verify_package(path, keys)
            if f'"format":"{EXPORT}"'.encode() in start:
                check = ExportCheck(keys)
                check.check(file)
                _say_export(check)
                return 0
            content = file.read()
        _verify_receipt(content, keys, policy)
    except (OSError, Refused) as reason:
        print(f"  ✗ 核验未通过 not verified: {reason}")
        return 1
    return 0


def _verify_receipt(content: bytes, keys: "list[Verifier]", policy: "Policy | None") -> None:
    """Say what a receipt shows: of a lot, of a draw without witnesses, of an entry."""
    from xiezhi.assignment.verify import check_draw, is_draw
    from xiezhi.ledger.documents import check_receipt
    from xiezhi.lot.receipts import check_lot, is_lot

    if is_lot(content):
        _say_lot(check_lot(content, keys, policy))
    elif is_draw(content):
        _say_draw(check_draw(content, keys))
    else:
        _say_receipt(check_receipt(content), trusted=bool(keys))


def _verify_package(path: Path, keys: "list[Verifier]") -> int:
    """Say how each of the four checks (四性检测) of an archive package ended."""
    from xiezhi.archives.checks import Expected
    from xiezhi.archives.package import verify

    checks = verify(path, Expected(keys=tuple(keys)))
    for check in checks:
        print(f"  {'✓' if check.ok else '✗'} {check.name} {check.what}")
        for line in check.detail:
            print(f"    {line}")
    return 0 if all(check.ok for check in checks) else 1


def _say(chinese: str, english: str) -> None:
    print(f"  ✓ {chinese} {english}")


def _say_receipt(receipt: "Receipt", *, trusted: bool) -> None:
    from xiezhi.ledger.encoding import iso

    entry = receipt.entry
    outcome = {"accepted": "已办理 accepted", "refused": "未予办理 refused"}[entry.outcome]
    _say("内容与散列一致", f"content hashes to {receipt.hash.hex()}")
    print(f"    {entry.act}：{outcome}，{iso(entry.at)}，经办 actor {entry.actor}（{entry.post}）")
    print(f"    主体 subject {entry.subject}，第 {receipt.seq} 条 entry {receipt.seq}")
    checkpoint, verifier = receipt.checkpoint, receipt.verifier
    if checkpoint is None or verifier is None:
        print("  … 尚未入树，请稍后换取完整回执 not in the tree yet: fetch the full receipt later")
        return
    _say("检查点签名有效", f"signed at {iso(checkpoint.at)} by {verifier}")
    _say("该记录在树中", f"leaf {receipt.index} of {checkpoint.size}, log {checkpoint.origin}")
    if receipt.later is not None:
        later = receipt.later
        _say("此后的树包含此前的树", f"still there at size {later.size}, {iso(later.at)}")
    if trusted:
        _say("公钥在您所信任之列", "the key is one that you trust")
    else:
        print("  ! 请与法院公布的公钥核对 compare the key with the one that the court published")


def _say_draw(check: "DrawCheck") -> None:
    stated = f"{check.listed} listed, {check.eligible} eligible, {check.tickets} tickets"
    _say("候选名单与封存的摘要一致", f"the pool is the one that was sealed: {stated}")
    _say("种子由封存的名单、链头与新鲜字节得出", "the seed follows from pool, head and fresh bytes")
    _say(f"复算抽中 {check.person}", f"the lot falls again on {check.person}")
    if check.anchored:
        _say("封存在前，抽取在后，均在案件记录中", "sealed before it was drawn, both in the chain")
    else:
        print("  … 未附案件记录的回执 no receipts of the ledger attached")


def _say_lot(check: "LotCheck") -> None:
    stated = check.checked.commitment
    print(f"    {stated.lineage}，第 {stated.round} 次 round {stated.round}")
    count = len(stated.witness_keys)
    _say(f"法院与 {count} 名见证人的证明有效", f"the court and {count} witnesses answered")
    _say("抽中各行在封存的名单中", f"{stated.eligible} of {stated.listed} eligible, none shown")
    for one in check.checked.drawn:
        name = one.row.id.decode(errors="backslashreplace")
        part = 100 * one.row.weight / stated.total
        _say(f"复算抽中 {name}", f"the lot falls on {name}, whose part was {part:.2f} %")
    if check.opened:
        _say("候选名单与封存的摘要一致", "the opened pool is the one that was sealed")
    if check.anchored:
        _say("封存在前，抽取在后，均在案件记录中", "sealed before it was drawn, both in the chain")
    else:
        print("  … 未附案件记录的回执 no receipts of the ledger attached")
    if check.trusted:
        _say("法院与见证人的密钥与公布的一致", "the keys are those of the policy")
    else:
        print("  ! 请与法院公布的密钥核对 compare the keys with the court's published policy")
    if stated.eligible < FEW:
        print(f"  ! 候选不足 {FEW} 人 fewer than {FEW} were eligible")


def _say_export(check: "ExportCheck") -> None:
    counts = check.counts()
    chains = f"{counts['leaves'] + counts['pending']} entries, {len(check.heads)} subjects"
    _say("各主体记录前后相接，无缺无改", f"chains whole: {chains}")
    _say("树根与检查点一致", f"{counts['leaves']} leaves, {counts['checkpoints']} checkpoints")
    if counts["pending"]:
        print(f"  … 尚有 {counts['pending']} 条未入树 {counts['pending']} entries pending")
