"""Rows as filings (收案行): columns in English or Chinese become the data of `filing.receive`."""

import re
from typing import Any

from xiezhi.law.fields import asked, read
from xiezhi.law.powers.filing import FilingData
from xiezhi.law.terms import Area, CaseKind, PartyKind, PartyRole

_LABELS = {part.label: part.name for part in asked(FilingData)}
_SIDES = {
    Area.CIVIL: (PartyRole.PLAINTIFF, PartyRole.DEFENDANT),
    Area.CRIMINAL: (PartyRole.PROSECUTION, PartyRole.ACCUSED),
    Area.ADMINISTRATIVE: (PartyRole.PLAINTIFF, PartyRole.AGENCY),
}
_COLUMNS = {
    "原告": "plaintiffs",
    "被告": "defendants",
    "被告人": "defendants",
    "公诉机关": "plaintiffs",
}
_KINDS = {kind.label: kind.value for kind in CaseKind} | {
    kind.type_code: kind.value for kind in CaseKind
}
_FIRMS = re.compile(r"(公司|厂|店|行|中心|合作社|委员会|医院|学校|协会|事务所)$")
_AUTHORITIES = re.compile(r"(检察院|人民政府|局|厅|委员会|支队|大队)$")


def filing_of(values: dict[str, Any]) -> FilingData:
    """Return the filing that a row describes; raises `Unreadable` with all that is wrong.

    Parties come as a list under `parties`, or by name under `plaintiffs` and `defendants`
    (原告、被告), several parted by 、；;.
    """
    named = {_COLUMNS.get(name, _LABELS.get(name, name)): value for name, value in values.items()}
    kind = str(named.get("kind", CaseKind.CIVIL_FIRST.value))
    named["kind"] = _KINDS.get(kind, kind)
    sides = [named.pop("plaintiffs", None), named.pop("defendants", None)]
    if "parties" not in named:
        named["parties"] = _parties(named["kind"], sides)
    filing: FilingData = read(FilingData, named)
    return filing


def _parties(kind: str, sides: list[Any]) -> list[dict[str, str]]:
    try:
        roles = _SIDES[CaseKind(kind).area]
    except ValueError:
        return []
    return [
        {"role": role.value, "name": name, "kind": _party_kind(name)}
        for role, side in zip(roles, sides, strict=True)
        for name in _names(side)
    ]


def _names(side: Any) -> list[str]:
    if isinstance(side, list):
        return [str(name).strip() for name in side]
    return [name.strip() for name in re.split(r"[、；;]", str(side or "")) if name.strip()]


def _party_kind(name: str) -> str:
    if _AUTHORITIES.search(name):
        return PartyKind.AUTHORITY
    return PartyKind.LEGAL if _FIRMS.search(name) else PartyKind.NATURAL
