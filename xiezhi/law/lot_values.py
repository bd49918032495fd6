"""What a lot stands on (抽签情况), as the rules of assignment judge it. Values only."""

from dataclasses import dataclass

from xiezhi.law.terms import State


@dataclass(frozen=True)
class LotFact:
    """抽签情况: what the next lot of a case would stand on; hashes are leaves of the signed log."""

    filing: bytes | None = None
    """The filing; None while its entry is in no checkpoint."""
    place: int = 0
    """The place of the filing in the log."""
    sealed: int = 0
    """How many pools were sealed for the case."""
    round: int = 1
    prev: bytes | None = b""
    """The result of the round before; empty in the first, None while it is in no checkpoint."""
    has_key: bool = True
    witnesses: tuple[tuple[str, bytes], ...] = ()
    """Names and keys of the witnesses whom the court has named, in their order."""
    unresolved: bool = False
    """Whether a pool was sealed for a lot that was never drawn."""
    before: int | None = None
    """The judge from whom the case was taken for a new lot that has not fallen yet."""
    reassignment: int = 0
    returns_to: State | None = None
    """The row of that decision, and the state to which the case returns."""
